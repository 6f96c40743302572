import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Messenger } from '../app/messenger.ts';
import type { AppState, FriendId, Pairing, PairingStep, ShownCard } from '../app/state.ts';
import { base } from './base.styles.ts';
import { CardDrop } from './card-drop.ts';
import type { CardErrorEvent, CardTextEvent } from './card-input-events.ts';
import type { CardInput } from './card-input.ts';
import type { InviteLabelEvent } from './connect-far.ts';
import type { InviteActionEvent } from './connect-invites.ts';
import * as parts from './connect-screen-parts.ts';
import { styles } from './connect-screen.styles.ts';
import type { ConnectTheirs } from './connect-theirs.ts';
import { PrintSheet } from './print-sheet.ts';
import type { SayEvent } from './say-event.ts';
import { Select } from './select.ts';
import { pairingWords } from './words/pairing-words.ts';
import './can-string.ts';
import './card-input.ts';
import './connect-face.ts';
import './connect-far.ts';
import './connect-invites.ts';
import './connect-steps.ts';
import './connect-theirs.ts';

/** The way that was chosen last in this page. */
let lastWay: parts.Way = 'face';

/**
 * Two people, two codes, two ways to bring them across: leads from the first code to the line and
 * says at every moment what comes next. What becomes of it stands in the state; when the line is
 * open the app leaves this screen.
 */
@customElement('connect-screen')
export class ConnectScreen extends LitElement {
  static override readonly styles = [base, styles];

  @property({ attribute: false }) app!: Messenger;
  /** A friend to meet again; null for a new one. */
  @property({ attribute: false }) friendId: FriendId | null = null;

  @state() private way: parts.Way = lastWay;
  /** Counts what was taken in, so that the same failure twice is announced twice. */
  @state() private attempt = 0;
  /** Where the last text came from: the camera says itself what is wrong with it. */
  @state() private lastSource: CardTextEvent['source'] | null = null;
  /** What the live region says. */
  @state() private said = '';

  @query('card-input, connect-theirs')
  private readonly reader!: CardInput | ConnectTheirs | null;
  @query('[data-step-heading], connect-far') private readonly heading!: HTMLElement | null;
  @query('.body') private readonly body!: HTMLElement;
  #seen: Pairing | undefined;
  #shownStatus: PairingStep['status'] | undefined;
  /** The last card, while the next one is being made. */
  #card: ShownCard | null = null;

  readonly #pairing = this.#select((now) => now.pairing);
  readonly #friends = this.#select((now) => now.friends);
  readonly #invites = this.#select((now) => now.invites);
  readonly #settings = this.#select((now) => now.settings);
  readonly #sheet = new PrintSheet(this, () => this.#give());

  constructor() {
    super();
    new CardDrop(this, () => this.reader);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.app.invite(this.friendId);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.hasUpdated && changed.has('friendId')) void this.app.invite(this.friendId);
    const pairing = this.#pairing.value;
    const { step } = pairing;
    const before = this.#seen?.step;
    this.#seen = pairing;
    if (step === before) return;
    this.said = parts.saidAt(step, this.#friendName());
    const fresh = step.status === 'preparing' && step.kind === 'invite';
    this.#card = parts.cardOf(step) ?? (fresh || step.status === 'idle' ? null : this.#card);
    // A reply goes back the way the invite came, unless the person has chosen otherwise since.
    if (step.status === 'replying' && before?.status !== 'replying') {
      this.way = this.lastSource === 'camera' ? 'face' : 'far';
    }
  }

  protected override updated(): void {
    const { step } = this.#pairing.value;
    const label = step.status === 'inviting' ? this.#labelOf(step.inviteId) : '';
    this.#sheet.show(parts.printoutOf(step, label, this.#settings.value?.name ?? ''));
    const before = this.#shownStatus;
    this.#shownStatus = step.status;
    if (before === undefined || before === step.status) return;
    // The first code appears by itself, and face to face everything does.
    const byItself = before === 'preparing' && step.status === 'inviting';
    if (byItself || (this.way === 'face' && step.status !== 'connected')) return;
    this.body.scrollTop = 0;
    this.heading?.focus();
  }

  protected override render(): TemplateResult {
    const pairing = this.#pairing.value;
    const { step, stale } = pairing;
    return html`
      ${parts.renderHeader(this.#friendName(), () => this.app.back())}
      <p class="visually-hidden" role="status">${this.said}</p>
      <div
        class="body"
        @card-text=${this.#take}
        @card-error=${this.#report}
        @card-given=${this.#give}
        @invite-label=${this.#label}
        @invite-action=${this.#act}
        @say=${this.#say}
      >
        <div class="page" data-step=${step.status} data-way=${this.way}>
          ${
            stale === null
              ? parts.renderLineError(pairing, this.#startOver)
              : parts.renderStale(stale, this.#nameOf(stale.friendId), (label) => {
                  void this.#beginFresh(label);
                })
          }
          ${parts.hasWays(step) ? parts.renderWays(this.way, this.#choose) : nothing}
          ${this.#renderStep(step)} ${parts.renderObstacle(step, () => this.app.obstacle())}
          ${parts.isUnderWay(step) ? parts.renderEnd(this.#startOver, this.#cancel) : nothing}
          ${this.#renderInvites(step)}
        </div>
      </div>
    `;
  }

  #renderStep(step: PairingStep): TemplateResult {
    const text = pairingWords;
    if (step.status === 'connected') {
      return parts.renderConnected(step.friendId, this.#friendName(step.friendId));
    }
    if (step.status === 'idle') {
      return html`<div class="waiting"><can-string state="slack" size="large"></can-string></div>`;
    }
    if (this.way === 'face') return this.#renderFace(step);
    if (step.status === 'connecting') {
      return html`<connect-steps way="far" .at=${3}></connect-steps>
        ${parts.renderWaiting(text.connectingHeading, text.connectingText)}`;
    }
    if (step.status === 'preparing') {
      return parts.renderWaiting(
        step.kind === 'invite' ? text.preparingInvite : text.preparingReply,
        text.preparingHint,
      );
    }
    return this.#renderFar(step);
  }

  #renderFace(step: PairingStep): TemplateResult {
    const pairing = this.#pairing.value;
    const notices = parts.renderFaceErrors(pairing, this.lastSource, this.attempt);
    return html`<connect-face
        .card=${this.#card}
        .status=${step.status}
        .name=${this.#friendName()}
        ?miss=${parts.missed(pairing, this.lastSource)}
        >${notices.atCamera}</connect-face
      >
      ${notices.atInput} ${step.status === 'connecting' ? nothing : html`<card-input></card-input>`}`;
  }

  #renderFar(step: PairingStep & { readonly card: ShownCard }): TemplateResult {
    const { card } = step;
    const name = this.#friendName();
    const anyone = step.status === 'inviting' && this.#pairing.value.friendId === null;
    return html`
      <connect-steps
        way="far"
        who=${card.kind === 'reply' ? 'replier' : 'inviter'}
        .at=${card.kind === 'reply' ? 2 : 1}
        ?once=${card.kind === 'code'}
      ></connect-steps>
      <div class="halves">
        <connect-far
          .card=${card}
          .name=${name}
          .label=${anyone ? this.#labelOf(step.inviteId) : null}
          ?serverless=${this.#settings.value?.servers.length === 0}
          @servers-wanted=${() => this.app.show({ name: 'settings', part: 'servers' })}
        ></connect-far>
        <connect-theirs
          mine=${card.kind}
          .name=${name}
          .error=${parts.readingError(this.#pairing.value, this.lastSource)}
          .attempt=${this.attempt}
        ></connect-theirs>
      </div>
    `;
  }

  #renderInvites(step: PairingStep): TemplateResult | typeof nothing {
    const invites = parts.listedInvites(this.#invites.value, step);
    if (!parts.invitesMatter(invites, step)) return nothing;
    return html`<connect-invites
      .invites=${invites}
      .shownId=${step.status === 'inviting' ? step.inviteId : null}
      .friendName=${(id: FriendId) => this.#nameOf(id)}
    ></connect-invites>`;
  }

  /** Empty while it is unknown. */
  #nameOf(id: FriendId | null): string {
    return id === null ? '' : (this.#friends.value.get(id)?.name ?? '');
  }

  #friendName(id: FriendId | null = this.#pairing.value.friendId ?? this.friendId): string | null {
    const name = this.#nameOf(id);
    return name === '' ? null : name;
  }

  #labelOf(id: string): string {
    return this.#invites.value.find((invite) => invite.id === id)?.label ?? '';
  }

  #shownInvite(): string | null {
    const { step } = this.#pairing.value;
    return step.status === 'inviting' ? step.inviteId : null;
  }

  /** What was said about reading the one way does not belong to the other. */
  readonly #choose = (way: parts.Way): void => {
    if (way === this.way) return;
    this.way = lastWay = way;
    this.said = '';
    const { error, stale } = this.#pairing.value;
    if (error === null || stale !== null || !parts.isAboutReading(error)) return;
    this.app.reportPairingError(null);
  };

  /** Looks at what came in. The camera goes on looking: the next code may be the one. */
  readonly #take = async ({ text, source }: CardTextEvent): Promise<void> => {
    if (source === 'camera' && !parts.wantsCamera(this.#pairing.value.step)) return;
    this.attempt += 1;
    this.lastSource = source;
    await this.app.takeCard(text, source);
  };

  readonly #report = ({ code }: CardErrorEvent): void => {
    this.attempt += 1;
    this.lastSource = null;
    this.app.reportPairingError(code);
  };

  readonly #give = (): void => {
    const id = this.#shownInvite();
    if (id === null) this.app.giveReply();
    else this.app.giveInvite(id);
  };

  readonly #label = ({ id, label }: InviteLabelEvent): void => {
    const invite = id ?? this.#shownInvite();
    if (invite !== null) this.app.labelInvite(invite, label);
  };

  readonly #act = ({ action, id }: InviteActionEvent): void => {
    if (action === 'cancel') this.app.cancelInvite(id);
    else if (action === 'show') this.app.showInvite(id);
    else void this.app.inviteAnother();
    if (action !== 'cancel') this.body.scrollTop = 0;
  };

  /** A fresh invite for whom the one that ended was meant. */
  async #beginFresh(label: string): Promise<void> {
    await this.app.invite(this.#pairing.value.stale?.friendId ?? null);
    this.app.reportPairingError(null);
    const id = this.#shownInvite();
    if (id !== null && label !== '') this.app.labelInvite(id, label);
  }

  readonly #startOver = (): void => void this.app.restartPairing();

  readonly #cancel = (): void => {
    this.app.cancelPairing();
    this.app.back();
  };

  readonly #say = ({ text }: SayEvent): void => {
    this.said = text;
  };

  #select<T>(pick: (now: AppState) => T): Select<AppState, T> {
    return new Select(this, () => this.app.store, pick);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'connect-screen': ConnectScreen;
  }
}
