import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { LockActions } from '../app/lock-actions.ts';
import type { ErrorCode } from '../errors.ts';
import { base } from './base.styles.ts';
import { icon } from './icon.ts';
import type { PassphraseField } from './passphrase-field.ts';
import { errorWords } from './words/error-words.ts';
import { lockWords } from './words/lock-words.ts';
import './can-string.ts';
import './confirm-dialog.ts';
import './passphrase-field.ts';

/** All that is to be seen while what is kept here is locked. */
@customElement('lock-screen')
export class LockScreen extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        align-content: center;
        justify-items: center;
        gap: var(--s5);
        min-height: 100%;
        padding: var(--s6) var(--s5) calc(var(--s6) + env(safe-area-inset-bottom));
      }
      can-string {
        width: min(100%, 20rem);
      }
      .words {
        text-align: center;
      }
      h1 {
        font-size: var(--t-hero);
      }
      .words p {
        margin-top: var(--s2);
        color: var(--ink-soft);
        font-size: var(--t-lead);
      }
      .form,
      details {
        display: grid;
        gap: var(--s3);
        width: min(100%, 24rem);
      }
      .unlock,
      .device {
        min-height: 3.25rem;
        font-size: var(--t-lead);
      }
      summary {
        display: grid;
        min-height: var(--touch);
        place-content: center;
        color: var(--twine-ink);
        font-weight: 600;
        cursor: pointer;
        list-style: none;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      .form p {
        color: var(--ink-soft);
        text-align: center;
      }
      .form .wrong {
        color: var(--alarm-ink);
      }
      .wrong:empty {
        position: absolute;
      }
      details p {
        margin-bottom: var(--s4);
        color: var(--ink-soft);
      }
      details .button {
        width: 100%;
      }
    `,
  ];

  @property({ attribute: false }) lock!: () => Promise<LockActions>;
  @state() private busy: 'unlocking' | 'erasing' | null = null;
  @state() private error: ErrorCode | null = null;
  @state() private asking = false;
  /** This device opens it too. */
  @state() private byDevice = false;
  @query('passphrase-field') private readonly field!: PassphraseField;
  @query('.device') private readonly deviceButton!: HTMLButtonElement | null;

  protected override firstUpdated(): void {
    void this.field.updateComplete.then(() => this.field.focus());
    void this.#lookForDevice();
  }

  protected override render(): TemplateResult {
    const text = lockWords;
    const words = this.error === null ? null : errorWords(this.error);
    const wrong = words === null ? '' : `${words.sentence} ${words.next}`;
    // What is wrong stands beside the way that was tried.
    const ofDevice = this.error === 'device-refused';
    return html`
      <can-string state="slack" size="large"></can-string>
      <div class="words">
        <h1>${text.lockedHeading}</h1>
        <p>${text.lockedText}</p>
      </div>
      ${this.byDevice ? this.#device(ofDevice ? wrong : '') : nothing}
      <div class="form">
        <passphrase-field
          wrong=${ofDevice ? '' : wrong}
          @passphrase=${this.#unlock}
        ></passphrase-field>
        <button
          class="button ${this.byDevice ? '' : 'primary'} unlock"
          ?disabled=${this.busy !== null}
          @click=${this.#unlock}
        >
          ${this.busy === 'unlocking' ? text.unlocking : text.unlock}
        </button>
        <p class="visually-hidden" role="status">
          ${this.busy === null ? nothing : this.busy === 'erasing' ? text.erasing : text.unlocking}
        </p>
      </div>
      <details>
        <summary>${text.forgotten}</summary>
        <p>${text.forgottenText}</p>
        <button class="button" ?disabled=${this.busy !== null} @click=${() => (this.asking = true)}>
          ${text.erase}
        </button>
      </details>
      <confirm-dialog
        ?open=${this.asking}
        heading=${text.eraseConfirmHeading}
        text=${text.eraseConfirmText}
        confirm-label=${text.erase}
        @confirmed=${this.#erase}
        @dismissed=${() => (this.asking = false)}
      ></confirm-dialog>
    `;
  }

  #device(wrong: string): TemplateResult {
    const text = lockWords;
    return html`<div class="form">
      <button
        class="button primary device"
        ?disabled=${this.busy !== null}
        @click=${this.#unlockWithDevice}
      >
        ${icon('shield')} ${text.unlockWithDevice}
      </button>
      <p class="wrong" role="alert">${wrong}</p>
      <p>${text.orPassphrase}</p>
    </div>`;
  }

  async #lookForDevice(): Promise<void> {
    // Whatever is in the way of that, the passphrase is not touched by it.
    const found = await this.lock()
      .then((lock) => lock.deviceUnlock())
      .catch(() => 'missing' as const);
    if (found !== 'on') return;
    this.byDevice = true;
    await this.updateComplete;
    // Whoever types already goes on.
    if (this.field.value === '') this.deviceButton?.focus();
  }

  readonly #unlockWithDevice = (): void => {
    if (this.busy === null) void this.#act('unlocking', (lock) => lock.unlockWithDevice());
  };

  readonly #unlock = (): void => {
    if (this.busy === null) {
      const passphrase = this.field.value;
      void this.#act('unlocking', (lock) => lock.unlock(passphrase));
    }
  };

  readonly #erase = (): void => {
    this.asking = false;
    void this.#act('erasing', (lock) => lock.erase());
  };

  async #act(
    busy: 'unlocking' | 'erasing',
    act: (lock: LockActions) => Promise<ErrorCode | null>,
  ): Promise<void> {
    this.busy = busy;
    this.error = null;
    this.error = await act(await this.lock());
    this.busy = null;
    if (this.error === null) this.field.clear();
    else if (this.error === 'device-refused') this.deviceButton?.focus();
    else this.field.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lock-screen': LockScreen;
  }
}
