/** Introductions in a conversation: how they stand, what is answered, and whom to introduce. */
import { html, nothing, type ReactiveController, type ReactiveControllerHost } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Messenger } from '../app/messenger.ts';
import type { AppState, Friend, FriendId, Introduction } from '../app/state.ts';
import type { ErrorCode } from '../errors.ts';
import { nameOf } from './friend-list.ts';
import type { IntroduceToEvent } from './introduce-dialog.ts';
import type { IntroductionChoiceEvent } from './introduction-notice.ts';
import { candidatesFor, concerns, viewOf, type Candidate } from './introduction-view.ts';
import { Select } from './select.ts';
import './introduce-dialog.ts';
import './introduction-notice.ts';

export interface IntroducingPorts {
  app(): Messenger;
  /** Whose conversation it is. */
  friendId(): FriendId;
  /** Told how the last introduction that was asked for failed; null when it did not. */
  failed(code: ErrorCode | null): void;
  /** What had the focus is gone: a notice, or the dialog, which a menu had opened. */
  done(): void;
}

export class Introducing implements ReactiveController {
  readonly #introductions: Select<AppState, readonly Introduction[]>;
  readonly #friends: Select<AppState, ReadonlyMap<FriendId, Friend>>;
  #asking = false;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly ports: IntroducingPorts,
  ) {
    const store = (): Messenger['store'] => ports.app().store;
    this.#introductions = new Select(host, store, (now) => now.introductions);
    this.#friends = new Select(host, store, (now) => now.friends);
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#asking = false;
  }

  /** Whom this friend can be introduced to now. */
  get candidates(): Candidate[] {
    return candidatesFor(this.ports.friendId(), this.#friends.value, this.#introductions.value);
  }

  /** Asks whom to introduce the friend to. */
  ask(): void {
    this.#show(true);
  }

  notices(): TemplateResult | typeof nothing {
    const friendId = this.ports.friendId();
    const here = this.#introductions.value.filter((one) => concerns(one, friendId));
    if (here.length === 0) return nothing;
    return html`<div class="introductions" @introduction-choice=${this.#choose}>
      ${repeat(
        here,
        ({ id }) => id,
        (one) =>
          html`<introduction-notice
            .view=${viewOf(one, friendId, this.#friends.value)}
          ></introduction-notice>`,
      )}
    </div>`;
  }

  dialog(): TemplateResult {
    const friend = this.#friends.value.get(this.ports.friendId());
    return html`<introduce-dialog
      ?open=${this.#asking}
      name=${friend === undefined ? '' : nameOf(friend)}
      .candidates=${this.candidates}
      @introduce-to=${this.#introduce}
      @dismissed=${() => this.#show(false)}
      @closed=${() => this.ports.done()}
    ></introduce-dialog>`;
  }

  readonly #introduce = (event: IntroduceToEvent): void => {
    this.#show(false);
    this.ports.failed(this.ports.app().introduce(this.ports.friendId(), event.friendId));
  };

  readonly #choose = ({ introductionId: id, choice }: IntroductionChoiceEvent): void => {
    const app = this.ports.app();
    switch (choice) {
      case 'agree':
        app.answerIntroduction(id, true);
        return;
      case 'decline':
        app.answerIntroduction(id, false);
        this.ports.done();
        return;
      case 'open':
        this.#open(id);
        return;
      case 'dismiss':
        app.dismissIntroduction(id);
        this.ports.done();
    }
  };

  #open(id: string): void {
    const app = this.ports.app();
    const introduction = this.#introductions.value.find((one) => one.id === id);
    if (introduction?.role !== 'introduced' || introduction.friendId === null) return;
    app.dismissIntroduction(id);
    app.show({ name: 'conversation', friendId: introduction.friendId });
  }

  #show(asking: boolean): void {
    this.#asking = asking;
    this.host.requestUpdate();
  }
}
