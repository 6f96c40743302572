import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { base } from './base.styles.ts';
import { MY_LABEL, tinCan } from './tin-can.ts';

/** The mark of Twocan: two upright cans whose string hangs between them as a smile. Sized by its width. */
@customElement('logo-mark')
export class LogoMark extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        width: 3rem;
      }
      svg {
        display: block;
        width: 100%;
        overflow: visible;
      }
    `,
  ];

  protected override render(): TemplateResult {
    return html`<svg aria-hidden="true" viewBox="0 0 160 118">
      <g fill="none" stroke-linecap="round">
        <path d="M43 76C46 120 114 120 117 76" stroke="var(--string)" stroke-width="6" />
        <path
          d="M43 76C46 120 114 120 117 76"
          stroke="var(--string-twist)"
          stroke-width="3.5"
          stroke-dasharray="3 11"
        />
      </g>
      <g transform="translate(38 42) rotate(-8) scale(1.14)">
        ${tinCan({ label: 'var(--can-1)', opens: 'up' })}
      </g>
      <g transform="translate(122 42) rotate(8) scale(1.14)">
        ${tinCan({ label: MY_LABEL, opens: 'up' })}
      </g>
    </svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'logo-mark': LogoMark;
  }
}
