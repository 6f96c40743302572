import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { FilesReport } from '../app/state.ts';
import { base } from './base.styles.ts';
import { listFiles } from './file-names.ts';
import { icon } from './icon.ts';
import { sectionStyles } from './section.styles.ts';
import { updateWords } from './words/update-words.ts';
import './app-fingerprint.ts';

/** Computes the fingerprint of the app from its own files, whenever somebody asks for it. */
@customElement('settings-files')
export class SettingsFiles extends LitElement {
  static override styles = [
    base,
    sectionStyles,
    css`
      .button {
        justify-self: start;
      }
      .report {
        display: grid;
        gap: var(--s3);
      }
      .report:empty {
        position: absolute;
      }
      .fact {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) version = '';
  @property({ attribute: false }) check!: () => Promise<FilesReport | null>;
  /** Undefined until somebody asks. */
  @state() private report: FilesReport | null | undefined;
  @state() private computing = false;

  protected override render(): TemplateResult {
    const text = updateWords;
    return html`<section aria-labelledby="files">
      <h2 id="files">${text.filesHeading}</h2>
      <div class="card">
        <p>${text.filesText}</p>
        <p class="hint">${text.version(this.version)}</p>
        <button class="button" ?disabled=${this.computing} @click=${this.#compute}>
          ${this.computing ? text.computing : text.compute}
        </button>
        <div class="report" role="status">${this.#report()}</div>
        <hr />
        <p>
          <a href="licences.txt" target="_blank" rel="noopener">${text.licences}</a>
          <span class="hint">${text.licencesText}</span>
        </p>
      </div>
    </section>`;
  }

  #report(): TemplateResult | typeof nothing {
    const { report } = this;
    const text = updateWords;
    if (report === undefined) return nothing;
    if (report === null) return html`<p class="fact open">${icon('info')}${text.notKept}</p>`;
    const { altered, files, fingerprint } = report;
    return html`<app-fingerprint value=${fingerprint}></app-fingerprint>${
        altered.length === 0
          ? html`<p class="fact">${icon('check')}${text.counted(files)}</p>`
          : html`<p class="fact wrong">${icon('alert')}${text.changed(listFiles(altered))}</p>`
      }`;
  }

  readonly #compute = async (): Promise<void> => {
    this.computing = true;
    this.report = await this.check();
    this.computing = false;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'settings-files': SettingsFiles;
  }
}
