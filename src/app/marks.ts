/** What a name may not hold, because it looks like a mark of ours or of other programs. Pure. */

/**
 * Check marks (with the roots and the letter of Tai Viet that pass for one), shields and badges, and
 * padlocks. Our marks stand outside of names; without these nobody can draw one into theirs.
 */
const MARKS =
  /[\u2611\u2705\u2713\u2714\u221a-\u221c\u237b\u23b7\uaa9c\u{1f5f8}\u{1f5f9}\u{1fbb1}\u26c9\u26ca\u26e8\u{1f6e1}\u{1f530}\u{1f50f}\u{1f510}\u{1f512}\u{1f513}]/gu;

/** The text without anything that could pass for a trust mark. */
export function withoutMarks(text: string): string {
  return text.replace(MARKS, '');
}
