/** Pieces of the connect screen that depend on nothing but what they are given. */
import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { ref } from 'lit/directives/ref.js';
import type { FriendId, Pairing, PairingStep, ShownCard, ShownInvite } from '../app/state.ts';
import type { ErrorCode } from '../errors.ts';
import type { CardTextEvent } from './card-input-events.ts';
import { icon } from './icon.ts';
import { named } from './named.ts';
import type { Printout } from './print-sheet.ts';
import { initialOf, labelOf } from './tin-can.ts';
import { errorWords } from './words/error-words.ts';
import { pairingWords } from './words/pairing-words.ts';
import { words } from './words/words.ts';
import './can-string.ts';
import './connect-obstacle.ts';
import './notice-bar.ts';

/** The two ways to bring a card to a friend. */
export type Way = 'face' | 'far';

/** Whether a failure belongs to where codes are read. */
export function isAboutReading(code: ErrorCode): boolean {
  return /^(?:card|reply|camera|image|code)-/.test(code) && code !== 'code-needs-reply';
}

/** Whether there is something that the person could give up. */
export function isUnderWay({ status }: PairingStep): boolean {
  return status === 'inviting' || status === 'replying' || status === 'connecting';
}

/** Whether there are ways to choose between. */
export function hasWays({ status }: PairingStep): boolean {
  return status !== 'idle' && status !== 'connected';
}

/** Whether a code that the camera reads now can be a new one: afterwards it still sees the last. */
export function wantsCamera(step: PairingStep): boolean {
  if (step.status === 'preparing') return step.kind === 'invite';
  return step.status === 'inviting' || step.status === 'replying';
}

/** Nothing is wrong with looking: what the camera took for a code is told in its picture. */
export function missed({ error }: Pairing, source: CardTextEvent['source'] | null): boolean {
  return source === 'camera' && error === 'card-not-a-card';
}

/** What was wrong with the last card, where cards are read. */
export function readingError(
  pairing: Pairing,
  source: CardTextEvent['source'] | null,
): ErrorCode | null {
  const { error, stale } = pairing;
  if (error === null || stale !== null || !isAboutReading(error)) return null;
  return missed(pairing, source) ? null : error;
}

/** The card of a step that shows one. */
export function cardOf(step: PairingStep): ShownCard | null {
  return step.status === 'inviting' || step.status === 'replying' ? step.card : null;
}

/** What a printer would make of a step; null where it shows no card. */
export function printoutOf(step: PairingStep, label: string, sender: string): Printout | null {
  if (step.status !== 'inviting' && step.status !== 'replying') return null;
  return { card: step.card, label, sender, madeAtMs: step.sinceMs };
}

/** What is shown to nobody and meant for nobody is no invite that a person thinks of. */
export function listedInvites(
  invites: readonly ShownInvite[],
  step: PairingStep,
): readonly ShownInvite[] {
  const shownId = step.status === 'inviting' ? step.inviteId : null;
  return invites.filter(({ id, given, label }) => given || label !== '' || id === shownId);
}

/** Whether the list of open invites says anything that the screen does not say already. */
export function invitesMatter(invites: readonly ShownInvite[], step: PairingStep): boolean {
  if (step.status === 'connecting' || step.status === 'connected') return false;
  return (
    invites.some(({ given }) => given) || invites.length > (step.status === 'inviting' ? 1 : 0)
  );
}

/** What a step is called aloud; empty where there is nothing to say yet. */
export function saidAt(step: PairingStep, friendName: string | null): string {
  const text = pairingWords;
  switch (step.status) {
    case 'idle':
    case 'preparing':
      return '';
    case 'inviting':
      return step.card.kind === 'code' ? text.saidCode : text.saidInvite;
    case 'replying':
      return text.saidReply;
    case 'connecting':
      return text.connectingHeading;
    case 'connected':
      return text.connectedHeading(friendName);
  }
}

/** The string being drawn, and what is waited for. */
export function renderWaiting(heading: string, text: string): TemplateResult {
  return html`<div class="waiting">
    <can-string state="drawing" size="large"></can-string>
    <h2 data-step-heading tabindex="-1">${heading}</h2>
    <p>${text}</p>
  </div>`;
}

/** The way back, and whom this is about. */
export function renderHeader(friendName: string | null, back: () => void): TemplateResult {
  return html`<header>
    <button class="button plain icon" aria-label=${pairingWords.back} @click=${back}>
      ${icon('back')}
    </button>
    <h1>${named(pairingWords.heading, friendName)}</h1>
  </header>`;
}

/** The string is taut. */
export function renderConnected(friendId: FriendId, name: string | null): TemplateResult {
  return html`<div class="waiting">
    <can-string
      state="taut"
      size="large"
      .friendLabel=${labelOf(friendId)}
      .initial=${initialOf(name ?? '')}
    ></can-string>
    <h2 data-step-heading tabindex="-1">${named(pairingWords.connectedHeading, name)}</h2>
  </div>`;
}

/** Chooses the way. */
export function renderWays(chosen: Way, choose: (way: Way) => void): TemplateResult {
  const option = (way: Way, text: string): TemplateResult =>
    html`<button
      type="button"
      aria-pressed=${chosen === way ? 'true' : 'false'}
      @click=${() => choose(way)}
    >
      ${icon(way === 'face' ? 'qr' : 'send', 20)} ${text}
    </button>`;
  return html`<div class="ways" role="group" aria-label=${pairingWords.wayLabel}>
    ${option('face', pairingWords.wayFace)} ${option('far', pairingWords.wayFar)}
  </div>`;
}

/**
 * What was wrong with the last card; comes into view by itself.
 * @param attempt counts cards, so that the same failure twice is announced twice
 */
export function renderError(code: ErrorCode, attempt: number): unknown {
  const { sentence, next } = errorWords(code);
  return keyed(
    attempt,
    html`<notice-bar tone="alarm" data-error=${code} ${ref(bringIntoView)}
      ><strong>${sentence}</strong> ${next}</notice-bar
    >`,
  );
}

/** Face to face: what was wrong with the last card, told where it was shown, or pasted and chosen. */
export function renderFaceErrors(
  pairing: Pairing,
  source: CardTextEvent['source'] | null,
  attempt: number,
): { readonly atCamera: unknown; readonly atInput: unknown } {
  const code = readingError(pairing, source);
  if (code === null) return { atCamera: nothing, atInput: nothing };
  const notice = renderError(code, attempt);
  const isOfInput = source === 'text' || source === 'image' || code.startsWith('image-');
  return isOfInput
    ? { atCamera: nothing, atInput: notice }
    : { atCamera: notice, atInput: nothing };
}

/** A frame later, when what stands above it has its size. */
function bringIntoView(notice?: Element): void {
  requestAnimationFrame(() => notice?.scrollIntoView({ block: 'nearest' }));
}

/** What went wrong with the line or this device. Mostly a fresh code is there already. */
export function renderLineError(
  { error, step, stale }: Pairing,
  again: () => void,
): TemplateResult | typeof nothing {
  if (error === null || stale !== null || isAboutReading(error)) return nothing;
  const { sentence, next } = errorWords(error);
  return html`<notice-bar
    tone=${error === 'code-needs-reply' ? 'calm' : 'alarm'}
    icon=${error === 'code-needs-reply' ? 'flip' : ''}
    data-error=${error}
    action=${step.status === 'idle' ? pairingWords.tryAgain : ''}
    @notice-action=${again}
    ><strong>${sentence}</strong> ${next}</notice-bar
  >`;
}

/** A reply whose invite is gone, and the shortest way on. */
export function renderStale(
  stale: NonNullable<Pairing['stale']>,
  friendName: string,
  begin: (label: string) => void,
): TemplateResult {
  const name = friendName === '' ? stale.label : friendName;
  return html`<notice-bar
    tone="alarm"
    data-stale
    action=${pairingWords.staleAction(name)}
    @notice-action=${() => begin(stale.label)}
    >${name === '' ? pairingWords.stale('') : named((one) => pairingWords.stale(one ?? ''), name)}
  </notice-bar>`;
}

/** What may keep my reply from ever being of use; a new card begins a new wait. */
export function renderObstacle(step: PairingStep, ask: () => Promise<ErrorCode | null>): unknown {
  if (step.status !== 'replying') return nothing;
  return keyed(step.card.link, html`<connect-obstacle .ask=${ask}></connect-obstacle>`);
}

/** The two ways out: begin anew, or leave it. */
export function renderEnd(startOver: () => void, cancel: () => void): TemplateResult {
  return html`<footer>
    <button
      class="button plain"
      type="button"
      title=${pairingWords.startOverHint}
      @click=${startOver}
    >
      ${icon('flip', 20)} ${pairingWords.startOver}
    </button>
    <button class="button plain" type="button" @click=${cancel}>
      ${icon('close', 20)} ${words.shell.cancel}
    </button>
  </footer>`;
}
