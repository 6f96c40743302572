import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { base } from './base.styles.ts';
import { icon } from './icon.ts';
import type { IntroductionView } from './introduction-view.ts';
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
 * How one introduction stands: a question with its answers, or a quiet line.
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
        gap: var(--s2) var(--s3);
        align-items: center;
        padding-block: var(--s2);
        padding-inline: var(--s4) var(--s2);
        border: 1px solid var(--edge);
        border-radius: var(--r-medium);
        background: var(--paper-raised);
        color: var(--ink-soft);
        font-size: var(--t-small);
      }
      .notice.asks {
        padding: var(--s3) var(--s4);
        background: var(--label-wash);
        color: var(--label-ink);
        font-size: var(--t-body);
      }
      .notice.met {
        background: var(--label-wash);
        color: var(--label-ink);
      }
      .icon {
        align-self: start;
      }
      .says {
        grid-column: 2;
        min-height: var(--s5);
        overflow-wrap: anywhere;
      }
      .asks .question {
        font-weight: 650;
      }
      .asks .detail {
        margin-top: var(--s1);
        font-size: var(--t-small);
      }
      .close {
        grid-column: 3;
      }
      .answers {
        display: flex;
        grid-column: 1 / -1;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: var(--s2);
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
      .waits .icon {
        animation: breathe calc(2 * var(--slow)) ease-in-out 20 alternate;
      }
      @media (prefers-reduced-motion: reduce) {
        .waits .icon {
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
  @query('.says') private readonly says!: HTMLElement;

  protected override render(): TemplateResult {
    const { kind, sentence, detail } = this.view;
    return html`<div class="notice ${kind}">
      ${icon('introduce')}
      <div class="says" role="status" tabindex="-1">
        <p class="question">${sentence}</p>
        ${detail === null ? nothing : html`<p class="detail">${detail}</p>`}
      </div>
      ${this.view.over ? this.#close() : nothing} ${this.#answers()}
    </div>`;
  }

  #close(): TemplateResult {
    return html`<button
      class="button plain icon close"
      aria-label=${words.shell.close}
      @click=${() => this.#choose('dismiss')}
    >
      ${icon('close')}
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
