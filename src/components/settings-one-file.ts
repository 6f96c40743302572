import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from './base.styles.ts';
import { sectionStyles } from './section.styles.ts';
import { updateWords } from './words/update-words.ts';

/** What is different in an app that is one file, opened from disk. */
@customElement('settings-one-file')
export class SettingsOneFile extends LitElement {
  static override styles = [
    base,
    sectionStyles,
    css`
      dl {
        display: grid;
        gap: var(--s4);
        margin: 0;
      }
      dt {
        font-weight: 650;
      }
      dd {
        margin: 0;
        color: var(--ink-soft);
      }
    `,
  ];

  @property() version = '';

  protected override render(): TemplateResult {
    const text = updateWords;
    return html`<section aria-labelledby="one-file">
      <h2 id="one-file">${text.oneFileHeading}</h2>
      <div class="card">
        <p>${text.oneFileText}</p>
        <dl>
          ${text.oneFileFacts.map(
            ([heading, fact]) =>
              html`<div>
                <dt>${heading}</dt>
                <dd>${fact}</dd>
              </div>`,
          )}
        </dl>
        <p class="hint">${text.version(this.version)}</p>
      </div>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'settings-one-file': SettingsOneFile;
  }
}
