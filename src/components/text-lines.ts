/** Breaks a sentence into lines, for where no browser does it. Pure. */

/**
 * As few lines as hold it, broken at spaces; a word that is wider than a line stands alone.
 * @param measure the width of a text, in the unit of `maxWidth`
 */
export function linesOf(
  sentence: string,
  maxWidth: number,
  measure: (text: string) => number,
): string[] {
  const lines: string[] = [];
  for (const word of sentence.split(' ')) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last === undefined || measure(longer) > maxWidth) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}
