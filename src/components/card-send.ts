import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ShownCard } from '../app/state.ts';
import type { ErrorCode } from '../errors.ts';
import { base } from './base.styles.ts';
import { cardFile } from './card-file.ts';
import { encodeQr } from './card-qr-code.ts';
import { download, qrPicture } from './card-qr-picture.ts';
import { styles } from './card-send.styles.ts';
import { icon, type IconName } from './icon.ts';
import { SayEvent } from './say-event.ts';
import { errorWords } from './words/error-words.ts';
import { wordsFor } from './words/pairing-words.ts';

/** My card left this screen: it was sent, copied, saved or printed. */
export class CardGivenEvent extends Event {
  static readonly type = 'card-given';
  constructor() {
    super(CardGivenEvent.type, { bubbles: true, composed: true });
  }
}

/** What was just done, to say so on its button for a while. */
type Done = 'link' | 'message' | 'picture' | 'file';

/** Long enough to be read, short enough not to be taken for the next state of things. */
const SAY_DONE_MS = 2500;

/**
 * My card on its way to somebody far away: shared, mailed, copied, saved, printed.
 * @fires card-given - it left this screen (CardGivenEvent)
 * @fires say - what was done (SayEvent)
 */
@customElement('card-send')
export class CardSend extends LitElement {
  static override readonly styles = [base, styles];

  @property({ attribute: false }) card!: ShownCard;

  @state() private done: Done | null = null;
  @state() private error: ErrorCode | null = null;
  @query('.field') private readonly field!: HTMLInputElement;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('card')) return;
    this.done = null;
    this.error = null;
  }

  protected override render(): TemplateResult {
    const { kind, link } = this.card;
    const text = this.#words;
    const canShare = 'share' in navigator;
    return html`
      <figure class="note" aria-label=${text.noteLabel}>
        <p>${text.shareText(kind)}</p>
        <input
          class="field"
          type="text"
          readonly
          dir="ltr"
          aria-label=${text.linkLabel}
          .value=${link}
          @focus=${this.#select}
          @copy=${this.#give}
        />
      </figure>
      ${this.error === null ? nothing : this.#renderError(this.error)}
      <div class="main">
        ${
          canShare
            ? html`<button class="button primary" type="button" @click=${this.#share}>
                ${icon('share', 20)} ${text.share}
              </button>`
            : nothing
        }
        <button
          class="button ${canShare ? '' : 'primary'}"
          type="button"
          data-testid="copy-link"
          @click=${this.#copyLink}
        >
          ${this.#label('link', 'link', text.copyLink, text.copied)}
        </button>
      </div>
      <div class="more">
        <button class="button plain" type="button" @click=${this.#copyMessage}>
          ${this.#label('message', 'copy', text.copyMessage, text.copied)}
        </button>
        <a class="button plain" href=${this.#mailAddress()} @click=${this.#give}>
          ${icon('mail', 20)} ${text.mail}
        </a>
        <button class="button plain" type="button" @click=${this.#saveFile}>
          ${this.#label('file', 'file', text.saveFile, text.saved)}
        </button>
        <button class="button plain" type="button" @click=${this.#savePicture}>
          ${this.#label('picture', 'image', text.savePicture, text.saved)}
        </button>
        <button class="button plain" type="button" data-testid="print" @click=${this.#print}>
          ${icon('print', 20)} ${text.print}
        </button>
      </div>
    `;
  }

  get #words(): ReturnType<typeof wordsFor> {
    return wordsFor(this.card.link);
  }

  #label(action: Done, iconName: IconName, todo: string, done: string): TemplateResult {
    return this.done === action
      ? html`${icon('check', 20)} ${done}`
      : html`${icon(iconName, 20)} ${todo}`;
  }

  #renderError(code: ErrorCode): TemplateResult {
    const { sentence, next } = errorWords(code);
    return html`<p class="failed" role="alert">${sentence} ${next}</p>`;
  }

  #message(): string {
    const { kind, link } = this.card;
    return `${this.#words.shareText(kind)}\n${link}`;
  }

  /** RFC 6068: line breaks in a body are CRLF. */
  #mailAddress(): string {
    const subject = encodeURIComponent(this.#words.shareTitle(this.card.kind));
    const body = encodeURIComponent(this.#message().replaceAll('\n', '\r\n\r\n'));
    return `mailto:?subject=${subject}&body=${body}`;
  }

  readonly #select = (): void => {
    this.field.select();
  };

  readonly #give = (): void => {
    this.dispatchEvent(new CardGivenEvent());
  };

  readonly #copyLink = async (): Promise<void> => {
    await this.#copy(this.card.link, 'link');
  };

  readonly #copyMessage = async (): Promise<void> => {
    await this.#copy(this.#message(), 'message');
  };

  async #copy(text: string, action: Done): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.#finish(action, this.#words.copied);
    } catch {
      // Refused, or no clipboard on an insecure page: select the link, so that a key or a press copies it.
      this.error = 'clipboard-denied';
      this.field.focus();
      this.field.select();
    }
  }

  readonly #share = async (): Promise<void> => {
    const { kind, link } = this.card;
    try {
      const title = this.#words.shareTitle(kind);
      await navigator.share(
        URL.canParse(link)
          ? { title, text: this.#words.shareText(kind), url: link }
          : { title, text: this.#message() },
      );
      this.error = null;
      this.#give();
    } catch (error) {
      // Closing the sheet without choosing anybody is not a failure.
      if (!(error instanceof DOMException && error.name === 'AbortError')) {
        this.error = 'share-failed';
      }
    }
  };

  readonly #saveFile = (): void => {
    download(cardFile(this.card), `${this.#words.fileName(this.card.kind)}.txt`);
    this.#finish('file', this.#words.saved);
  };

  readonly #savePicture = async (): Promise<void> => {
    const { kind, qrSegments } = this.card;
    const picture = await qrPicture(encodeQr(qrSegments), this.#words.pictureCaption(kind));
    download(picture, `${this.#words.fileName(kind)}.png`);
    this.#finish('picture', this.#words.saved);
  };

  /** What is printed stands ready in the page (print-sheet.ts), and the screen hears of it. */
  readonly #print = (): void => {
    window.print();
  };

  #finish(action: Done, said: string): void {
    this.error = null;
    this.done = action;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.done = null;
    }, SAY_DONE_MS);
    this.dispatchEvent(new SayEvent(said));
    this.#give();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'card-send': CardSend;
  }
  interface GlobalEventHandlersEventMap {
    'card-given': CardGivenEvent;
  }
}
