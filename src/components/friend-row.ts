import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Friend, FriendId } from '../app/state.ts';
import { base } from './base.styles.ts';
import { isOnLine, lastActivityMs, lastLine, lineWords, nameOf, stringOf } from './friend-list.ts';
import { friendRowStyles } from './friend-row.styles.ts';
import { icon } from './icon.ts';
import { namedAll } from './named.ts';
import { initialOf, labelOf, tinCan } from './tin-can.ts';
import { surenessOf, trustMark, trustMarkStyles } from './trust-mark.ts';
import { format } from './words/format.ts';
import { words } from './words/words.ts';
import './string-line.ts';

/** A friend in the list was chosen. */
export class FriendOpenEvent extends Event {
  static readonly type = 'friend-open';
  constructor(readonly friendId: FriendId) {
    super(FriendOpenEvent.type, { bubbles: true, composed: true });
  }
}

/** More unread messages than this are not worth the width. */
const MAX_SHOWN_UNREAD = 99;

/**
 * One friend in the list: who, what was said last, and how the line stands, told by the string
 * that leaves the friend's can and carries the row.
 * @fires friend-open - the row was chosen
 */
@customElement('friend-row')
export class FriendRow extends LitElement {
  static override styles = [base, trustMarkStyles, friendRowStyles];

  @property({ attribute: false }) friend!: Friend;
  /** The conversation beside the list is this one. */
  @property({ type: Boolean }) selected = false;
  @property({ attribute: false }) nowMs = 0;
  /** Whom they want to introduce me to; empty for somebody without a name, null for nobody. */
  @property({ attribute: false }) introduces: string | null = null;

  protected override render(): TemplateResult {
    const { friend } = this;
    const lastMs = friend.last?.atMs ?? 0;
    const muted = friend.quiet === 'muted';
    return html`<button
      class="row"
      aria-current=${this.selected ? 'true' : nothing}
      @click=${() => this.dispatchEvent(new FriendOpenEvent(friend.id))}
    >
      <svg class="can ${isOnLine(friend) ? '' : 'away'}" viewBox="-27 -37 54 74" aria-hidden="true">
        ${tinCan({ label: labelOf(friend.id), initial: initialOf(friend.name), opens: 'up' })}
      </svg>
      <span class="who"
        ><span class="name" dir="auto">${nameOf(friend)}</span
        >${trustMark(surenessOf(friend))}${muted ? icon('bell-off', 16) : nothing}</span
      >
      <span class="time">${format.listTime(lastActivityMs(friend), this.nowMs)}</span>
      <span class="under">
        ${this.#last()}
        <span class="state">
          ${this.#asks()} ${this.#unread(friend.unread)}
          <span class="visually-hidden"
            >${lineWords(friend)},
            ${words.friends.trust[surenessOf(friend)]}${muted ? `, ${words.friends.muted}` : ''}</span
          >
        </span>
      </span>
      <string-line
        state=${stringOf(friend)}
        .mine=${friend.last?.author === 'me' ? lastMs : 0}
        .theirs=${friend.last?.author === 'them' ? lastMs : 0}
      ></string-line>
    </button>`;
  }

  #last(): TemplateResult {
    const { friend, introduces } = this;
    if (introduces !== null) {
      const text = words.friends;
      return html`<span class="last fresh">
        <span class="text"
          >${introduces === '' ? text.introducesSomebody : namedAll(text.introduces, introduces)}</span
        >
      </span>`;
    }
    return html`<span class="last ${friend.unread > 0 ? 'fresh' : ''}">
      ${friend.last?.kind === 'file' ? icon('paperclip', 16) : nothing}
      <span class="text" dir="auto">${lastLine(friend)}</span>
    </span>`;
  }

  /** The words stand beside it. */
  #asks(): TemplateResult | typeof nothing {
    if (this.introduces === null) return nothing;
    return html`<span class="badge asks">${icon('introduce', 16)}</span>`;
  }

  #unread(count: number): TemplateResult | typeof nothing {
    if (count === 0) return nothing;
    return html`<span class="badge" aria-hidden="true"
        >${count > MAX_SHOWN_UNREAD ? words.friends.manyUnread : count}</span
      ><span class="visually-hidden">${words.friends.unread(count)}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'friend-row': FriendRow;
  }
  interface HTMLElementEventMap {
    'friend-open': FriendOpenEvent;
  }
}
