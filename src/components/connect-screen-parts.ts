/** Pieces of the connect screen that depend on nothing but what they are given. */
import { html, type TemplateResult } from 'lit';
import type { PairingStep, ShownCard } from '../app/state.ts';
import type { ErrorCode } from '../errors.ts';
import { icon } from './icon.ts';
import { words } from './words/words.ts';
import './can-string.ts';
import './card-qr-actions.ts';
import './card-qr.ts';

/** What a narrow screen shows of the two halves; a wide one shows both. */
export type View = 'mine' | 'theirs';

/** Whether a failure belongs to the half of the screen where codes are read. */
export function isAboutReading(code: ErrorCode): boolean {
  return /^(?:card|reply|camera|image)-/.test(code);
}

/** Whether there is something that the person could give up. */
export function isUnderWay({ status }: PairingStep): boolean {
  return status === 'inviting' || status === 'replying' || status === 'connecting';
}

/** My card as a code, and what else can be done with it. */
export function renderCard(card: ShownCard): TemplateResult {
  return html`<card-qr .card=${card} label=${words.pairing.qrLabel(card.kind)}></card-qr>
    <card-qr-actions .card=${card}></card-qr-actions>`;
}

/** The string being drawn, and what is waited for. */
export function renderWaiting(heading: string, text: string): TemplateResult {
  return html`<div class="waiting" role="status">
    <can-string state="drawing" size="large"></can-string>
    <h2 data-step-heading tabindex="-1">${heading}</h2>
    <p>${text}</p>
  </div>`;
}

/** Chooses the half that a narrow screen shows. */
export function renderSwitch(shown: View, show: (view: View) => void): TemplateResult {
  const option = (view: View, text: string): TemplateResult =>
    html`<button
      type="button"
      aria-pressed=${shown === view ? 'true' : 'false'}
      @click=${() => show(view)}
    >
      ${text}
    </button>`;
  return html`<div class="switch narrow" role="group" aria-label=${words.pairing.viewLabel}>
    ${option('mine', words.pairing.viewMine)} ${option('theirs', words.pairing.viewTheirs)}
  </div>`;
}

/** The two ways out: begin anew, or leave it. */
export function renderEnd(startOver: () => void, cancel: () => void): TemplateResult {
  return html`<footer>
    <button
      class="button plain"
      type="button"
      title=${words.pairing.startOverHint}
      @click=${startOver}
    >
      ${icon('flip', 20)} ${words.pairing.startOver}
    </button>
    <button class="button plain" type="button" @click=${cancel}>
      ${icon('close', 20)} ${words.shell.cancel}
    </button>
  </footer>`;
}
