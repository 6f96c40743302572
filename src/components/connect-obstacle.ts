import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ErrorCode } from '../errors.ts';
import { base } from './base.styles.ts';
import { errorWords } from './words/error-words.ts';
import { pairingWords } from './words/pairing-words.ts';
import './notice-bar.ts';

/** By then the first checks have been answered where they ever are; sooner it would only worry people. */
const FIRST_LOOK_MS = 20_000;
/** Networks come and go while somebody carries a code. */
const LOOK_EVERY_MS = 10_000;

/** While a reply is on its way: what will most likely keep the line from opening, so that nobody waits in vain. */
@customElement('connect-obstacle')
export class ConnectObstacle extends LitElement {
  static override styles = [base];

  /** What is in the way; null while nothing is known to be. */
  @property({ attribute: false }) ask!: () => Promise<ErrorCode | null>;
  @state() private obstacle: ErrorCode | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#lookIn(FIRST_LOOK_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.obstacle === null) return nothing;
    const { sentence, next } = errorWords(this.obstacle);
    return html`<notice-bar
      data-obstacle=${this.obstacle}
      text="${pairingWords.obstacle} ${sentence} ${next}"
    ></notice-bar>`;
  }

  #lookIn(delayMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), delayMs);
  }

  async #look(): Promise<void> {
    this.obstacle = await this.ask();
    if (this.isConnected) this.#lookIn(LOOK_EVERY_MS);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'connect-obstacle': ConnectObstacle;
  }
}
