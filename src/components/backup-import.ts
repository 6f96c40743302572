import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { BackupActions, BackupContents, ImportMode } from '../app/backup-actions.ts';
import type { ErrorCode } from '../errors.ts';
import { backupContents } from './backup-contents-view.ts';
import { backupImportStyles } from './backup-import.styles.ts';
import { backupProgress, percentOf } from './backup-progress.ts';
import { base } from './base.styles.ts';
import { formStyles } from './form.styles.ts';
import { icon } from './icon.ts';
import type { PassphraseField } from './passphrase-field.ts';
import { progressStyles } from './progress.styles.ts';
import { sectionStyles } from './section.styles.ts';
import { backupWords } from './words/backup-words.ts';
import { errorWords } from './words/error-words.ts';
import './confirm-dialog.ts';
import './passphrase-field.ts';

/** Somebody thought better of importing. */
export class BackupBackEvent extends Event {
  static readonly type = 'backup-back';
  constructor() {
    super(BackupBackEvent.type, { bubbles: true, composed: true });
  }
}

/**
 * Importing a backup: choose the file, type the passphrase, see what it holds, say yes.
 * @fires backup-back - nothing is to be imported
 */
@customElement('backup-import')
export class BackupImport extends LitElement {
  static override styles = [base, sectionStyles, formStyles, progressStyles, backupImportStyles];

  @property({ attribute: false }) backup!: () => Promise<BackupActions>;
  @state() private file: File | null = null;
  @state() private contents: BackupContents | null = null;
  @state() private mode: ImportMode = 'merge';
  /** From 0 to 1; null: nothing goes on. */
  @state() private progress: number | null = null;
  @state() private error: ErrorCode | null = null;
  @state() private asking = false;
  @query('input[type=file]') private readonly chooser!: HTMLInputElement;
  @query('passphrase-field') private readonly field!: PassphraseField | null;
  @query('.found') private readonly found!: HTMLElement | null;

  protected override render(): TemplateResult {
    const text = backupWords;
    const { contents } = this;
    return html`<h2 class="title">${text.importHeading}</h2>
      ${contents === null ? this.#asking() : this.#found(contents)}
      <p class="hint" role="status">${this.#state()}</p>
      <input
        type="file"
        class="visually-hidden"
        tabindex="-1"
        aria-hidden="true"
        @change=${this.#onFile}
      />
      <confirm-dialog
        ?open=${this.asking}
        heading=${text.confirmReplaceHeading}
        text=${text.confirmReplaceText(text.friends(contents?.friendsHere ?? 0))}
        confirm-label=${text.import}
        @confirmed=${this.#confirmed}
        @dismissed=${() => (this.asking = false)}
      ></confirm-dialog>`;
  }

  /** For the file and its passphrase. */
  #asking(): TemplateResult {
    const text = backupWords;
    const { file, progress } = this;
    const ofPassphrase = this.error === 'passphrase-wrong';
    return html`<p>${text.importText}</p>
      ${
        file === null
          ? nothing
          : html`<p class="fact">${icon('file')}<span>${text.chosen(file.name)}</span></p>`
      }
      ${ofPassphrase ? nothing : this.#wrong()}
      ${
        file === null
          ? html`<div class="choices">
              <button class="button primary" @click=${this.#choose}>${text.choose}</button>
              ${this.#back()}
            </div>`
          : html`<passphrase-field
                label=${text.importPassphrase}
                wrong=${ofPassphrase ? this.#sentence() : ''}
                @passphrase=${this.#look}
              ></passphrase-field>
              ${
                progress === null
                  ? html`<div class="choices">
                      <button class="button primary" @click=${this.#look}>${text.look}</button>
                      <button class="button" @click=${this.#choose}>${text.another}</button>
                      ${this.#back()}
                    </div>`
                  : backupProgress(progress, text.lookingPart(percentOf(progress)))
              }`
      }`;
  }

  #found(contents: BackupContents): TemplateResult {
    const text = backupWords;
    const { progress } = this;
    return html`<div class="found" tabindex="-1">${backupContents(contents)}</div>
      ${contents.friendsHere === 0 ? nothing : this.#modes(contents)}
      <p class="hint">${text.codes}</p>
      ${this.#wrong()}
      ${
        progress === null
          ? html`<div class="choices">
              <button class="button primary" @click=${this.#onImport}>${text.import}</button>
              ${this.#back()}
            </div>`
          : html`${backupProgress(progress, text.importingPart(percentOf(progress)))}
              <p class="hint">${text.importingHint}</p>`
      }`;
  }

  #modes(contents: BackupContents): TemplateResult {
    const text = backupWords;
    const all: readonly (readonly [ImportMode, string, string])[] = [
      ['merge', text.merge, text.mergeHint],
      ['replace', text.replace, text.replaceHint(text.friends(contents.friendsHere))],
    ];
    return html`<fieldset>
      <legend>${text.modeLegend}</legend>
      ${all.map(
        ([mode, label, hint]) =>
          html`<label class="mode">
            <input
              type="radio"
              name="mode"
              .checked=${mode === this.mode}
              ?disabled=${this.progress !== null}
              @change=${() => (this.mode = mode)}
            />
            <span><strong>${label}</strong><br /><span class="hint">${hint}</span></span>
          </label>`,
      )}
    </fieldset>`;
  }

  #back(): TemplateResult {
    return html`<button
      class="button plain"
      @click=${() => this.dispatchEvent(new BackupBackEvent())}
    >
      ${backupWords.back}
    </button>`;
  }

  #wrong(): TemplateResult | typeof nothing {
    if (this.error === null) return nothing;
    return html`<p class="fact wrong" role="alert">
      ${icon('alert')}<span>${this.#sentence()}</span>
    </p>`;
  }

  #sentence(): string {
    const words = this.error === null ? null : errorWords(this.error);
    return words === null ? '' : `${words.sentence} ${words.next}`;
  }

  #state(): string {
    if (this.progress === null) return '';
    if (this.contents !== null) return backupWords.importing;
    return this.progress === 0 ? backupWords.looking : '';
  }

  readonly #choose = (): void => this.chooser.click();

  readonly #onFile = (): void => {
    const [file] = this.chooser.files ?? [];
    this.chooser.value = '';
    if (file === undefined) return;
    this.file = file;
    this.error = null;
    void this.updateComplete.then(() => this.field?.focus());
  };

  readonly #look = (): void => {
    if (this.file !== null && this.progress === null) void this.#read(this.file);
  };

  async #read(file: File): Promise<void> {
    const passphrase = this.field?.value ?? '';
    this.progress = 0;
    this.error = null;
    const backup = await this.backup();
    const looked = await backup.look(file, passphrase, (done) => (this.progress = done));
    this.progress = null;
    if (looked.status === 'read') {
      this.contents = looked.contents;
      await this.updateComplete;
      this.found?.focus();
      return;
    }
    this.error = looked.code;
    // Another file is what helps; else the passphrase is.
    if (looked.code !== 'passphrase-wrong') this.file = null;
    else this.field?.focus();
  }

  readonly #onImport = (): void => {
    if ((this.contents?.friendsHere ?? 0) > 0 && this.mode === 'replace') this.asking = true;
    else void this.#import();
  };

  readonly #confirmed = (): void => {
    this.asking = false;
    void this.#import();
  };

  /** Once it is done the page begins anew. */
  async #import(): Promise<void> {
    if (this.progress !== null) return;
    const mode = this.contents?.friendsHere === 0 ? 'replace' : this.mode;
    this.progress = 0;
    this.error = null;
    const backup = await this.backup();
    this.error = await backup.import(mode, (done) => (this.progress = done));
    if (this.error !== null) this.progress = null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'backup-import': BackupImport;
  }
  interface HTMLElementEventMap {
    'backup-back': BackupBackEvent;
  }
}
