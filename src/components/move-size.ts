/** What goes to another device, for a person to decide by. */
import { html, type TemplateResult } from 'lit';
import type { MoveSize } from '../app/move-actions.ts';
import { icon } from './icon.ts';
import { format } from './words/format.ts';
import { movingWords } from './words/moving-words.ts';

export function moveSize({ friends, files, fileBytes }: MoveSize): TemplateResult {
  const text = movingWords;
  const kept =
    files === 0 ? text.noFiles : text.received(text.files(files), format.bytes(fileBytes));
  return html`<div class="card">
    <ul>
      <li class="fact">
        ${icon('introduce')}<span>${text.withMessages(text.friends(friends))}</span>
      </li>
      <li class="fact">${icon('file')}<span>${kept}</span></li>
      <li class="fact">${icon('shield')}<span>${text.keys}</span></li>
    </ul>
  </div>`;
}
