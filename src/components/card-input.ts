import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { codeOf } from '../errors.ts';
import { base } from './base.styles.ts';
import { CardErrorEvent, CardTextEvent } from './card-input-events.ts';
import { readCardFile } from './card-file.ts';
import { icon } from './icon.ts';
import { SayEvent } from './say-event.ts';
import { pairingWords } from './words/pairing-words.ts';

/** Keyboards with a clipboard of their own insert at one blow; nobody types this much at once. */
const PASTED_AT_LEAST = 24;

/**
 * Takes a friend's card in without a camera: a link or text pasted or typed, a picture of a code or a
 * saved card chosen, pasted or dropped. What is pasted anywhere on the page is taken in at once.
 *
 * @fires card-text - text came in, or was read from a file (CardTextEvent)
 * @fires card-error - a file could not be read, or null when the next is tried (CardErrorEvent)
 * @fires say - a file is being read (SayEvent)
 */
@customElement('card-input')
export class CardInput extends LitElement {
  static override readonly styles = [
    base,
    css`
      :host {
        display: grid;
        gap: var(--s2);
      }
      label {
        font-weight: 650;
      }
      form {
        display: flex;
        flex-wrap: wrap;
        gap: var(--s2);
      }
      .field {
        flex: 1 1 10rem;
        min-width: 0;
        font-family: var(--font-code);
        font-size: 1rem;
      }
      .field::placeholder {
        font-family: var(--font);
      }
      .picture {
        justify-self: start;
      }
      .hint {
        color: var(--ink-soft);
        font-size: var(--t-small);
      }
    `,
  ];

  /** What the field is for. */
  @property() label = pairingWords.pasteLabel;

  @state() private reading = false;
  @query('.field') private readonly field!: HTMLInputElement;
  @query('input[type="file"]') private readonly picker!: HTMLInputElement;
  #lengthBefore = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('paste', this.#pasted);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('paste', this.#pasted);
  }

  /** Takes in what was dropped or pasted. @returns false when there is neither picture nor text in it */
  take(data: DataTransfer): boolean {
    // A page that is dragged or copied may bring a picture and its description.
    const file = [...data.files].find(({ type }) => type.startsWith('image/')) ?? data.files[0];
    if (file !== undefined) {
      void this.#takeFile(file);
      return true;
    }
    const text = data.getData('text/plain');
    if (text.trim() === '') return false;
    this.#takeText(text);
    return true;
  }

  protected override render(): TemplateResult {
    return html`
      <label for="paste">${this.label}</label>
      <form @submit=${this.#submitted}>
        <input
          class="field"
          id="paste"
          data-testid="paste-field"
          type="text"
          inputmode="url"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          aria-describedby="hint"
          placeholder=${pairingWords.pastePlaceholder}
          @input=${this.#typed}
        />
        <button class="button" type="submit" data-testid="paste-take">
          ${pairingWords.pasteTake}
        </button>
      </form>
      <p class="hint" id="hint">${pairingWords.pasteHint}</p>
      <input
        type="file"
        accept="image/*,text/plain,.txt,.eml"
        hidden
        data-testid="picture-input"
        aria-label=${pairingWords.picturePick}
        @change=${this.#picked}
      />
      <button class="button picture" type="button" ?disabled=${this.reading} @click=${this.#pick}>
        ${icon('image')} ${this.reading ? pairingWords.pictureReading : pairingWords.picturePick}
      </button>
    `;
  }

  readonly #pasted = (event: ClipboardEvent): void => {
    const target = event.composedPath()[0];
    const elsewhere =
      target !== this.field &&
      (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement);
    if (elsewhere || event.clipboardData === null) return;
    if (this.take(event.clipboardData)) event.preventDefault();
  };

  readonly #typed = (): void => {
    const { length } = this.field.value;
    const grown = length - this.#lengthBefore;
    this.#lengthBefore = length;
    if (grown >= PASTED_AT_LEAST) this.#takeText(this.field.value);
  };

  readonly #submitted = (event: Event): void => {
    event.preventDefault();
    if (this.field.value.trim() === '') this.field.focus();
    else this.#takeText(this.field.value);
  };

  /** Nobody mends a card by hand: the field is empty again for the next. */
  #takeText(text: string): void {
    this.field.value = '';
    this.#lengthBefore = 0;
    this.dispatchEvent(new CardTextEvent(text, 'text'));
  }

  readonly #pick = (): void => {
    this.picker.click();
  };

  readonly #picked = (): void => {
    const file = this.picker.files?.[0];
    // Without this the same file chosen again would change nothing.
    if (file !== undefined) void this.#takeFile(file);
    this.picker.value = '';
  };

  async #takeFile(file: File): Promise<void> {
    this.reading = true;
    this.dispatchEvent(new SayEvent(pairingWords.pictureReading));
    this.dispatchEvent(new CardErrorEvent(null));
    try {
      const { text, source } = await readCardFile(file);
      this.dispatchEvent(new CardTextEvent(text, source));
    } catch (error) {
      this.dispatchEvent(new CardErrorEvent(codeOf(error, 'image-unreadable')));
    } finally {
      this.reading = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'card-input': CardInput;
  }
}
