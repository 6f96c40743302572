import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { FriendId, Transfer } from '../app/state.ts';
import type { ErrorCode } from '../errors.ts';
import { base } from './base.styles.ts';
import { actionsOf, type OfferedAction } from './file-actions.ts';
import { FileActionEvent, pictureOf } from './file-card.ts';
import { fileStatus, shortName } from './file-status.ts';
import { icon } from './icon.ts';
import { progressStyles } from './progress.styles.ts';
import { chatWords } from './words/chat-words.ts';
import { errorWords } from './words/error-words.ts';
import { format } from './words/format.ts';
import { transferWords } from './words/transfer-words.ts';

/** The conversation that a transfer belongs to is wanted. */
export class TransferOpenEvent extends Event {
  static readonly type = 'transfer-open';
  constructor(readonly friendId: FriendId) {
    super(TransferOpenEvent.type, { bubbles: true, composed: true });
  }
}

/** Two lines of a phone. */
const NAME_CHARACTERS = 56;

/**
 * One transfer in the list of all.
 * @fires file-action - a button was pressed
 * @fires transfer-open - its conversation is wanted
 */
@customElement('transfer-row')
export class TransferRow extends LitElement {
  static override styles = [
    base,
    progressStyles,
    css`
      .row {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0 var(--s3);
      }
      .row > .icon {
        color: var(--ink-soft);
      }
      .what {
        display: grid;
        gap: var(--s1);
        min-width: 0;
      }
      /* Only as wide as it is: it begins where the line does, whichever way it is written. */
      .name {
        justify-self: start;
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .status,
      .friend {
        color: var(--ink-soft);
        font-size: var(--t-small);
      }
      .status.wrong {
        color: var(--alarm-ink);
        font-weight: 600;
      }
      .friend {
        justify-self: start;
        max-width: 100%;
        padding: 0;
        border: 0;
        background: none;
        overflow: hidden;
        text-align: start;
        text-decoration: underline;
        text-overflow: ellipsis;
        text-underline-offset: 0.15em;
        white-space: nowrap;
        min-height: 1.5rem;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: var(--s2);
        margin-block-start: var(--s2);
      }
      .actions .button {
        min-height: 2.5rem;
      }
      .actions .button:not(.primary) {
        background: transparent;
      }
    `,
  ];

  @property({ attribute: false }) transfer!: Transfer;
  /** Who is on the other end. */
  @property() name = '';
  /** There is a line to them. */
  @property({ type: Boolean }) connected = false;
  /** It waits until another file has gone the same way. */
  @property({ type: Boolean }) behind = false;
  /** Why saving failed, until it is tried again. */
  @property({ attribute: false }) saveError: ErrorCode | null = null;

  protected override render(): TemplateResult {
    const { transfer } = this;
    const { text, wrong } = fileStatus(transfer, this.connected);
    const mine = transfer.direction === 'send';
    return html`<div class="row">
      ${icon(pictureOf(transfer), 32)}
      <div class="what">
        <span class="name" title=${transfer.name} dir="auto"
          >${shortName(transfer.name, NAME_CHARACTERS)}</span
        >
        <button
          class="friend"
          @click=${() => this.dispatchEvent(new TransferOpenEvent(transfer.friendId))}
        >
          ${mine ? transferWords.to(this.name) : transferWords.from(this.name)}
        </button>
        ${this.#progress()}
        <span class="status ${wrong ? 'wrong' : ''}"
          >${this.behind ? transferWords.behind(format.bytes(transfer.sizeBytes)) : text}</span
        >
        ${this.#notSaved()}${this.#actions()}
      </div>
    </div>`;
  }

  #progress(): TemplateResult | typeof nothing {
    const { status, name, sizeBytes, doneBytes } = this.transfer;
    if (status !== 'active') return nothing;
    return html`<progress
      aria-label=${chatWords.fileProgressLabel(name)}
      max=${Math.max(1, sizeBytes)}
      .value=${doneBytes}
    ></progress>`;
  }

  #notSaved(): TemplateResult | typeof nothing {
    if (this.saveError === null) return nothing;
    const { sentence, next } = errorWords(this.saveError);
    return html`<p class="status wrong" role="alert">${sentence} ${next}</p>`;
  }

  #actions(): TemplateResult | typeof nothing {
    const actions = actionsOf(this.transfer, this.behind);
    if (actions.length === 0) return nothing;
    return html`<div class="actions">${actions.map((one) => this.#button(one))}</div>`;
  }

  #button({ action, label, primary }: OfferedAction): TemplateResult {
    const { fileId, name } = this.transfer;
    return html`<button
      class="button ${primary ? 'primary' : ''}"
      aria-label=${transferWords.actOn(label, name)}
      @click=${() => this.dispatchEvent(new FileActionEvent(fileId, action))}
    >
      ${label}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'transfer-row': TransferRow;
  }
  interface GlobalEventHandlersEventMap {
    'transfer-open': TransferOpenEvent;
  }
}
