import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { BackupActions, BackupSize } from '../app/backup-actions.ts';
import type { SettingsRecord } from '../app/state.ts';
import type { ErrorCode } from '../errors.ts';
import { backupProgress, percentOf } from './backup-progress.ts';
import { base } from './base.styles.ts';
import { formStyles } from './form.styles.ts';
import { icon } from './icon.ts';
import type { PassphraseField } from './passphrase-field.ts';
import { progressStyles } from './progress.styles.ts';
import { sectionStyles } from './section.styles.ts';
import { switchStyles } from './switch.styles.ts';
import { backupWords } from './words/backup-words.ts';
import { errorWords } from './words/error-words.ts';
import { format } from './words/format.ts';
import './backup-import.ts';
import './passphrase-field.ts';

/** Saving a backup, and importing one. */
@customElement('settings-backup')
export class SettingsBackup extends LitElement {
  static override styles = [
    base,
    sectionStyles,
    switchStyles,
    progressStyles,
    formStyles,
    css`
      .switch {
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) backup!: () => Promise<BackupActions>;
  @property({ attribute: false }) settings: SettingsRecord | null = null;
  @state() private form: 'save' | 'import' | null = null;
  @state() private size: BackupSize | null = null;
  @state() private withFiles = true;
  /** From 0 to 1; null: nothing goes on. */
  @state() private progress: number | null = null;
  @state() private error: ErrorCode | null = null;
  @state() private done = '';
  @query('passphrase-field') private readonly field!: PassphraseField | null;

  protected override render(): TemplateResult {
    const text = backupWords;
    return html`<section aria-labelledby="backup">
      <h2 id="backup">${text.heading}</h2>
      <div class="card">
        ${
          this.form === 'import'
            ? html`<backup-import
                .backup=${this.backup}
                @backup-back=${() => this.#open(null)}
              ></backup-import>`
            : this.#saving()
        }
      </div>
    </section>`;
  }

  #saving(): TemplateResult {
    const text = backupWords;
    const madeAtMs = this.settings?.backupAtMs;
    return html`<p>${text.text}</p>
      ${
        madeAtMs === undefined
          ? html`<p class="fact open">${icon('info')}${text.never}</p>`
          : html`<p class="fact">${icon('shield')}${text.last(format.date(madeAtMs))}</p>`
      }
      ${
        this.form === 'save'
          ? this.#form()
          : html`<div class="choices">
                <button class="button" @click=${() => this.#open('save')}>${text.make}</button>
                <button class="button" @click=${() => this.#open('import')}>
                  ${text.importHeading}
                </button>
              </div>
              <p class="hint">${text.move}</p>`
      }
      <p class="hint" role="status">${this.progress === null ? this.done : text.saving}</p>`;
  }

  #form(): TemplateResult {
    const text = backupWords;
    const { size, progress } = this;
    const words = this.error === null ? null : errorWords(this.error);
    return html`<div class="form">
      <passphrase-field
        label=${text.passphraseLabel}
        hint=${text.passphraseHint}
        wrong=${words === null ? '' : `${words.sentence} ${words.next}`}
        autocomplete="new-password"
        @passphrase=${this.#save}
      ></passphrase-field>
      ${
        size === null || size.files === 0
          ? nothing
          : html`<label class="switch">
                <span>
                  ${text.withFiles(text.files(size.files), format.bytes(size.fileBytes))}
                </span>
                <input
                  type="checkbox"
                  role="switch"
                  aria-describedby="files-hint"
                  aria-checked=${this.withFiles ? 'true' : 'false'}
                  .checked=${this.withFiles}
                  @change=${() => (this.withFiles = !this.withFiles)}
                />
                <span class="track" aria-hidden="true"></span>
              </label>
              <p id="files-hint" class="hint">${text.withFilesHint}</p>`
      }
      <p class="hint">${text.afterwards}</p>
      ${
        progress === null
          ? html`<div class="choices">
              <button class="button primary" @click=${this.#save}>${text.save}</button>
              <button class="button plain" @click=${() => this.#open(null)}>${text.cancel}</button>
            </div>`
          : backupProgress(progress, text.savingPart(percentOf(progress)))
      }
    </div>`;
  }

  #open(form: SettingsBackup['form']): void {
    this.form = form;
    this.error = null;
    this.done = '';
    if (form !== 'save') return;
    void this.updateComplete.then(() => this.field?.focus());
    void this.backup().then(async (backup) => (this.size = await backup.size()));
  }

  readonly #save = (): void => {
    if (this.progress !== null) return;
    void this.#run(this.field?.value ?? '');
  };

  async #run(passphrase: string): Promise<void> {
    this.progress = 0;
    this.error = null;
    this.done = '';
    const backup = await this.backup();
    const outcome = await backup.save(passphrase, this.withFiles, (done) => (this.progress = done));
    this.progress = null;
    if (outcome === null) {
      this.field?.clear();
      this.form = null;
      this.done = backupWords.saved;
    } else if (outcome === 'cancelled') this.done = backupWords.notSaved;
    else this.error = outcome;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'settings-backup': SettingsBackup;
  }
}
