import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from './base.styles.ts';
import { namedAll } from './named.ts';
import type { Printout } from './print-sheet.ts';
import { format } from './words/format.ts';
import { wordsFor } from './words/pairing-words.ts';
import './can-string.ts';
import './card-qr.ts';
import './connect-steps.ts';

/** My card as a page of paper: the code, the link, and what to do, in words and a picture. Seen in print alone. */
@customElement('card-sheet')
export class CardSheet extends LitElement {
  static override readonly styles = [
    base,
    css`
      :host {
        display: none;
      }
      @media print {
        :host {
          display: block;
        }
      }
      /* Paper is light, whatever the screen is. */
      article {
        display: grid;
        justify-items: center;
        gap: 5mm;
        max-width: 17cm;
        margin: 0 auto;
        color: #000;
        color-scheme: light;
        font-size: 12pt;
        text-align: center;
        break-inside: avoid;
        --ink: #000;
        --ink-soft: #333;
        --edge: #999;
        --paper-raised: #fff;
        --paper-sunken: #eee;
        print-color-adjust: exact;
        -webkit-print-color-adjust: exact;
      }
      can-string {
        width: 9cm;
      }
      h1 {
        font-size: 22pt;
      }
      card-qr {
        width: 10cm;
      }
      connect-steps {
        width: 14cm;
      }
      ol {
        display: grid;
        gap: 2mm;
        padding-inline-start: 1.5em;
        list-style: decimal;
        text-align: start;
      }
      code {
        font-family: var(--font-code);
        font-size: 9pt;
        overflow-wrap: anywhere;
      }
      .lasts {
        color: #333;
        font-size: 10pt;
      }
    `,
  ];

  @property({ attribute: false }) printout!: Printout;

  protected override render(): TemplateResult {
    const { card, label, sender, madeAtMs } = this.printout;
    const { kind, link } = card;
    const text = wordsFor(link);
    const when = `${format.date(madeAtMs)}, ${format.timeOfDay(madeAtMs)}`;
    return html`<article>
      <can-string state="taut" size="large"></can-string>
      <h1>${text.sheetHeading(kind)}</h1>
      <p>
        ${label === '' ? nothing : html`${namedAll(text.sheetFor, label)}<br />`}
        ${namedAll((name) => text.sheetFrom(name, when), sender)}
      </p>
      <p>${text.sheetLead}</p>
      <card-qr still .card=${card} label=${text.qrLabel(kind)}></card-qr>
      <code dir="ltr">${link}</code>
      <connect-steps who="replier" way="face" .at=${0} ?once=${kind === 'code'}></connect-steps>
      <ol>
        ${text.sheetSteps[kind].map((step) => html`<li>${step}</li>`)}
      </ol>
      <p class="lasts">${text.sheetLasts}</p>
    </article>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'card-sheet': CardSheet;
  }
}
