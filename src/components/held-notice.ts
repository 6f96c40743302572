import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Held } from '../app/held.ts';
import type { Friend, FriendId, Screen } from '../app/state.ts';
import { base } from './base.styles.ts';
import { nameOf } from './friend-list.ts';
import { named } from './named.ts';
import { safetyWords } from './words/safety-words.ts';
import './notice-bar.ts';

/** A screen was asked for. */
export class ScreenWantedEvent extends Event {
  static readonly type = 'screen-wanted';
  constructor(readonly screen: Screen) {
    super(ScreenWantedEvent.type, { bubbles: true, composed: true });
  }
}

/**
 * Why nothing is sent in a conversation, in place of the field to write in.
 * @fires screen-wanted - where that is decided, or where it goes on
 */
@customElement('held-notice')
export class HeldNotice extends LitElement {
  static override styles = base;

  @property({ attribute: false }) friend!: Friend;
  @property({ attribute: false }) held!: Held;

  protected override render(): TemplateResult {
    const { friend, held } = this;
    const { why, other } = held;
    const moved = why === 'moved';
    const decideOn: FriendId = why === 'claimed' ? other.id : friend.id;
    const screen: Screen = moved
      ? { name: 'conversation', friendId: other.id }
      : { name: 'safety', friendId: decideOn };
    return html`<notice-bar
      tone=${moved ? 'calm' : 'alarm'}
      action=${moved ? safetyWords.goOn : safetyWords.who}
      @notice-action=${() => this.dispatchEvent(new ScreenWantedEvent(screen))}
      >${named((name) => safetyWords.holds[why](name ?? ''), nameOf(friend))}</notice-bar
    >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'held-notice': HeldNotice;
  }
  interface GlobalEventHandlersEventMap {
    'screen-wanted': ScreenWantedEvent;
  }
}
