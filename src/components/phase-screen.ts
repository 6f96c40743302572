import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Phase } from '../app/state.ts';
import type { ErrorCode } from '../errors.ts';
import { base } from './base.styles.ts';
import type { StringState } from './string-line.ts';
import { words } from './words/words.ts';
import './can-string.ts';

/** This tab is to hold the lines. */
export class TakeOverEvent extends Event {
  static readonly type = 'take-over';
  constructor() {
    super(TakeOverEvent.type, { bubbles: true, composed: true });
  }
}

/**
 * What stands on the screen when the app itself cannot: while starting, in a second tab, and on failure.
 * @fires take-over - use Twocan in this tab
 */
@customElement('phase-screen')
export class PhaseScreen extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        align-content: center;
        justify-items: center;
        gap: var(--s3);
        min-height: 100%;
        padding: var(--s6) var(--s5);
        text-align: center;
      }
      can-string {
        width: min(100%, 22rem);
        margin-bottom: var(--s5);
      }
      h1 {
        max-width: 24rem;
        font-size: var(--t-hero);
      }
      p {
        max-width: 28rem;
        color: var(--ink-soft);
        font-size: var(--t-lead);
      }
      .button {
        margin-top: var(--s4);
      }
      /* Starting takes a moment at most: say nothing unless it takes longer. */
      .starting {
        animation: appear var(--calm) 400ms both;
      }
      @keyframes appear {
        from {
          opacity: 0;
        }
      }
    `,
  ];

  @property({ attribute: false }) phase!: Phase;
  /** What failed and what to do about it; empty until those words are here. */
  @state() private failure = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('phase') && this.phase.status === 'failed') void this.#explain(this.phase.code);
  }

  protected override render(): TemplateResult | typeof nothing {
    const text = words.shell;
    const { phase } = this;
    switch (phase.status) {
      case 'starting':
        return html`<can-string
          class="starting"
          state="drawing"
          size="large"
          label=${text.starting}
        ></can-string>`;
      case 'elsewhere':
        return phase.handedOver
          ? this.#page('taut', text.handedOverHeading, text.handedOverText)
          : this.#page('slack', text.elsewhereHeading, text.elsewhereText, {
              label: text.elsewhereTakeOver,
              act: () => this.dispatchEvent(new TakeOverEvent()),
            });
      case 'failed':
        return this.#page('slack', text.failedHeading, this.failure, {
          label: text.failedRetry,
          act: () => location.reload(),
        });
      case 'welcome':
      case 'locked':
      case 'moved':
      case 'ready':
        return nothing;
    }
  }

  #page(
    string: StringState,
    heading: string,
    sentence: string,
    next?: { label: string; act: () => void },
  ): TemplateResult {
    return html`
      <can-string state=${string} size="large"></can-string>
      <h1>${heading}</h1>
      <p>${sentence}</p>
      ${
        next === undefined
          ? nothing
          : html`<button class="button primary" @click=${next.act}>${next.label}</button>`
      }
    `;
  }

  /** Where even the words cannot be fetched the heading and the button have to do. */
  async #explain(code: ErrorCode): Promise<void> {
    const loaded = await import('./words/error-words.ts').catch(() => null);
    if (loaded === null) return;
    const { sentence, next } = loaded.errorWords(code);
    this.failure = `${sentence} ${next}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'phase-screen': PhaseScreen;
  }
  interface HTMLElementEventMap {
    'take-over': TakeOverEvent;
  }
}
