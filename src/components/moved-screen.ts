import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { LockActions } from '../app/lock-actions.ts';
import type { Messenger } from '../app/messenger.ts';
import type { ErrorCode } from '../errors.ts';
import { base } from './base.styles.ts';
import { icon } from './icon.ts';
import { moveScreenStyles } from './move-screen.styles.ts';
import { sectionStyles } from './section.styles.ts';
import { errorWords } from './words/error-words.ts';
import { format } from './words/format.ts';
import { movingWords } from './words/moving-words.ts';
import './can-string.ts';
import './confirm-dialog.ts';

/** All that is to be seen on a device that everything was moved away from. */
@customElement('moved-screen')
export class MovedScreen extends LitElement {
  static override styles = [base, sectionStyles, moveScreenStyles];

  @property({ attribute: false }) app!: Messenger;
  @property({ attribute: false }) lock!: () => Promise<LockActions>;
  @property({ attribute: false }) atMs = 0;
  @state() private asking: 'erase' | 'use' | null = null;
  @state() private busy = false;
  @state() private error: ErrorCode | null = null;

  protected override render(): TemplateResult {
    const text = movingWords;
    const words = this.error === null ? null : errorWords(this.error);
    const close = (): void => void (this.asking = null);
    return html`<can-string state="slack" size="large"></can-string>
      <div class="words">
        <h1>${text.awayHeading}</h1>
        <p class="lead">${text.awayText(format.date(this.atMs))}</p>
        <p>${text.awayKept}</p>
      </div>
      ${
        words === null
          ? nothing
          : html`<p class="card fact wrong" role="alert">
              ${icon('alert')}<span>${words.sentence} ${words.next}</span>
            </p>`
      }
      <div class="choices">
        <button class="button" ?disabled=${this.busy} @click=${() => (this.asking = 'erase')}>
          ${icon('trash')} ${text.erase}
        </button>
        <button class="button plain" ?disabled=${this.busy} @click=${() => (this.asking = 'use')}>
          ${text.useHere}
        </button>
      </div>
      <confirm-dialog
        ?open=${this.asking === 'erase'}
        heading=${text.eraseHeading}
        text=${text.eraseText}
        confirm-label=${text.erase}
        @confirmed=${() => void this.#act(async () => (await this.lock()).erase())}
        @dismissed=${close}
      ></confirm-dialog>
      <confirm-dialog
        ?open=${this.asking === 'use'}
        heading=${text.useHereHeading}
        text=${text.useHereText}
        confirm-label=${text.useHere}
        @confirmed=${() => void this.#act(async () => (await this.app.moving()).useHere())}
        @dismissed=${close}
      ></confirm-dialog>`;
  }

  async #act(act: () => Promise<ErrorCode | null>): Promise<void> {
    this.asking = null;
    this.busy = true;
    this.error = await act();
    this.busy = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'moved-screen': MovedScreen;
  }
}
