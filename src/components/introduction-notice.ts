import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { base } from './base.styles.ts';
import { icon } from './icon.ts';
import type { IntroductionView } from './introduction-view.ts';
import { introductionWords } from './words/introduction-words.ts';
import { words } from './words/words.ts';

export type IntroductionChoice = 'agree' | 'decline' | 'open' | 'dismiss';

/** Something about an introduction was chosen. */
export class IntroductionChoiceEvent extends Event {
  static readonly type = 'introduction-choice';
  constructor(
    readonly introductionId: string,
    readonly choice: IntroductionChoice,
  ) {
    super(IntroductionChoiceEvent.type, { bubbles: true, composed: true });
  }
}

/**
 * How one introduction stands: a question with its answers, or a quiet line that folds out.
 * @fires introduction-choice - it was answered, opened or put away
 */
@customElement('introduction-notice')
export class IntroductionNotice extends LitElement {
  static override styles = [
    base,
    css`
      .notice {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: 0 var(--s3);
        align-items: center;
        min-height: calc(var(--touch) + 2px);
        padding-inline: var(--s4) 0;
        border: 1px solid var(--edge);
        border-radius: var(--r-medium);
        background: var(--paper-raised);
        color: var(--ink-soft);
        font-size: var(--t-small);
      }
      .notice.asks,
      .notice.met {
        background: var(--label-wash);
        color: var(--label-ink);
      }
      .notice > .icon {
        align-self: start;
        margin-block-start: calc((var(--touch) - 24px) / 2);
      }
      .says {
        padding-block: var(--s2);
        overflow-wrap: anywhere;
      }
      .folded .line {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .asks .line,
      .met .line {
        font-size: var(--t-body);
        font-weight: 650;
      }
      .buttons {
        display: flex;
        align-self: start;
      }
      .buttons .button {
        border-radius: var(--r-medium);
        color: inherit;
      }
      .fold .icon {
        transition: rotate var(--quick) var(--ease);
      }
      .fold[aria-expanded='true'] .icon {
        rotate: 180deg;
      }
      .answers {
        display: flex;
        grid-column: 1 / -1;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: var(--s2);
        padding-block-end: var(--s3);
        padding-inline-end: var(--s4);
        font-size: var(--t-body);
      }
      .answers .button:not(.primary) {
        border-color: currentColor;
        background: transparent;
        color: inherit;
      }
      .answers .button:not(.primary):hover {
        background: var(--paper-raised);
      }
      /* Where there is room beside the line, what leads on stands there. */
      @media (min-width: 30rem) {
        .met {
          grid-template-columns: auto minmax(0, 1fr) auto auto;
        }
        .met .answers {
          grid-column: 3;
          grid-row: 1;
          align-self: start;
          padding: 0;
        }
      }
      .waits > .icon {
        animation: breathe calc(2 * var(--slow)) ease-in-out 20 alternate;
      }
      @media (prefers-reduced-motion: reduce) {
        .waits > .icon {
          animation: none;
        }
      }
      @keyframes breathe {
        to {
          opacity: 0.4;
        }
      }
    `,
  ];

  @property({ attribute: false }) view!: IntroductionView;
  /** Whether it stands there in full, if the person has said so: else a question does, and all else is a line. */
  @state() private chosen: boolean | null = null;
  @query('.says') private readonly says!: HTMLElement;

  protected override render(): TemplateResult {
    const { kind, sentence, detail, over } = this.view;
    const open = this.chosen ?? kind === 'asks';
    return html`<div class="notice ${kind} ${open || detail === null ? '' : 'folded'}">
      ${icon('introduce')}
      <div class="says" id="says" role="status" tabindex="-1">
        <p class="line">${sentence}</p>
        ${open && detail !== null ? html`<p>${detail}</p>` : nothing}
      </div>
      <div class="buttons">
        ${detail === null ? nothing : this.#fold(open)} ${over ? this.#close() : nothing}
      </div>
      ${open || kind === 'met' ? this.#answers() : nothing}
    </div>`;
  }

  #fold(open: boolean): TemplateResult {
    return html`<button
      class="button plain icon fold"
      aria-label=${introductionWords.details}
      aria-controls="says"
      aria-expanded=${open ? 'true' : 'false'}
      @click=${() => (this.chosen = !open)}
    >
      ${icon('chevron', 20)}
    </button>`;
  }

  #close(): TemplateResult {
    return html`<button
      class="button plain icon"
      aria-label=${words.shell.close}
      @click=${() => this.#choose('dismiss')}
    >
      ${icon('close', 20)}
    </button>`;
  }

  #answers(): TemplateResult | typeof nothing {
    const { choices } = this.view;
    if (choices.length === 0) return nothing;
    return html`<div class="answers">
      ${choices.map(
        ({ choice, label, primary }) =>
          html`<button
            class="button ${primary ? 'primary' : ''}"
            @click=${() => this.#choose(choice)}
          >
            ${label}
          </button>`,
      )}
    </div>`;
  }

  #choose(choice: IntroductionChoice): void {
    // The button goes away with the question; the focus stays where the answer will stand.
    if (choice === 'agree') this.says.focus();
    this.chosen = null;
    this.dispatchEvent(new IntroductionChoiceEvent(this.view.id, choice));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'introduction-notice': IntroductionNotice;
  }
  interface GlobalEventHandlersEventMap {
    'introduction-choice': IntroductionChoiceEvent;
  }
}
