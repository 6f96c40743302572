import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { BackupActions } from '../app/backup-actions.ts';
import type { Messenger } from '../app/messenger.ts';
import { base } from './base.styles.ts';
import { icon } from './icon.ts';
import { welcomeStyles } from './welcome-screen.styles.ts';
import { words } from './words/words.ts';
import './can-string.ts';

/** The first start: says what Twocan is and asks one thing, a display name. */
@customElement('welcome-screen')
export class WelcomeScreen extends LitElement {
  static override styles = [base, welcomeStyles];

  @property({ attribute: false }) app!: Messenger;
  @property({ attribute: false }) backup!: () => Promise<BackupActions>;
  /** A card came with the link that led here. */
  @property({ type: Boolean }) invited = false;
  @state() private name = '';
  @state() private nameMissing = false;
  @state() private starting = false;
  /** Somebody has a backup, and what imports it is here. */
  @state() private importing = false;
  @query('#name') private readonly field!: HTMLInputElement;

  override connectedCallback(): void {
    super.connectedCallback();
    this.name = this.app.proposeName();
  }

  protected override render(): TemplateResult {
    const text = words.shell;
    return html`<div class="page">
      <div class="picture">
        <can-string state="taut" size="large" .mine=${this.name.length}></can-string>
      </div>
      <div class="words">
        <p class="brand">${text.appName}</p>
        <h1>${text.welcomeHeading}</h1>
        ${this.importing ? nothing : html`<p class="lead">${text.welcomeLead}</p>`}
        <div role="status">
          ${
            this.invited
              ? html`<p class="invited">${icon('mail')} <span>${text.welcomeInvited}</span></p>`
              : nothing
          }
        </div>
      </div>
      ${this.importing ? this.#import() : this.#form()}
    </div>`;
  }

  #import(): TemplateResult {
    return html`<backup-import
      .backup=${this.backup}
      @backup-back=${() => (this.importing = false)}
    ></backup-import>`;
  }

  #form(): TemplateResult {
    const text = words.shell;
    return html`<form @submit=${this.#onSubmit} novalidate>
      <label for="name">${text.welcomeQuestion}</label>
      <div class="name">
        <input
          id="name"
          class="field"
          autocomplete="nickname"
          autocapitalize="words"
          spellcheck="false"
          maxlength="60"
          aria-describedby="hint"
          aria-invalid=${this.nameMissing ? 'true' : 'false'}
          .value=${this.name}
          @input=${this.#onInput}
        />
        <button
          type="button"
          class="button plain icon another"
          aria-label=${text.welcomeAnother}
          title=${text.welcomeAnother}
          @click=${this.#onAnother}
        >
          ${icon('shuffle')}
        </button>
      </div>
      <p id="hint" class="hint ${this.nameMissing ? 'alarm' : ''}" aria-live="polite">
        ${this.nameMissing ? text.welcomeNameMissing : text.welcomeHint}
      </p>
      <button class="button primary start" ?disabled=${this.starting}>
        ${text.welcomeStart}
        ${this.starting ? nothing : html`<span class="arrow">${icon('back', 20)}</span>`}
      </button>
      <button type="button" class="button plain" @click=${this.#onBackup}>
        ${text.welcomeBackup}
      </button>
    </form>`;
  }

  readonly #onInput = (): void => {
    this.name = this.field.value;
    this.nameMissing = false;
  };

  readonly #onAnother = (): void => {
    this.name = this.app.proposeName();
    this.nameMissing = false;
  };

  readonly #onBackup = (): void => {
    void import('./backup-import.ts').then(() => {
      this.importing = true;
    });
  };

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    this.nameMissing = this.name.trim() === '';
    if (this.nameMissing) {
      this.field.focus();
      return;
    }
    this.starting = true;
    void this.app.welcome(this.name).finally(() => {
      this.starting = false;
    });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'welcome-screen': WelcomeScreen;
  }
}
