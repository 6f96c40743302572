import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { ShownCard } from '../app/state.ts';
import type { ErrorCode } from '../errors.ts';
import { base } from './base.styles.ts';
import type { CardInput } from './card-input.ts';
import { renderError } from './connect-screen-parts.ts';
import { named } from './named.ts';
import { pairingWords } from './words/pairing-words.ts';
import './can-string.ts';
import './card-input.ts';

/**
 * Far away, the way back: where a friend's reply comes in, and what was wrong with the last one.
 * While my own reply is on its way there is only something to wait for.
 *
 * @fires card-text - from card-input (CardTextEvent)
 * @fires card-error - from card-input (CardErrorEvent)
 */
@customElement('connect-theirs')
export class ConnectTheirs extends LitElement {
  static override readonly styles = [
    base,
    css`
      section {
        display: grid;
        gap: var(--s3);
      }
      h2 {
        font-size: var(--t-title);
      }
      .lead {
        color: var(--ink-soft);
      }
      .waiting {
        display: grid;
        justify-items: center;
        gap: var(--s2);
        padding: var(--s4);
        border: 1px solid var(--edge);
        border-radius: var(--r-large);
        background: var(--paper-raised);
        text-align: center;
      }
      .waiting can-string {
        width: 100%;
        max-width: 15rem;
      }
      .waiting h2 {
        font-size: var(--t-lead);
      }
      summary {
        min-height: var(--touch);
        align-content: center;
        font-weight: 600;
        cursor: pointer;
      }
      details[open] summary {
        margin-block-end: var(--s2);
      }
      card-input {
        margin-block-start: var(--s3);
      }
    `,
  ];

  /** What I show meanwhile: decides what may come in. */
  @property() mine: ShownCard['kind'] = 'invite';
  /** The friend's name when it is known. */
  @property({ attribute: false }) name: string | null = null;
  @property({ attribute: false }) error: ErrorCode | null = null;
  /** Counts what was read, so that the same failure twice is announced twice. */
  @property({ attribute: false }) attempt = 0;

  @query('card-input') private readonly input!: CardInput;

  /** Takes in what was dropped. @returns false when nothing in it can be read */
  take(data: DataTransfer): boolean {
    return this.input.take(data);
  }

  protected override render(): TemplateResult {
    const text = pairingWords;
    const error = this.error === null ? nothing : renderError(this.error, this.attempt);
    if (this.mine === 'reply') return this.#renderWaiting(error);
    const code = this.mine === 'code';
    return html`<section aria-labelledby="heading">
      <h2 id="heading">${code ? named(text.theirsCodeHeading, this.name) : text.theirsHeading}</h2>
      <p class="lead">${code ? text.theirsCodeText : named(text.theirsText, this.name)}</p>
      ${error}
      <card-input label=${text.pasteLabelReply}></card-input>
    </section>`;
  }

  #renderWaiting(error: unknown): TemplateResult {
    const text = pairingWords;
    return html`<section aria-labelledby="heading">
      <div class="waiting">
        <can-string state="drawing" size="large"></can-string>
        <h2 id="heading">${text.replyWaiting}</h2>
        <p class="lead">${text.replyPatience}</p>
      </div>
      ${error}
      <details ?open=${this.error !== null}>
        <summary>${text.replyOther}</summary>
        <p class="lead">${text.theirsReplyingText}</p>
        <card-input></card-input>
      </details>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'connect-theirs': ConnectTheirs;
  }
}
