import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { ErrorCode } from '../errors.ts';
import { base } from './base.styles.ts';
import type { CardInput } from './card-input.ts';
import type { CardScanner } from './card-scanner.ts';
import { words } from './words/words.ts';
import './card-input.ts';
import './card-scanner.ts';
import './notice-bar.ts';

/**
 * The half of the screen where a friend's code is read: camera, link, picture, and what was wrong
 * with the last one.
 *
 * @fires card-text - from card-scanner and card-input (CardTextEvent)
 * @fires card-error - from card-scanner and card-input (CardErrorEvent)
 * @fires notice-action - the person wants to see their own code again (NoticeActionEvent)
 */
@customElement('connect-screen-theirs')
export class ConnectScreenTheirs extends LitElement {
  static override readonly styles = [
    base,
    css`
      section {
        display: grid;
        gap: var(--s3);
      }
      h2 {
        font-size: var(--t-title);
        text-align: center;
      }
      .lead {
        margin-top: calc(var(--s2) * -1);
        color: var(--ink-soft);
        text-align: center;
        text-wrap: balance;
      }
      card-input {
        margin-top: var(--s3);
      }
    `,
  ];

  @property() heading = '';
  @property() text = '';
  /** What was wrong with the last code. */
  @property({ attribute: false }) error: ErrorCode | null = null;
  /** The name of the action that helps against this error; empty for none. */
  @property() action = '';
  /** Counts what was read, so that the same failure twice is announced twice. */
  @property({ attribute: false }) attempt = 0;
  /** The camera saw a code that is none of ours: the viewfinder says so instead of a notice. */
  @property({ type: Boolean }) miss = false;

  @query('card-scanner') private readonly scanner!: CardScanner | null;
  @query('card-input') private readonly input!: CardInput | null;

  /** Starts the camera if that asks nothing of the person. */
  startIfAllowed(): void {
    void this.scanner?.startIfAllowed();
  }

  stopCamera(): void {
    this.scanner?.stop();
  }

  /** Takes in what was dropped. @returns false when nothing in it can be read */
  take(data: DataTransfer): boolean {
    return this.input?.take(data) ?? false;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (this.error === null || !(changed.has('error') || changed.has('attempt'))) return;
    // A frame later, when what stands above it has its size.
    requestAnimationFrame(() => {
      this.renderRoot.querySelector('notice-bar')?.scrollIntoView({ block: 'nearest' });
    });
  }

  protected override render(): TemplateResult {
    return html`<section aria-labelledby="heading">
      <h2 id="heading">${this.heading}</h2>
      <p class="lead">${this.text}</p>
      ${this.error === null ? nothing : this.#renderError(this.error)}
      <card-scanner ?miss=${this.miss}></card-scanner>
      <card-input></card-input>
    </section>`;
  }

  #renderError(code: ErrorCode): unknown {
    const { sentence, next } = words.errors(code);
    return keyed(
      this.attempt,
      html`<notice-bar tone="alarm" action=${this.action} data-error=${code}
        ><strong>${sentence}</strong> ${next}</notice-bar
      >`,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'connect-screen-theirs': ConnectScreenTheirs;
  }
}
