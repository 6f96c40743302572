import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Friend } from '../app/state.ts';
import { base } from './base.styles.ts';
import { nameOf } from './friend-list.ts';
import { labelledSelectStyles } from './select.styles.ts';
import { forgettingWords } from './words/forgetting-words.ts';
import { spanWords } from './words/span.ts';

/** Messages are to disappear so long after they are read; 0: they are to stay. */
export class VanishAfterEvent extends Event {
  static readonly type = 'vanish-after';
  constructor(readonly seconds: number) {
    super(VanishAfterEvent.type, { bubbles: true, composed: true });
  }
}

/** A glance, a talk, a day, a week. */
const SPANS_SECONDS = [300, 3_600, 86_400, 604_800] as const;

/**
 * When messages with a friend disappear.
 * @fires vanish-after - another time was chosen
 */
@customElement('vanish-choice')
export class VanishChoice extends LitElement {
  static override styles = [
    base,
    labelledSelectStyles,
    css`
      p {
        margin-block-start: var(--s2);
        color: var(--ink-soft);
        font-size: var(--t-small);
      }
    `,
  ];

  @property({ attribute: false }) friend!: Friend;

  protected override render(): TemplateResult {
    const text = forgettingWords;
    const chosen = this.friend.vanish?.inForce.seconds ?? 0;
    // One that the friend chose elsewhere stands in the list as well.
    const spans = [...new Set([0, ...SPANS_SECONDS, chosen])].sort((a, b) => a - b);
    return html`<label
        >${text.vanishLabel}
        <select aria-describedby="hint" .value=${live(`${chosen}`)} @change=${this.#chosen}>
          ${spans.map(
            (seconds) =>
              html`<option value=${seconds} ?selected=${seconds === chosen}>
                ${seconds === 0 ? text.vanishNever : text.vanishAfter(spanWords(seconds))}
              </option>`,
          )}
        </select>
      </label>
      <p id="hint">${text.vanishHint(nameOf(this.friend))}</p>`;
  }

  readonly #chosen = (event: Event): void => {
    if (!(event.currentTarget instanceof HTMLSelectElement)) return;
    this.dispatchEvent(new VanishAfterEvent(Number(event.currentTarget.value)));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'vanish-choice': VanishChoice;
  }
  interface GlobalEventHandlersEventMap {
    'vanish-after': VanishAfterEvent;
  }
}
