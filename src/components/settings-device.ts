import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Device } from '../app/state.ts';
import { base } from './base.styles.ts';
import { icon } from './icon.ts';
import { sectionStyles } from './section.styles.ts';
import { format } from './words/format.ts';
import { settingsWords } from './words/settings-words.ts';

/** Ask the browser to keep the data. */
export class PersistAskEvent extends Event {
  static readonly type = 'persist-ask';
  constructor() {
    super(PersistAskEvent.type, { bubbles: true, composed: true });
  }
}

/** Install the app. */
export class InstallAskEvent extends Event {
  static readonly type = 'install-ask';
  constructor() {
    super(InstallAskEvent.type, { bubbles: true, composed: true });
  }
}

/**
 * What is kept on this device and how safely, and whether the app is installed and ready for going offline.
 * @fires persist-ask - the browser is to be asked to keep the data
 * @fires install-ask - the app is to be installed
 */
@customElement('settings-device')
export class SettingsDevice extends LitElement {
  static override styles = [
    base,
    sectionStyles,
    css`
      :host {
        display: grid;
        gap: var(--s5);
      }
      .button {
        justify-self: start;
      }
      /* A live region must be there before it speaks, and take no room until then. */
      .asked:empty {
        position: absolute;
      }
    `,
  ];

  @property({ attribute: false }) device!: Device;
  /** Since this screen was opened: some browsers answer without a word to the person. */
  @state() private asked = false;

  protected override render(): TemplateResult {
    const text = settingsWords;
    const { isOneFile } = this.device;
    return html`
      <section aria-labelledby="storage">
        <h2 id="storage">${text.storageHeading}</h2>
        <div class="card">
          <p>${text.storageText}</p>
          ${this.#usage()}
          <hr />
          ${
            this.device.clearsUnused === true
              ? html`<p class="fact wrong">${icon('alert')}${settingsWords.clearsUnused}</p>`
              : nothing
          }
          ${this.#persistence()}
        </div>
      </section>
      ${isOneFile ? nothing : this.#app()}
    `;
  }

  #app(): TemplateResult {
    const text = settingsWords;
    const { canInstall, offlineReady } = this.device;
    return html`<section aria-labelledby="app">
      <h2 id="app">${text.appHeading}</h2>
      <div class="card">
        <p class="fact ${offlineReady ? '' : 'open'}">
          ${icon(offlineReady ? 'check' : 'clock')}
          ${offlineReady ? text.offlineReady : text.offlineNotReady}
        </p>
        ${
          canInstall
            ? html`<p class="fact open">${icon('download')}${text.installText}</p>
                <button class="button" @click=${() => this.dispatchEvent(new InstallAskEvent())}>
                  ${text.installAction}
                </button>`
            : nothing
        }
      </div>
    </section>`;
  }

  #usage(): TemplateResult {
    const text = settingsWords;
    const { usageBytes, quotaBytes } = this.device;
    if (usageBytes === null || quotaBytes === null) {
      return html`<p class="hint">${text.storageUnknown}</p>`;
    }
    const sentence = text.storageUsed(format.bytes(usageBytes), format.bytes(quotaBytes));
    return html`<p class="hint">${sentence}</p>`;
  }

  #persistence(): TemplateResult {
    const text = settingsWords;
    const { persisted } = this.device;
    if (persisted === true) {
      return html`<p class="fact">${icon('shield')}${text.persistYes}</p>`;
    }
    const inVain = this.asked && persisted === false;
    return html`<p class="fact open">
        ${icon('info')}${persisted === null ? text.persistNotAsked : text.persistNo}
      </p>
      <button class="button" @click=${this.#ask}>
        ${persisted === null ? text.persistAsk : text.persistAskAgain}
      </button>
      <p class="hint asked" role="status">${inVain ? text.persistAskedInVain : ''}</p>`;
  }

  readonly #ask = (): void => {
    this.asked = true;
    this.dispatchEvent(new PersistAskEvent());
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'settings-device': SettingsDevice;
  }
  interface HTMLElementEventMap {
    'persist-ask': PersistAskEvent;
    'install-ask': InstallAskEvent;
  }
}
