import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { LockActions } from '../app/lock-actions.ts';
import type { SettingsRecord } from '../app/state.ts';
import { DEFAULT_LOCK_AFTER_MINUTES } from '../app/settings.ts';
import type { ErrorCode } from '../errors.ts';
import { base } from './base.styles.ts';
import { formStyles } from './form.styles.ts';
import { icon } from './icon.ts';
import type { PassphraseField } from './passphrase-field.ts';
import { sectionStyles } from './section.styles.ts';
import { selectStyles } from './select.styles.ts';
import { settingsLockStyles } from './settings-lock.styles.ts';
import { switchStyles } from './switch.styles.ts';
import { errorWords } from './words/error-words.ts';
import { lockWords } from './words/lock-words.ts';
import './confirm-dialog.ts';
import './passphrase-field.ts';
import './settings-device-unlock.ts';

/** When to lock was chosen, or whether lines stay then. */
export class LockChangeEvent extends Event {
  static readonly type = 'lock-change';
  constructor(readonly change: Pick<SettingsRecord, 'lockAfterMinutes' | 'linesWhileLocked'>) {
    super(LockChangeEvent.type, { bubbles: true, composed: true });
  }
}

/** 0: never by itself. */
const AFTER_MINUTES = [1, 5, 15, 60, 0] as const;

/**
 * Setting, changing and removing the passphrase, when it locks, and erasing everything.
 * @fires lock-change - when to lock, or whether lines stay, was chosen
 */
@customElement('settings-lock')
export class SettingsLock extends LitElement {
  static override styles = [
    base,
    sectionStyles,
    switchStyles,
    selectStyles,
    formStyles,
    settingsLockStyles,
  ];

  @property({ attribute: false }) lock!: () => Promise<LockActions>;
  /** There is a passphrase. */
  @property({ type: Boolean }) passphrase = false;
  @property({ attribute: false }) settings: SettingsRecord | null = null;
  @state() private form: 'set' | 'change' | 'remove' | null = null;
  @state() private busy = false;
  @state() private error: ErrorCode | null = null;
  @state() private done = '';
  @state() private asking = false;
  @query('.current') private readonly current!: PassphraseField | null;
  @query('.next') private readonly next!: PassphraseField | null;

  protected override render(): TemplateResult {
    const text = lockWords;
    return html`
      <section aria-labelledby="lock">
        <h2 id="lock">${text.heading}</h2>
        <div class="card">
          ${this.passphrase ? this.#on() : this.#off()} ${this.#form()}
          <p class="hint" role="status">${this.busy ? text.working : this.done}</p>
        </div>
      </section>
      <section aria-labelledby="erase">
        <h2 id="erase">${text.eraseHeading}</h2>
        <div class="card">
          <p>${text.eraseText}</p>
          <button class="button erase" ?disabled=${this.busy} @click=${() => (this.asking = true)}>
            ${icon('trash')} ${text.erase}
          </button>
        </div>
      </section>
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

  #off(): TemplateResult {
    const text = lockWords;
    return html`<p>${text.offText}</p>
      ${
        this.form === null
          ? html`<button class="button" @click=${() => this.#open('set')}>${text.set}</button>`
          : html`<p class="hint">${text.sentText}</p>`
      }`;
  }

  #on(): TemplateResult {
    const text = lockWords;
    const { lockAfterMinutes = DEFAULT_LOCK_AFTER_MINUTES, linesWhileLocked = false } =
      this.settings ?? {};
    return html`<p class="fact">${icon('shield')}${text.on}</p>
      <button class="button" @click=${this.#lockNow}>${text.lockNow}</button>
      <hr />
      <label class="after" for="after">${text.after}</label>
      <select id="after" @change=${this.#onAfter}>
        ${AFTER_MINUTES.map(
          (minutes) =>
            html`<option value=${minutes} ?selected=${minutes === lockAfterMinutes}>
              ${minutes === 0 ? text.never : text.afterMinutes(minutes)}
            </option>`,
        )}
      </select>
      <label class="switch">
        <span>${text.keepLines}</span>
        <input
          type="checkbox"
          role="switch"
          aria-describedby="lines-hint"
          aria-checked=${linesWhileLocked ? 'true' : 'false'}
          .checked=${linesWhileLocked}
          @change=${this.#onLines}
        />
        <span class="track" aria-hidden="true"></span>
      </label>
      <p id="lines-hint" class="hint">${text.keepLinesHint}</p>
      <hr />
      <settings-device-unlock .lock=${this.lock}></settings-device-unlock>
      ${
        this.form === null
          ? html`<div class="choices">
              <button class="button" @click=${() => this.#open('change')}>${text.change}</button>
              <button class="button" @click=${() => this.#open('remove')}>${text.remove}</button>
            </div>`
          : nothing
      }`;
  }

  #form(): TemplateResult | typeof nothing {
    const text = lockWords;
    const { form } = this;
    if (form === null) return nothing;
    const words = this.error === null ? null : errorWords(this.error);
    const wrong = words === null ? '' : `${words.sentence} ${words.next}`;
    // What is wrong stands beside the field that it is about.
    const ofNext = this.error === 'passphrase-short' || form === 'set';
    return html`<div class="form">
      ${
        form === 'set'
          ? nothing
          : html`<passphrase-field
              class="current"
              label=${text.currentLabel}
              hint=${form === 'remove' ? text.removeText : ''}
              wrong=${ofNext ? '' : wrong}
              @passphrase=${this.#submit}
            ></passphrase-field>`
      }
      ${
        form === 'remove'
          ? nothing
          : html`<passphrase-field
              class="next"
              label=${text.newLabel}
              hint=${text.newHint}
              wrong=${ofNext ? wrong : ''}
              autocomplete="new-password"
              @passphrase=${this.#submit}
            ></passphrase-field>`
      }
      <div class="choices">
        <button class="button primary" ?disabled=${this.busy} @click=${this.#submit}>
          ${form === 'remove' ? text.removeAction : text.save}
        </button>
        <button class="button plain" ?disabled=${this.busy} @click=${() => this.#open(null)}>
          ${text.cancel}
        </button>
      </div>
    </div>`;
  }

  #open(form: SettingsLock['form']): void {
    this.form = form;
    this.error = null;
    this.done = '';
    void this.updateComplete.then(() => (this.current ?? this.next)?.focus());
  }

  readonly #submit = (): void => {
    const { form } = this;
    if (form === null || this.busy) return;
    const current = this.current?.value ?? '';
    const next = this.next?.value ?? '';
    void this.#act(async (lock) => {
      const error = await (form === 'remove'
        ? lock.removePassphrase(current)
        : lock.setPassphrase(current, next));
      if (error !== null) return error;
      for (const field of [this.current, this.next]) field?.clear();
      this.form = null;
      this.done = form === 'remove' ? lockWords.done.removed : lockWords.done.set;
      return null;
    });
  };

  readonly #erase = (): void => {
    this.asking = false;
    void this.#act((lock) => lock.erase());
  };

  async #act(act: (lock: LockActions) => Promise<ErrorCode | null>): Promise<void> {
    this.busy = true;
    this.error = null;
    this.error = await act(await this.lock());
    this.busy = false;
  }

  readonly #lockNow = (): void => {
    void this.lock().then((lock) => lock.lockNow());
  };

  readonly #onAfter = (event: Event): void => {
    if (!(event.currentTarget instanceof HTMLSelectElement)) return;
    const lockAfterMinutes = Number(event.currentTarget.value);
    this.dispatchEvent(new LockChangeEvent({ lockAfterMinutes }));
  };

  readonly #onLines = (event: Event): void => {
    if (!(event.currentTarget instanceof HTMLInputElement)) return;
    this.dispatchEvent(new LockChangeEvent({ linesWhileLocked: event.currentTarget.checked }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'settings-lock': SettingsLock;
  }
  interface HTMLElementEventMap {
    'lock-change': LockChangeEvent;
  }
}
