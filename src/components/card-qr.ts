import { LitElement, html, nothing, svg, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ShownCard } from '../app/state.ts';
import { base } from './base.styles.ts';
import { QUIET_ZONE_MODULES, encodeQr, qrPath, type QrCode } from './card-qr-code.ts';
import { styles } from './card-qr.styles.ts';
import { icon } from './icon.ts';
import { words } from './words/words.ts';

/**
 * A card as a QR code, dark on light in both themes; a tap shows it as large as the screen allows
 * and keeps the screen awake meanwhile.
 */
@customElement('card-qr')
export class CardQr extends LitElement {
  static override readonly styles = [base, styles];

  /** What is drawn. */
  @property({ attribute: false }) card!: ShownCard;
  /** What the picture shows, for those who do not see it. */
  @property() label = '';

  @state() private enlarged = false;
  @query('dialog') private readonly dialog!: HTMLDialogElement;
  #code: QrCode | undefined;
  #wakeLock: WakeLockSentinel | null = null;

  /** The code that is drawn, for saving it as a picture. */
  get code(): QrCode {
    this.#code ??= encodeQr(this.card.qrSegments);
    return this.#code;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.dataset['testid'] = 'my-card';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.enlarged = false;
    void this.#sleepAgain();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('card')) return;
    this.#code = undefined;
    this.dataset['link'] = this.card.link;
    this.dataset['kind'] = this.card.kind;
    const modules = this.code.size + 2 * QUIET_ZONE_MODULES;
    this.style.setProperty('--modules', String(modules));
  }

  protected override render(): TemplateResult {
    return html`
      <div class="frame">
        ${this.#drawing(this.label)}
        <button class="cover" type="button" @click=${this.#enlarge}>
          <span class="visually-hidden">${words.pairing.enlarge}</span>
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
    await this.#stayAwake();
  };

  readonly #shrink = (): void => {
    this.dialog.close();
  };

  readonly #closed = (): void => {
    this.enlarged = false;
    void this.#sleepAgain();
  };

  /** A screen that dims while a friend aims at it is a nuisance; where there is no lock, nothing is lost. */
  async #stayAwake(): Promise<void> {
    if (!('wakeLock' in navigator)) return;
    try {
      const lock = await navigator.wakeLock.request('screen');
      if (this.enlarged) this.#wakeLock = lock;
      else await lock.release();
    } catch {
      // The browser refuses when the battery is low or the page hidden.
    }
  }

  async #sleepAgain(): Promise<void> {
    const lock = this.#wakeLock;
    this.#wakeLock = null;
    await lock?.release();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'card-qr': CardQr;
  }
}
