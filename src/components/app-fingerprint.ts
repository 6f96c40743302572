import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from './base.styles.ts';
import { updateWords } from './words/update-words.ts';

/** As many digits as people compare at a glance. */
const GROUP_DIGITS = 4;

/** A fingerprint of the app in groups, to be compared or copied. */
@customElement('app-fingerprint')
export class AppFingerprint extends LitElement {
  static override styles = [
    base,
    css`
      code {
        display: grid;
        /* Read from left to right, as where it is compared with. */
        direction: ltr;
        grid-template-columns: repeat(8, 1fr);
        gap: 0 var(--s2);
        padding: var(--s3);
        border-radius: var(--r-medium);
        background: var(--paper-sunken);
        color: var(--ink);
        font-family: var(--font-code);
        font-size: var(--t-small);
      }
      @media (max-width: 480px) {
        code {
          grid-template-columns: repeat(4, 1fr);
        }
      }
    `,
  ];

  /** In hexadecimal. */
  @property() value = '';

  protected override render(): TemplateResult {
    const groups = this.value.match(new RegExp(`.{1,${GROUP_DIGITS}}`, 'g')) ?? [];
    // Spaces between the groups, so that a copy has them.
    return html`<code role="img" aria-label="${updateWords.fingerprint}: ${groups.join(' ')}"
      >${groups.map((group) => html`<span>${group} </span>`)}</code
    >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'app-fingerprint': AppFingerprint;
  }
}
