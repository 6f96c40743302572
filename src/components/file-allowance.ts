import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Friend } from '../app/state.ts';
import { base } from './base.styles.ts';
import { nameOf } from './friend-list.ts';
import { labelledSelectStyles } from './select.styles.ts';
import { chatWords } from './words/chat-words.ts';
import { format } from './words/format.ts';

/** Files of the friend up to this size are to come without asking; 0: none are. */
export class TakeUpToEvent extends Event {
  static readonly type = 'take-up-to';
  constructor(readonly upToBytes: number) {
    super(TakeUpToEvent.type, { bubbles: true, composed: true });
  }
}

/** Pictures and papers; an album; a film. */
const SIZES_BYTES = [10_000_000, 100_000_000, 1_000_000_000] as const;

/**
 * Which files of a friend come without asking.
 * @fires take-up-to - another size was chosen
 */
@customElement('file-allowance')
export class FileAllowance extends LitElement {
  static override styles = [base, labelledSelectStyles];

  @property({ attribute: false }) friend!: Friend;

  protected override render(): TemplateResult {
    const upToBytes = this.friend.takesUpToBytes ?? 0;
    // One that another version offered stands in the list as well.
    const sizes = [...new Set([0, ...SIZES_BYTES, upToBytes])].sort((a, b) => a - b);
    return html`<label
      >${chatWords.takesLabel(nameOf(this.friend))}
      <select .value=${live(`${upToBytes}`)} @change=${this.#chosen}>
        ${sizes.map(
          (bytes) =>
            html`<option value=${bytes} ?selected=${bytes === upToBytes}>
              ${bytes === 0 ? chatWords.takesNone : chatWords.takesUpTo(format.bytes(bytes))}
            </option>`,
        )}
      </select>
    </label>`;
  }

  readonly #chosen = (event: Event): void => {
    if (!(event.currentTarget instanceof HTMLSelectElement)) return;
    this.dispatchEvent(new TakeUpToEvent(Number(event.currentTarget.value)));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'file-allowance': FileAllowance;
  }
  interface GlobalEventHandlersEventMap {
    'take-up-to': TakeUpToEvent;
  }
}
