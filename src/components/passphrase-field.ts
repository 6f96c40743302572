import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { base } from './base.styles.ts';
import { lockWords } from './words/lock-words.ts';

/** A passphrase was typed and is to be taken. */
export class PassphraseEvent extends Event {
  static readonly type = 'passphrase';
  constructor(readonly passphrase: string) {
    super(PassphraseEvent.type, { bubbles: true, composed: true });
  }
}

/**
 * One passphrase, which can be looked at while it is typed: typing it twice finds fewer slips.
 * @fires passphrase - Enter was pressed
 */
@customElement('passphrase-field')
export class PassphraseField extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        gap: var(--s2);
      }
      label {
        font-weight: 650;
      }
      .show {
        display: flex;
        align-items: center;
        gap: var(--s2);
        min-height: var(--touch);
        color: var(--ink-soft);
        font-size: var(--t-small);
        font-weight: 400;
      }
      .show input {
        width: 1.25rem;
        height: 1.25rem;
        margin: 0;
        accent-color: var(--twine);
      }
      .hint {
        color: var(--ink-soft);
        font-size: var(--t-small);
      }
      .hint:empty {
        display: none;
      }
      .wrong {
        color: var(--alarm-ink);
        font-weight: 600;
      }
    `,
  ];

  @property() label = lockWords.passphraseLabel;
  /** Says something about it, as long as nothing is wrong. */
  @property() hint = '';
  /** What is wrong with it; empty: nothing. */
  @property() wrong = '';
  /** The browser may offer to keep a new one, and to fill in the old one. */
  @property() autocomplete: 'current-password' | 'new-password' = 'current-password';
  @state() private shown = false;
  @query('.field') private readonly field!: HTMLInputElement | null;

  get value(): string {
    return this.field?.value ?? '';
  }

  override focus(): void {
    this.field?.focus();
  }

  /** Leaves nothing of it in the page. */
  clear(): void {
    if (this.field !== null) this.field.value = '';
    this.shown = false;
  }

  protected override render(): TemplateResult {
    return html`<label for="passphrase">${this.label}</label>
      <input
        id="passphrase"
        class="field"
        type=${this.shown ? 'text' : 'password'}
        autocomplete=${this.autocomplete}
        autocapitalize="off"
        spellcheck="false"
        maxlength="256"
        aria-describedby="hint wrong"
        aria-invalid=${this.wrong === '' ? 'false' : 'true'}
        @keydown=${this.#onKey}
      />
      <p id="wrong" class="hint wrong" role="alert">${this.wrong}</p>
      <p id="hint" class="hint">${this.wrong === '' ? this.hint : ''}</p>
      <label class="show">
        <input type="checkbox" .checked=${this.shown} @change=${this.#onShow} />
        ${lockWords.show}
      </label>`;
  }

  readonly #onShow = (): void => {
    this.shown = !this.shown;
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    this.dispatchEvent(new PassphraseEvent(this.value));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'passphrase-field': PassphraseField;
  }
  interface HTMLElementEventMap {
    passphrase: PassphraseEvent;
  }
}
