/** How far a backup has got: a bar and its sentence. */
import { html, type TemplateResult } from 'lit';

/** @param done from 0 to 1 @param sentence says so, too */
export function backupProgress(done: number, sentence: string): TemplateResult {
  return html`<progress max="100" .value=${percentOf(done)} aria-label=${sentence}></progress>`;
}

/** In whole percent. */
export function percentOf(done: number): number {
  return Math.floor(Math.min(Math.max(done, 0), 1) * 100);
}
