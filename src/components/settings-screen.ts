import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { BackupActions } from '../app/backup-actions.ts';
import type { LockActions } from '../app/lock-actions.ts';
import type { Messenger } from '../app/messenger.ts';
import type { ServerRecord } from '../app/servers.ts';
import type { SettingsRecord } from '../app/state.ts';
import type { ErrorCode } from '../errors.ts';
import { base } from './base.styles.ts';
import { icon, type IconName } from './icon.ts';
import { Select } from './select.ts';
import { settingsStyles } from './settings-screen.styles.ts';
import type { LockChangeEvent } from './settings-lock.ts';
import type { ServersChangeEvent } from './settings-servers.ts';
import { errorWords } from './words/error-words.ts';
import { settingsWords } from './words/settings-words.ts';
import { words } from './words/words.ts';
import './notice-bar.ts';
import './settings-backup.ts';
import './settings-check.ts';
import './settings-device.ts';
import './settings-files.ts';
import './settings-lock.ts';
import './settings-one-file.ts';
import './settings-privacy.ts';
import './settings-servers.ts';

const THEMES: readonly (readonly [SettingsRecord['theme'], IconName, string])[] = [
  ['system', 'contrast', settingsWords.themeSystem],
  ['light', 'sun', settingsWords.themeLight],
  ['dark', 'moon', settingsWords.themeDark],
];

/** What a user can choose, what the device says about itself, and who can see what. */
@customElement('settings-screen')
export class SettingsScreen extends LitElement {
  static override styles = [base, settingsStyles];

  @property({ attribute: false }) app!: Messenger;
  @property({ attribute: false }) lock!: () => Promise<LockActions>;
  @property({ attribute: false }) backup!: () => Promise<BackupActions>;
  /** The list of friends stands beside this screen, so there is nothing to go back to. */
  @property({ type: Boolean }) beside = false;
  /** What somebody came for. */
  @property({ attribute: false }) wanted: 'servers' | 'backup' | null = null;
  @state() private nameState: 'unchanged' | 'changed' | 'saved' | 'missing' = 'unchanged';
  /** Why the last choice could not be kept. */
  @state() private error: ErrorCode | null = null;
  @query('#name') private readonly nameField!: HTMLInputElement;

  readonly #settings = new Select(
    this,
    () => this.app.store,
    (now) => now.settings,
  );
  readonly #device = new Select(
    this,
    () => this.app.store,
    (now) => now.device,
  );

  protected override firstUpdated(): void {
    if (this.wanted === 'backup')
      this.renderRoot.querySelector('settings-backup')?.scrollIntoView();
  }

  protected override render(): TemplateResult {
    const text = settingsWords;
    return html`
      <header>
        <button
          class="button plain icon"
          aria-label=${this.beside ? words.shell.close : words.shell.back}
          @click=${() => this.app.back()}
        >
          ${icon(this.beside ? 'close' : 'back')}
        </button>
        <h1>${text.heading}</h1>
      </header>
      <div class="body">
        <div class="column">
          ${this.error === null ? nothing : this.#wrong(this.error)}
          ${this.#you()}${this.#looks()}${this.#files()}${this.#connection()}
          <settings-device
            .device=${this.#device.value}
            @persist-ask=${() => void this.app.requestPersistence()}
            @install-ask=${() => void this.app.install()}
          ></settings-device>
          <settings-backup
            .backup=${this.backup}
            .settings=${this.#settings.value}
          ></settings-backup>
          <settings-lock
            .lock=${this.lock}
            .settings=${this.#settings.value}
            ?passphrase=${this.#device.value.passphrase}
            @lock-change=${({ change }: LockChangeEvent) => void this.#change(change)}
          ></settings-lock>
          <settings-privacy></settings-privacy>
          ${this.#program()}
          <p class="version">
            ${words.shell.appName} · ${text.version(this.#device.value.version)}
          </p>
        </div>
      </div>
    `;
  }

  #program(): TemplateResult {
    const { version, isOneFile } = this.#device.value;
    if (isOneFile) return html`<settings-one-file version=${version}></settings-one-file>`;
    const check = () => this.app.checkFiles();
    return html`<settings-files .version=${version} .check=${check}></settings-files>`;
  }

  #you(): TemplateResult {
    const text = settingsWords;
    const hint = {
      unchanged: text.nameHint,
      changed: text.nameHint,
      saved: text.nameSaved,
      missing: text.nameMissing,
    }[this.nameState];
    return html`<section aria-labelledby="you">
      <h2 id="you">${text.youHeading}</h2>
      <form class="card" novalidate @submit=${this.#onName}>
        <label for="name">${text.nameLabel}</label>
        <div class="name">
          <input
            id="name"
            class="field"
            autocomplete="nickname"
            spellcheck="false"
            maxlength="60"
            aria-describedby="name-hint"
            aria-invalid=${this.nameState === 'missing' ? 'true' : 'false'}
            .value=${this.#settings.value?.name ?? ''}
            @input=${() => (this.nameState = 'changed')}
          />
          <button class="button" ?disabled=${this.nameState !== 'changed'}>${text.nameSave}</button>
        </div>
        <p id="name-hint" class="hint ${this.nameState}" aria-live="polite">${hint}</p>
      </form>
    </section>`;
  }

  #looks(): TemplateResult {
    const chosen = this.#settings.value?.theme ?? 'system';
    return html`<fieldset>
      <legend>${settingsWords.looksHeading}</legend>
      <div class="card segments">
        ${THEMES.map(
          ([theme, picture, label]) =>
            html`<label class="segment">
              <input
                type="radio"
                name="theme"
                value=${theme}
                .checked=${theme === chosen}
                @change=${() => void this.#change({ theme })}
              />
              <span>${icon(picture)}${label}</span>
            </label>`,
        )}
      </div>
    </fieldset>`;
  }

  #files(): TemplateResult {
    const text = settingsWords;
    return html`<section aria-labelledby="files">
      <h2 id="files">${text.filesHeading}</h2>
      <div class="card">
        <label class="switch">
          <span>${text.imagesLabel}</span>
          <input
            type="checkbox"
            role="switch"
            aria-describedby="images-hint"
            aria-checked=${this.#settings.value?.autoAcceptImages === true ? 'true' : 'false'}
            .checked=${this.#settings.value?.autoAcceptImages ?? false}
            @change=${this.#onImages}
          />
          <span class="track" aria-hidden="true"></span>
        </label>
        <p id="images-hint" class="hint">${text.imagesHint}</p>
      </div>
    </section>`;
  }

  #connection(): TemplateResult {
    const servers = this.#settings.value?.servers ?? [];
    return html`<settings-check
        .servers=${servers}
        .check=${this.#check}
        .test=${this.#test}
      ></settings-check>
      <settings-servers
        .servers=${servers}
        .relayOnly=${this.#settings.value?.relayOnly ?? false}
        ?opened=${this.wanted === 'servers'}
        .test=${this.#test}
        @servers-change=${({ change }: ServersChangeEvent) => void this.#change(change)}
      ></settings-servers>`;
  }

  #wrong(error: ErrorCode): TemplateResult {
    const { sentence, next } = errorWords(error);
    return html`<notice-bar tone="alarm" text="${sentence} ${next}"></notice-bar>`;
  }

  async #change(change: Partial<SettingsRecord>): Promise<void> {
    this.error = await this.app.updateSettings(change);
  }

  readonly #check = () => this.app.checkConnection();
  readonly #test = (server: ServerRecord) => this.app.testServer(server);

  readonly #onName = (event: Event): void => {
    event.preventDefault();
    const name = this.nameField.value.trim();
    if (name === '') {
      this.nameState = 'missing';
      this.nameField.focus();
      return;
    }
    void this.#change({ name }).then(() => {
      if (this.error === null) this.nameState = 'saved';
    });
  };

  readonly #onImages = (event: Event): void => {
    const box = event.currentTarget as HTMLInputElement;
    void this.#change({ autoAcceptImages: box.checked });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'settings-screen': SettingsScreen;
  }
}
