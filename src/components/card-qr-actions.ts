import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ShownCard } from '../app/state.ts';
import type { ErrorCode } from '../errors.ts';
import { base } from './base.styles.ts';
import { encodeQr } from './card-qr-code.ts';
import { download, qrPicture } from './card-qr-picture.ts';
import { icon } from './icon.ts';
import { words } from './words/words.ts';

/** What was just done, to say so on its button for a while. */
type Done = 'link' | 'message' | 'picture';

/** Long enough to be read, short enough not to be taken for the next state of things. */
const SAY_DONE_MS = 2500;

/** Everything that can be done with my card but scanning it: copy, share, save. */
@customElement('card-qr-actions')
export class CardQrActions extends LitElement {
  static override readonly styles = [
    base,
    css`
      :host {
        display: grid;
        gap: var(--s2);
      }
      .link {
        display: flex;
        gap: var(--s2);
      }
      .field {
        flex: 1;
        min-width: 0;
        color: var(--ink-soft);
        font-family: var(--font-code);
        font-size: var(--t-small);
        text-overflow: ellipsis;
      }
      .more {
        display: flex;
        flex-wrap: wrap;
        gap: var(--s1);
      }
      .more .button {
        flex: 1 1 auto;
        padding-inline: var(--s3);
        font-size: var(--t-small);
      }
      .failed {
        color: var(--alarm-ink);
        font-size: var(--t-small);
      }
    `,
  ];

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
    const canShare = 'share' in navigator;
    return html`
      <div class="link">
        <input
          class="field"
          type="text"
          readonly
          aria-label=${words.pairing.linkLabel}
          .value=${this.card.link}
          @focus=${this.#select}
        />
        <button
          class="button ${canShare ? '' : 'primary'}"
          type="button"
          data-testid="copy-link"
          @click=${this.#copyLink}
        >
          ${this.#label('link', 'copy', words.pairing.copyLink, words.pairing.copied)}
        </button>
      </div>
      ${this.error === null ? nothing : this.#renderError(this.error)}
      <div class="more">
        ${
          canShare
            ? html`<button class="button primary" type="button" @click=${this.#share}>
                ${icon('share', 20)} ${words.pairing.share}
              </button>`
            : nothing
        }
        <button class="button plain" type="button" @click=${this.#copyMessage}>
          ${this.#label('message', 'link', words.pairing.copyMessage, words.pairing.copied)}
        </button>
        <button class="button plain" type="button" @click=${this.#save}>
          ${this.#label('picture', 'download', words.pairing.savePicture, words.pairing.saved)}
        </button>
      </div>
      <p class="visually-hidden" role="status">${this.#said()}</p>
    `;
  }

  #label(
    action: Done,
    iconName: 'copy' | 'link' | 'download',
    todo: string,
    done: string,
  ): TemplateResult {
    return this.done === action
      ? html`${icon('check', 20)} ${done}`
      : html`${icon(iconName, 20)} ${todo}`;
  }

  #renderError(code: ErrorCode): TemplateResult {
    const { sentence, next } = words.errors(code);
    return html`<p class="failed" role="alert">${sentence} ${next}</p>`;
  }

  #said(): string {
    if (this.done === null) return '';
    return this.done === 'picture' ? words.pairing.saved : words.pairing.copied;
  }

  readonly #select = (): void => {
    this.field.select();
  };

  readonly #copyLink = async (): Promise<void> => {
    await this.#copy(this.card.link, 'link');
  };

  readonly #copyMessage = async (): Promise<void> => {
    await this.#copy(`${words.pairing.shareText(this.card.kind)}\n${this.card.link}`, 'message');
  };

  async #copy(text: string, action: Done): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.#say(action);
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
      await navigator.share({
        title: words.pairing.shareTitle(kind),
        text: words.pairing.shareText(kind),
        url: link,
      });
      this.error = null;
    } catch (error) {
      // Closing the sheet without choosing anybody is not a failure.
      if (!(error instanceof DOMException && error.name === 'AbortError')) {
        this.error = 'share-failed';
      }
    }
  };

  readonly #save = async (): Promise<void> => {
    const { kind, qrSegments } = this.card;
    download(await qrPicture(encodeQr(qrSegments)), words.pairing.pictureName(kind));
    this.#say('picture');
  };

  #say(action: Done): void {
    this.error = null;
    this.done = action;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.done = null;
    }, SAY_DONE_MS);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'card-qr-actions': CardQrActions;
  }
}
