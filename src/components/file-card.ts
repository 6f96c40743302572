import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { FileId, Friend, Item, Transfer } from '../app/state.ts';
import type { ErrorCode } from '../errors.ts';
import { base } from './base.styles.ts';
import { deliveryMark } from './delivery-mark.ts';
import { actionsOf, type FileAction, type OfferedAction } from './file-actions.ts';
import { fileCardStyles } from './file-card.styles.ts';
import { fileStatus, shortName } from './file-status.ts';
import { icon, type IconName } from './icon.ts';
import { progressStyles } from './progress.styles.ts';
import { chatWords } from './words/chat-words.ts';
import { errorWords } from './words/error-words.ts';
import { format } from './words/format.ts';
import { words } from './words/words.ts';
import './file-allowance.ts';

/** Something is to be done with a file. */
export class FileActionEvent extends Event {
  static readonly type = 'file-action';
  constructor(
    readonly fileId: FileId,
    readonly action: FileAction,
  ) {
    super(FileActionEvent.type, { bubbles: true, composed: true });
  }
}

/** Two lines of the card; the whole name stands in its title. */
const NAME_CHARACTERS = 56;

/**
 * One file: what it is, how it stands, and what can be done about it.
 * @fires file-action - a button was pressed
 */
@customElement('file-card')
export class FileCard extends LitElement {
  static override styles = [base, progressStyles, fileCardStyles];

  @property({ attribute: false }) item!: Extract<Item, { kind: 'file' }>;
  @property({ attribute: false }) transfer: Transfer | undefined;
  /** There is a line to the friend. */
  @property({ type: Boolean }) connected = false;
  /** Why saving failed, until it is tried again. */
  @property({ attribute: false }) saveError: ErrorCode | null = null;
  /** Gives the picture to show, or null. */
  @property({ attribute: false }) preview: (fileId: FileId) => Promise<Blob | null> = () =>
    Promise.resolve(null);
  /** Who offered it. */
  @property({ attribute: false }) friend: Friend | null = null;
  @property({ reflect: true }) author: Item['author'] = 'them';

  @state() private pictureUrl: string | null = null;
  @query('.card') private readonly card!: HTMLElement | null;
  @query('dialog') private readonly dialog!: HTMLDialogElement | null;
  /** The state of the transfer for which a picture was asked for. */
  #askedFor: string | null = null;
  #hadFocus = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#dropPicture();
  }

  protected override willUpdate(): void {
    this.#hadFocus = this.#hasFocus();
    if (this.transfer?.removed) this.#dropPicture();
  }

  protected override updated(changed: PropertyValues<this>): void {
    // A button that went away because it was pressed must not take the focus with it.
    if (this.#hadFocus && !this.#hasFocus()) this.card?.focus({ preventScroll: true });
    if (changed.has('transfer')) void this.#loadPicture();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { transfer, item } = this;
    if (transfer === undefined) return html`<p class="card gone">${chatWords.fileNotKept}</p>`;
    const { text, wrong } = fileStatus(transfer, this.connected);
    return html`<div class="card" role="group" tabindex="-1" aria-label=${transfer.name}>
      ${this.#picture(transfer)}
      <div class="about">
        ${icon(pictureOf(transfer), 32)}
        <span class="name" title=${transfer.name} dir="auto"
          >${shortName(transfer.name, NAME_CHARACTERS)}</span
        >
        <span class="status ${wrong ? 'wrong' : ''}" data-status=${transfer.status}>${text}</span>
        ${this.#progress(transfer)}
      </div>
      <div class="foot">
        ${this.#actions(transfer)}${this.#allowance(transfer)}
        <div class="meta">
          <time datetime=${new Date(item.atMs).toISOString()}>${format.timeOfDay(item.atMs)}</time>
          ${this.#mark(transfer)}
        </div>
      </div>
    </div>`;
  }

  /** An offer that arrived is not the file: its double check comes with the last byte. */
  #mark({ status }: Transfer): TemplateResult | typeof nothing {
    const { author, delivery } = this.item;
    if (author === 'them' || (delivery === 'delivered' && status !== 'complete')) return nothing;
    return deliveryMark(delivery);
  }

  #picture(transfer: Transfer): TemplateResult | typeof nothing {
    if (this.pictureUrl === null) return nothing;
    return html`<button
        class="picture"
        aria-label=${chatWords.view(transfer.name)}
        @click=${() => this.dialog?.showModal()}
      >
        <img src=${this.pictureUrl} alt="" />
      </button>
      <dialog aria-label=${transfer.name}>
        <button class="whole" aria-label=${words.shell.close} @click=${() => this.dialog?.close()}>
          <img src=${this.pictureUrl} alt="" />
          <span class="close">${icon('close')}</span>
        </button>
      </dialog>`;
  }

  #progress(transfer: Transfer): TemplateResult | typeof nothing {
    if (transfer.status !== 'active') return nothing;
    return html`<progress
      aria-label=${chatWords.fileProgressLabel(transfer.name)}
      max=${Math.max(1, transfer.sizeBytes)}
      .value=${transfer.doneBytes}
    ></progress>`;
  }

  #actions(transfer: Transfer): TemplateResult | typeof nothing {
    const actions = actionsOf(transfer);
    if (actions.length === 0) return nothing;
    const why = this.saveError === null ? null : errorWords(this.saveError);
    return html`${
        why === null
          ? nothing
          : html`<p class="status wrong" role="alert">${why.sentence} ${why.next}</p>`
      }
      <div class="actions">${actions.map((one) => this.#button(one))}</div>`;
  }

  /** Beside an offer stands what would spare the next question. */
  #allowance({ direction, status }: Transfer): TemplateResult | typeof nothing {
    if (direction === 'send' || status !== 'offered' || this.friend === null) return nothing;
    return html`<file-allowance .friend=${this.friend}></file-allowance>`;
  }

  #button({ action, label, primary }: OfferedAction): TemplateResult {
    return html`<button
      class="button ${primary ? 'primary' : ''}"
      @click=${() => this.dispatchEvent(new FileActionEvent(this.item.fileId, action))}
    >
      ${action === 'save' ? icon('download', 20) : nothing}${label}
    </button>`;
  }

  #hasFocus(): boolean {
    return (this.shadowRoot?.activeElement ?? null) !== null;
  }

  #dropPicture(): void {
    if (this.pictureUrl !== null) URL.revokeObjectURL(this.pictureUrl);
    this.pictureUrl = null;
    this.#askedFor = null;
  }

  /** Asks for a picture once for each state that may have brought one. */
  async #loadPicture(): Promise<void> {
    const { transfer } = this;
    if (transfer === undefined || transfer.removed || this.pictureUrl !== null) return;
    if (!transfer.mediaType.startsWith('image/') || this.#askedFor === transfer.status) return;
    this.#askedFor = transfer.status;
    const picture = await this.preview(transfer.fileId);
    if (picture !== null && this.isConnected) this.pictureUrl = URL.createObjectURL(picture);
  }
}

/** What stands for a transfer. */
export function pictureOf({ folderFiles, mediaType }: Transfer): IconName {
  if (folderFiles !== null) return 'folder';
  return mediaType.startsWith('image/') ? 'image' : 'file';
}

declare global {
  interface HTMLElementTagNameMap {
    'file-card': FileCard;
  }
  interface GlobalEventHandlersEventMap {
    'file-action': FileActionEvent;
  }
}
