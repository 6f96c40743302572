import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Messenger } from '../app/messenger.ts';
import { heldBy } from '../app/held.ts';
import type { AppState, Friend, FriendId, Quiet } from '../app/state.ts';
import type { ErrorCode } from '../errors.ts';
import { Asking, type Question } from './asking.ts';
import { base } from './base.styles.ts';
import { blockedNotice } from './blocked-notice.ts';
import type { ComposerBar, DraftEvent, SendTextEvent } from './composer-bar.ts';
import type { FriendActionEvent } from './conversation-header.ts';
import { conversationStyles } from './conversation-screen.styles.ts';
import { draftsOf } from './drafts.ts';
import { FileHandling } from './file-handling.ts';
import type { AllowFindingEvent } from './finding-switch.ts';
import { ForgettingHere } from './forgetting.ts';
import type { ScreenWantedEvent } from './held-notice.ts';
import { isOnLine, nameOf } from './friend-list.ts';
import { Introducing } from './introducing.ts';
import { moveNotice } from './move-notice.ts';
import { hangUpQuestion, removeQuestion } from './parting.ts';
import { PathWatch } from './path-watch.ts';
import { Select } from './select.ts';
import { chatWords } from './words/chat-words.ts';
import { errorWords } from './words/error-words.ts';
import { words } from './words/words.ts';
import './composer-bar.ts';
import './conversation-header.ts';
import './drop-zone.ts';
import './held-notice.ts';
import './message-list.ts';
import './notice-bar.ts';

/** Longer than people look at one thing. */
const LONG_SECONDS = 20;

/** Talking to one friend: messages, files, and how the line stands. */
@customElement('conversation-screen')
export class ConversationScreen extends LitElement {
  static override styles = [base, conversationStyles];

  @property({ attribute: false }) app!: Messenger;
  @property({ attribute: false }) friendId!: FriendId;

  @state() private textError: ErrorCode | null = null;
  /** Why the last thing that was asked for could not be done. */
  @state() private error: ErrorCode | null = null;
  /** Notifications are not wanted now. */
  @state() private unasked = false;
  @query('composer-bar') private readonly composer!: ComposerBar | null;

  readonly #friend = this.#select((now) => now.friends.get(this.friendId));
  readonly #friends = this.#select((now) => now.friends);
  readonly #move = this.#select((now) => now.move);
  readonly #conversation = this.#select((now) => now.conversations.get(this.friendId));
  readonly #transfers = this.#select((now) => now.transfers);
  readonly #notifications = this.#select((now) => now.device.notifications);
  readonly #takesLong = this.#select((now) =>
    [...now.transfers.values()].some(({ secondsLeft }) => (secondsLeft ?? 0) > LONG_SECONDS),
  );
  readonly #path = new PathWatch(
    this,
    () => (this.#friend.value && isOnLine(this.#friend.value) ? this.friendId : null),
    () => this.app.linePath(this.friendId),
  );
  readonly #files = new FileHandling(this, {
    app: () => this.app,
    friendId: () => this.friendId,
    failed: (error) => (this.error = error),
  });

  readonly #asking = new Asking(this);
  readonly #forgetting = new ForgettingHere({
    app: () => this.app,
    friend: () => this.#friend.value,
    asking: this.#asking,
    failed: (error) => (this.error = error),
    done: () => void this.#toComposer(),
  });

  readonly #introducing = new Introducing(this, {
    app: () => this.app,
    friendId: () => this.friendId,
    failed: (error) => (this.error = error),
    done: () => void this.#toComposer(),
  });

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#markRead);
    if (this.#conversation.value === undefined) void this.app.loadEarlier(this.friendId);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#markRead);
  }

  protected override firstUpdated(): void {
    void this.#toComposer();
  }

  protected override updated(): void {
    this.#markRead();
  }

  protected override render(): TemplateResult | typeof nothing {
    const friend = this.#friend.value;
    if (friend === undefined) return nothing;
    const name = nameOf(friend);
    const held = heldBy(friend, this.#friends.value);
    return html`<drop-zone
        label=${chatWords.dropHere(name)}
        @files-chosen=${this.#files.offer}
        @take-up-to=${this.#files.takeUpTo}
      >
        <conversation-header
          .friend=${friend}
          .path=${this.#path.value}
          ?can-introduce=${this.#introducing.candidates.length > 0}
          @friend-action=${this.#act}
          @allow-finding=${this.#allowFinding}
          @vanish-after=${this.#forgetting.vanishAfter}
        ></conversation-header>
        <message-list
          .conversation=${this.#conversation.value}
          .transfers=${this.#transfers.value}
          .saveErrors=${this.#files.saveErrors}
          .preview=${this.#files.preview}
          .friend=${friend}
          @want-earlier=${() => void this.app.loadEarlier(this.friendId)}
          @file-action=${this.#files.act}
          @message-action=${this.#forgetting.act}
        ></message-list>
        ${this.#introducing.notices()}
        <div class="notices">${this.#notices(friend, name)}</div>
        ${
          held === null
            ? this.#composer(name)
            : html`<div class="notices" @screen-wanted=${this.#go}>
                <held-notice .friend=${friend} .held=${held}></held-notice>
              </div>`
        }
      </drop-zone>
      ${this.#files.field()}${this.#files.viewer()}${this.#introducing.dialog()}${this.#asking.dialog()}`;
  }

  #composer(name: string): TemplateResult {
    return html`<composer-bar
      .name=${name}
      .text=${live(draftsOf(this.app).get(this.friendId) ?? '')}
      .error=${this.textError}
      .pick=${this.app.files.canPick ? this.#files.pick : null}
      @send-text=${this.#send}
      @draft=${this.#keepDraft}
    ></composer-bar>`;
  }

  #notices(friend: Friend, name: string): (TemplateResult | typeof nothing)[] {
    const away = friend.line === 'away';
    const broke = away && friend.lineError !== null ? errorWords(friend.lineError) : null;
    const error = this.error ?? this.#conversation.value?.error ?? null;
    const wrong = error === null ? null : errorWords(error);
    return [
      wrong === null
        ? nothing
        : html`<notice-bar
            tone="alarm"
            text="${wrong.sentence} ${wrong.next}"
            action=${this.error === null ? chatWords.retry : ''}
            @notice-action=${() => void this.app.loadEarlier(this.friendId)}
          ></notice-bar>`,
      moveNotice(this.app, friend, this.#move.value),
      this.#askToNotify(),
      blockedNotice(friend, () => void this.#quieten('none')),
      away && friend.quiet !== 'blocked'
        ? html`<notice-bar
            tone=${broke === null ? 'calm' : 'alarm'}
            text="${broke === null ? '' : `${broke.sentence} `}${chatWords.awayText(name)}"
            action=${chatWords.meetAgain}
            @notice-action=${this.#meet}
          ></notice-bar>`
        : nothing,
      friend.line === 'looking'
        ? html`<notice-bar
            text=${chatWords.lookingText(name)}
            action=${chatWords.stopLooking}
            @notice-action=${() => this.app.hangUp(friend.id)}
          ></notice-bar>`
        : nothing,
    ];
  }

  /** Offered where it is of use: while something takes long. */
  #askToNotify(): TemplateResult | typeof nothing {
    if (this.#notifications.value !== 'ask' || this.unasked || !this.#takesLong.value) {
      return nothing;
    }
    return html`<notice-bar
      text=${chatWords.notifyText}
      action=${chatWords.notifyAsk}
      dismiss-label=${words.shell.close}
      @notice-action=${() => void this.app.askToNotify()}
      @notice-dismiss=${() => (this.unasked = true)}
    ></notice-bar>`;
  }

  readonly #send = async ({ text }: SendTextEvent): Promise<void> => {
    const { friendId } = this;
    const drafts = draftsOf(this.app);
    // The field is empty at once, so that a second press sends nothing twice.
    drafts.delete(friendId);
    this.textError = null;
    this.requestUpdate();
    this.textError = await this.app.sendText(friendId, text);
    if (this.textError === null) return;
    const since = drafts.get(friendId);
    drafts.set(friendId, since === undefined ? text : `${text}\n${since}`);
    this.requestUpdate();
  };

  readonly #keepDraft = ({ text }: DraftEvent): void => {
    if (text === '') draftsOf(this.app).delete(this.friendId);
    else draftsOf(this.app).set(this.friendId, text);
    this.textError = null;
  };

  readonly #act = ({ action }: FriendActionEvent): void => {
    switch (action) {
      case 'back':
        this.app.back();
        return;
      case 'verify':
        this.app.show({ name: 'safety', friendId: this.friendId });
        return;
      case 'introduce':
        this.#introducing.ask();
        return;
      case 'hang-up':
        this.#ask(hangUpQuestion, () => this.app.hangUp(this.friendId));
        return;
      case 'move':
        void this.#note(this.app.moving().then((moving) => moving.choose(this.friendId)));
        return;
      case 'clear':
        this.#forgetting.clear();
        return;
      case 'remove':
        this.#ask(removeQuestion, () => void this.#note(this.app.removeFriend(this.friendId)));
        return;
      default:
        void this.#quieten(action);
    }
  };

  readonly #allowFinding = async ({ allow }: AllowFindingEvent): Promise<void> => {
    this.error = await this.app.allowFinding(this.friendId, allow);
    this.requestUpdate();
  };

  readonly #quieten = (quiet: Quiet): Promise<void> =>
    this.#note(this.app.setQuiet(this.friendId, quiet));

  #ask(question: (friend: Friend, act: () => void) => Question, act: () => void): void {
    const friend = this.#friend.value;
    if (friend !== undefined) this.#asking.ask(question(friend, act));
  }

  readonly #go = ({ screen }: ScreenWantedEvent): void => this.app.show(screen);

  readonly #meet = (): void => this.app.show({ name: 'connect', friendId: this.friendId });

  /** Shows why it could not be done. */
  async #note(work: Promise<ErrorCode | null>): Promise<void> {
    this.error = await work;
  }

  readonly #markRead = (): void => {
    const unread = this.#friend.value?.unread ?? 0;
    if (unread > 0 && document.visibilityState === 'visible') void this.app.markRead(this.friendId);
  };

  async #toComposer(): Promise<void> {
    // On touch screens the keyboard would cover half the conversation unasked.
    if (matchMedia('(pointer: coarse)').matches) return;
    await this.composer?.updateComplete;
    this.composer?.focus();
  }

  #select<T>(pick: (now: AppState) => T): Select<AppState, T> {
    return new Select(this, () => this.app.store, pick);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'conversation-screen': ConversationScreen;
  }
}
