import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { DeviceUnlock, LockActions } from '../app/lock-actions.ts';
import type { ErrorCode } from '../errors.ts';
import { base } from './base.styles.ts';
import { formStyles } from './form.styles.ts';
import { icon } from './icon.ts';
import type { PassphraseField } from './passphrase-field.ts';
import { sectionStyles } from './section.styles.ts';
import { errorWords } from './words/error-words.ts';
import { lockWords } from './words/lock-words.ts';
import './passphrase-field.ts';

/** Lets a passkey of this device open the lock too, or not any more. Shows nothing where there is none. */
@customElement('settings-device-unlock')
export class SettingsDeviceUnlock extends LitElement {
  static override styles = [
    base,
    sectionStyles,
    formStyles,
    css`
      :host {
        display: block;
      }
      .all,
      .form {
        display: grid;
        gap: var(--s3);
      }
      .all > .button {
        justify-self: start;
      }
      h3 {
        margin: 0;
        font-size: var(--t-body);
        font-weight: 600;
      }
      .wrong {
        color: var(--alarm-ink);
        font-weight: 600;
      }
      hr {
        margin-top: var(--s1);
      }
    `,
  ];

  @property({ attribute: false }) lock!: () => Promise<LockActions>;
  @state() private unlock: DeviceUnlock = 'missing';
  @state() private adding = false;
  @state() private busy = false;
  @state() private error: ErrorCode | null = null;
  @state() private done = '';
  @query('passphrase-field') private readonly field!: PassphraseField | null;

  protected override firstUpdated(): void {
    void this.#look();
  }

  protected override render(): TemplateResult | typeof nothing {
    const text = lockWords;
    if (this.unlock === 'missing') return nothing;
    return html`<div class="all">
      <h3>${text.deviceHeading}</h3>
      ${this.unlock === 'on' ? this.#on() : this.#off()}
      <p class="wrong" role="alert">${this.#wrong(this.error !== 'passphrase-wrong')}</p>
      <p class="hint" role="status">${this.busy ? text.working : this.done}</p>
      <hr />
    </div>`;
  }

  #on(): TemplateResult {
    const text = lockWords;
    return html`<p class="fact">${icon('shield')}${text.deviceOn}</p>
      <button class="button" ?disabled=${this.busy} @click=${this.#remove}>
        ${text.deviceRemove}
      </button>`;
  }

  #off(): TemplateResult {
    const text = lockWords;
    return html`<p class="hint">${text.deviceText}</p>
      ${
        this.adding
          ? html`<div class="form">
              <passphrase-field
                label=${text.currentLabel}
                hint=${text.deviceAddHint}
                wrong=${this.#wrong(this.error === 'passphrase-wrong')}
                @passphrase=${this.#add}
              ></passphrase-field>
              <div class="choices">
                <button class="button primary" ?disabled=${this.busy} @click=${this.#add}>
                  ${text.deviceAddAction}
                </button>
                <button
                  class="button plain"
                  ?disabled=${this.busy}
                  @click=${() => this.#open(false)}
                >
                  ${text.cancel}
                </button>
              </div>
            </div>`
          : html`<button class="button" @click=${() => this.#open(true)}>${text.deviceAdd}</button>`
      }`;
  }

  /** @param here whether it is to be said here */
  #wrong(here: boolean): string {
    if (this.error === null || !here) return '';
    const { sentence, next } = errorWords(this.error);
    return `${sentence} ${next}`;
  }

  #open(adding: boolean): void {
    this.adding = adding;
    this.error = null;
    this.done = '';
    if (adding) void this.updateComplete.then(() => this.field?.focus());
  }

  readonly #add = (): void => {
    const passphrase = this.field?.value ?? '';
    void this.#act((lock) => lock.addDevice(passphrase), lockWords.deviceDone.on);
  };

  readonly #remove = (): void => {
    void this.#act((lock) => lock.removeDevice(), lockWords.deviceDone.off);
  };

  async #act(act: (lock: LockActions) => Promise<ErrorCode | null>, done: string): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.error = null;
    this.done = '';
    this.error = await act(await this.lock());
    this.busy = false;
    if (this.error !== null) return;
    this.field?.clear();
    this.adding = false;
    this.done = done;
    await this.#look();
  }

  async #look(): Promise<void> {
    // Where it cannot be found out, nothing is offered.
    this.unlock = await this.lock()
      .then((lock) => lock.deviceUnlock())
      .catch(() => 'missing' as const);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'settings-device-unlock': SettingsDeviceUnlock;
  }
}
