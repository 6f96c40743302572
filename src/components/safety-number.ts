import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from './base.styles.ts';
import { safetyWords } from './words/safety-words.ts';

/** A safety number in its twelve groups; a screen reader says it digit by digit. */
@customElement('safety-number')
export class SafetyNumber extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        container-type: inline-size;
      }
      ol {
        display: grid;
        grid-template-columns: repeat(3, max-content);
        justify-content: space-evenly;
        gap: var(--s2) var(--s3);
        /* Read from left to right whatever the writing around it. */
        direction: ltr;
        font-family: var(--font-code);
        font-size: 1.25rem;
        font-variant-numeric: tabular-nums;
        letter-spacing: 0.06em;
      }
      @container (min-width: 24rem) {
        ol {
          grid-template-columns: repeat(4, max-content);
        }
      }
      @container (max-width: 15rem) {
        ol {
          font-size: 1rem;
        }
      }
    `,
  ];

  @property({ attribute: false }) groups: readonly string[] = [];

  protected override render(): TemplateResult {
    return html`<ol aria-label=${safetyWords.numberHeading} data-number=${this.groups.join(' ')}>
      ${this.groups.map(
        (group) =>
          html`<li>
            <span aria-hidden="true">${group}</span
            ><span class="visually-hidden">${Array.from(group).join(' ')}</span>
          </li>`,
      )}
    </ol>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'safety-number': SafetyNumber;
  }
}
