import { LitElement, html, nothing, svg, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ShownCard } from '../app/state.ts';
import { base } from './base.styles.ts';
import { QUIET_ZONE_MODULES, encodeQr, qrPath, type QrCode } from './card-qr-code.ts';
import { styles } from './card-qr.styles.ts';
import { icon } from './icon.ts';
import { WakeLock } from './wake-lock.ts';
import { pairingWords } from './words/pairing-words.ts';
import { words } from './words/words.ts';

/** What is drawn, and how tests find it. */
export interface DrawnCard extends Pick<ShownCard, 'link' | 'qrSegments'> {
  readonly kind: ShownCard['kind'] | 'safety';
}

/**
 * A card as a QR code, dark on light in both themes; a tap shows it as large as the screen allows
 * and keeps the screen awake meanwhile.
 */
@customElement('card-qr')
export class CardQr extends LitElement {
  static override readonly styles = [base, styles];

  /** What is drawn. */
  @property({ attribute: false }) card!: DrawnCard;
  /** What the picture shows, for those who do not see it. */
  @property() label = '';
  /** Only the drawing: nothing to tap, for paper. */
  @property({ type: Boolean }) still = false;

  @state() private enlarged = false;
  @query('dialog') private readonly dialog!: HTMLDialogElement;
  #code: QrCode | undefined;
  readonly #wakeLock = new WakeLock(this);

  /** The code that is drawn, for saving it as a picture. */
  get code(): QrCode {
    this.#code ??= encodeQr(this.card.qrSegments);
    return this.#code;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.still) this.dataset['testid'] = 'my-card';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.enlarged = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('card')) return;
    this.#code = undefined;
    this.dataset['link'] = this.card.link;
    this.dataset['kind'] = this.card.kind;
    const modules = this.code.size + 2 * QUIET_ZONE_MODULES;
    this.style.setProperty('--modules', String(modules));
    this.style.setProperty('--pixel', `${1 / devicePixelRatio}px`);
  }

  protected override render(): TemplateResult {
    if (this.still) return this.#drawing(this.label);
    return html`
      <div class="frame">
        ${this.#drawing(this.label)}
        <button class="cover" type="button" @click=${this.#enlarge}>
          <span class="visually-hidden">${pairingWords.enlarge}</span>
        </button>
      </div>
      <dialog aria-label=${this.label} @close=${this.#closed}>
        ${
          this.enlarged
            ? html`
                <div class="large">${this.#drawing(this.label)}</div>
                <button class="shrink" type="button" @click=${this.#shrink}>
                  <span>${icon('close', 20)} ${words.shell.close}</span>
                </button>
              `
            : nothing
        }
      </dialog>
    `;
  }

  #drawing(label: string): TemplateResult {
    const { size } = this.code;
    const side = size + 2 * QUIET_ZONE_MODULES;
    const from = -QUIET_ZONE_MODULES;
    return html`<svg
      class="code"
      role="img"
      aria-label=${label}
      viewBox="${from} ${from} ${side} ${side}"
      shape-rendering="crispEdges"
    >
      ${svg`<rect class="light" x=${from} y=${from} width=${side} height=${side} />`}
      ${svg`<path class="dark" d=${qrPath(this.code)} />`}
    </svg>`;
  }

  readonly #enlarge = async (): Promise<void> => {
    this.enlarged = true;
    await this.updateComplete;
    this.dialog.showModal();
    // A screen that dims while a friend aims at it is a nuisance.
    this.#wakeLock.hold(true);
  };

  readonly #shrink = (): void => {
    this.dialog.close();
  };

  readonly #closed = (): void => {
    this.enlarged = false;
    this.#wakeLock.hold(false);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'card-qr': CardQr;
  }
}
