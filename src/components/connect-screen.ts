import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Messenger } from '../app/messenger.ts';
import type { FriendId, Pairing, PairingStep, ShownCard } from '../app/state.ts';
import type { ErrorCode } from '../errors.ts';
import { base } from './base.styles.ts';
import type { CardErrorEvent, CardTextEvent } from './card-input-events.ts';
import type { ConnectScreenTheirs } from './connect-screen-theirs.ts';
import {
  isAboutReading,
  isUnderWay,
  renderCard,
  renderEnd,
  renderSwitch,
  renderWaiting,
  type View,
} from './connect-screen-parts.ts';
import { styles } from './connect-screen.styles.ts';
import { icon } from './icon.ts';
import { Select } from './select.ts';
import { initialOf, labelOf } from './tin-can.ts';
import { words } from './words/words.ts';
import './can-string.ts';
import './connect-screen-theirs.ts';
import './connect-steps.ts';
import './notice-bar.ts';

/**
 * Two people, two codes: shows mine, reads theirs, and says at every moment what comes next.
 * What becomes of it stands in the state; when the line is open the app leaves this screen.
 */
@customElement('connect-screen')
export class ConnectScreen extends LitElement {
  static override readonly styles = [base, styles];

  @property({ attribute: false }) app!: Messenger;
  /** A friend to meet again; null for a new one. */
  @property({ attribute: false }) friendId: FriendId | null = null;

  @state() private view: View = 'mine';
  /** While my reply waits: their newer code is to be read after all. */
  @state() private rereading = false;
  /** Counts what was taken in, so that the same failure twice is announced twice. */
  @state() private attempt = 0;
  /** The last text came from the camera, which says itself what is wrong with it. */
  @state() private lastByCamera = false;

  @query('connect-screen-theirs') private readonly theirs!: ConnectScreenTheirs | null;
  @query('.body') private readonly body!: HTMLElement;
  #seen: Pairing | undefined;
  #shownStatus: PairingStep['status'] | undefined;

  readonly #pairing = new Select(
    this,
    () => this.app.store,
    (now) => now.pairing,
  );
  readonly #friends = new Select(
    this,
    () => this.app.store,
    (now) => now.friends,
  );

  override connectedCallback(): void {
    super.connectedCallback();
    void this.app.invite(this.friendId);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.hasUpdated && changed.has('friendId')) void this.app.invite(this.friendId);
    const pairing = this.#pairing.value;
    if (pairing === this.#seen) return;
    if (pairing.step !== this.#seen?.step) this.rereading = false;
    // A card opened as a link may fail while the other half is shown.
    if (pairing.error !== null && isAboutReading(pairing.error)) {
      this.view = 'theirs';
      this.rereading = true;
    }
    this.#seen = pairing;
  }

  protected override updated(): void {
    const { status } = this.#pairing.value.step;
    const before = this.#shownStatus;
    this.#shownStatus = status;
    if (before === undefined || before === status) return;
    // The first code appears by itself; whoever has moved on meanwhile is not pulled back.
    if (status === 'inviting' && before === 'preparing' && this.view === 'mine') return;
    this.body.scrollTop = 0;
    this.renderRoot.querySelector<HTMLElement>('[data-step-heading]')?.focus();
  }

  protected override render(): TemplateResult {
    const { step } = this.#pairing.value;
    return html`
      <header>
        <button
          class="button plain icon"
          aria-label=${words.pairing.back}
          @click=${() => this.app.back()}
        >
          ${icon('back')}
        </button>
        <h1>${words.pairing.heading(this.#friendName())}</h1>
      </header>
      <div class="body" @card-text=${this.#take} @card-error=${this.#report}>
        <div class="page" data-step=${step.status} @dragover=${this.#over} @drop=${this.#dropped}>
          ${this.#renderLineError()} ${this.#renderStep(step)}
          ${isUnderWay(step) ? renderEnd(this.#startOver, this.#cancel) : nothing}
        </div>
      </div>
    `;
  }

  #renderStep(step: PairingStep): TemplateResult {
    switch (step.status) {
      case 'idle':
        return html`<div class="waiting">
          <can-string state="slack" size="large"></can-string>
        </div>`;
      case 'preparing':
        return renderWaiting(
          step.kind === 'invite' ? words.pairing.preparingInvite : words.pairing.preparingReply,
          words.pairing.preparingHint,
        );
      case 'inviting':
        return this.#renderInviting(step.card);
      case 'replying':
        return this.#renderReplying(step.card);
      case 'connecting':
        return html`<connect-steps who="inviter" .at=${3}></connect-steps>
          ${renderWaiting(words.pairing.connectingHeading, words.pairing.connectingText)}`;
      case 'connected':
        return html`<div class="waiting">
          <can-string
            state="taut"
            size="large"
            .friendLabel=${labelOf(step.friendId)}
            .initial=${initialOf(this.#friendName(step.friendId) ?? '')}
          ></can-string>
          <h2 data-step-heading tabindex="-1">
            ${words.pairing.connectedHeading(this.#friendName(step.friendId))}
          </h2>
        </div>`;
    }
  }

  #renderInviting(card: ShownCard): TemplateResult {
    const name = this.#friendName();
    return html`
      <connect-steps who="inviter" .at=${1}></connect-steps>
      ${renderSwitch(this.view, (view) => this.#show(view))}
      <div class="halves" data-view=${this.view}>
        <section class="mine" aria-labelledby="mine">
          <h2 id="mine" data-step-heading tabindex="-1">${words.pairing.inviteHeading(name)}</h2>
          <p class="lead">${words.pairing.inviteText}</p>
          ${renderCard(card)}
          <div class="next narrow">
            <p>${words.pairing.inviteNext(name)}</p>
            <button class="button" type="button" @click=${() => this.#show('theirs')}>
              ${icon('qr')} ${words.pairing.inviteNextAction}
            </button>
          </div>
        </section>
        ${this.#renderTheirs(words.pairing.scanHeadingInviting, words.pairing.scanTextInviting(name))}
      </div>
    `;
  }

  #renderReplying(card: ShownCard): TemplateResult {
    return html`
      <connect-steps who="replier" .at=${2}></connect-steps>
      <div class="halves">
        <section class="mine" aria-labelledby="mine">
          <h2 id="mine" data-step-heading tabindex="-1">
            ${words.pairing.replyHeading(this.#friendName())}
          </h2>
          <p class="lead">${words.pairing.replyText}</p>
          ${renderCard(card)}
        </section>
        <div class="aside">
          <div class="waiting small">
            <can-string state="drawing" size="large"></can-string>
            <h3>${words.pairing.replyWaiting}</h3>
            <p>${words.pairing.replyPatience}</p>
          </div>
          <button
            class="button"
            type="button"
            aria-expanded=${this.rereading ? 'true' : 'false'}
            @click=${this.#toggleRereading}
          >
            ${icon('qr')} ${words.pairing.replyOther}
          </button>
          ${
            this.rereading
              ? this.#renderTheirs(
                  words.pairing.scanHeadingReplying,
                  words.pairing.scanTextReplying,
                )
              : nothing
          }
        </div>
      </div>
    `;
  }

  #renderTheirs(heading: string, text: string): TemplateResult {
    const { error } = this.#pairing.value;
    const mineHelps = error === 'reply-unknown-invite' || error === 'card-own-invite';
    return html`<connect-screen-theirs
      class="theirs"
      heading=${heading}
      text=${text}
      .error=${this.#readingError()}
      .attempt=${this.attempt}
      action=${mineHelps && this.view === 'theirs' ? words.pairing.showMine : ''}
      ?miss=${this.lastByCamera && error === 'card-not-a-card'}
      @notice-action=${() => this.#show('mine')}
    ></connect-screen-theirs>`;
  }

  /** What went wrong with the line or this device: above everything. Mostly a fresh code is there already. */
  #renderLineError(): TemplateResult | typeof nothing {
    const { error, step } = this.#pairing.value;
    if (error === null || isAboutReading(error)) return nothing;
    const { sentence, next } = words.errors(error);
    return html`<notice-bar
      tone="alarm"
      action=${step.status === 'idle' ? words.pairing.tryAgain : ''}
      @notice-action=${this.#startOver}
      ><strong>${sentence}</strong> ${next}</notice-bar
    >`;
  }

  #readingError(): ErrorCode | null {
    const { error } = this.#pairing.value;
    if (error === null || !isAboutReading(error)) return null;
    return this.lastByCamera && error === 'card-not-a-card' ? null : error;
  }

  #friendName(id: FriendId | null = this.#pairing.value.friendId ?? this.friendId): string | null {
    const name = id === null ? '' : (this.#friends.value.get(id)?.name ?? '');
    return name === '' ? null : name;
  }

  #show(view: View): void {
    this.view = view;
    if (view === 'mine') this.theirs?.stopCamera();
    else this.theirs?.startIfAllowed();
  }

  readonly #toggleRereading = (): void => {
    this.rereading = !this.rereading;
    if (!this.rereading) this.app.reportPairingError(null);
  };

  /** Looks at what came in. Only a code that is none of ours leaves the camera running. */
  readonly #take = async ({ text, source }: CardTextEvent): Promise<void> => {
    this.attempt += 1;
    this.lastByCamera = source === 'camera';
    await this.app.takeCard(text, source);
    const { error } = this.#pairing.value;
    if (error !== 'card-not-a-card') this.theirs?.stopCamera();
    if (error === null) this.rereading = false;
  };

  readonly #report = ({ code }: CardErrorEvent): void => {
    this.attempt += 1;
    this.lastByCamera = false;
    this.app.reportPairingError(code);
  };

  readonly #startOver = (): void => {
    this.view = 'mine';
    this.rereading = false;
    void this.app.restartPairing();
  };

  readonly #cancel = (): void => {
    this.app.cancelPairing();
    this.app.back();
  };

  readonly #over = (event: DragEvent): void => {
    if (this.theirs !== null) event.preventDefault();
  };

  readonly #dropped = (event: DragEvent): void => {
    if (event.dataTransfer !== null && this.theirs?.take(event.dataTransfer) === true) {
      event.preventDefault();
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'connect-screen': ConnectScreen;
  }
}
