import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { LinkPath } from '../app/network.ts';
import type { Friend, Quiet } from '../app/state.ts';
import { base } from './base.styles.ts';
import { conversationHeaderStyles } from './conversation-header.styles.ts';
import { isOnLine, nameOf, stringOf } from './friend-list.ts';
import { icon, type IconName } from './icon.ts';
import { menuStyles } from './menu.styles.ts';
import { namedAll } from './named.ts';
import { initialOf, labelOf } from './tin-can.ts';
import { surenessOf, trustMark, trustMarkStyles } from './trust-mark.ts';
import { chatWords } from './words/chat-words.ts';
import { forgettingWords } from './words/forgetting-words.ts';
import { spanWords } from './words/span.ts';
import { introductionWords } from './words/introduction-words.ts';
import { movingWords } from './words/moving-words.ts';
import { safetyWords } from './words/safety-words.ts';
import { words } from './words/words.ts';
import './can-string.ts';
import './file-allowance.ts';
import './finding-switch.ts';
import './vanish-choice.ts';

/** `none`, `muted` and `blocked` are what the friend is to be from now on. */
export type FriendAction =
  'back' | 'verify' | 'introduce' | 'hang-up' | 'clear' | 'move' | 'remove' | Quiet;

/** Something about the friend or the line was chosen. */
export class FriendActionEvent extends Event {
  static readonly type = 'friend-action';
  constructor(readonly action: FriendAction) {
    super(FriendActionEvent.type, { bubbles: true, composed: true });
  }
}

const MET = {
  camera: 'metInPerson',
  link: 'metByLink',
  introduction: 'metByIntroduction',
} as const;

const LINE = {
  open: 'lineOpen',
  shaky: 'lineShaky',
  looking: 'lineLooking',
  away: 'lineAway',
} as const;

/**
 * Who is on the other end, and how the line stands: told by the string between the two cans.
 * @fires friend-action - back, or something of the menu
 */
@customElement('conversation-header')
export class ConversationHeader extends LitElement {
  static override styles = [base, trustMarkStyles, menuStyles, conversationHeaderStyles];

  @property({ attribute: false }) friend!: Friend;
  /** How the open line runs, once that is known. */
  @property({ attribute: false }) path: LinkPath | null = null;
  /** Somebody else is on a line, too. */
  @property({ type: Boolean, attribute: 'can-introduce' }) canIntroduce = false;
  @query('[popover]') private readonly menu!: HTMLElement;
  @query('.opener') private readonly opener!: HTMLElement;
  #menuHadFocus = false;

  protected override render(): TemplateResult {
    const { friend } = this;
    const text = chatWords;
    const open = isOnLine(friend);
    const name = nameOf(friend);
    const lastMs = friend.last?.atMs ?? 0;
    const metWords = MET[friend.metBy];
    const sureness = surenessOf(friend);
    const sure = words.friends.trust[sureness];
    return html`<header>
      <button
        class="button plain icon back"
        aria-label=${words.shell.back}
        @click=${() => this.#choose('back')}
      >
        ${icon('back')}
      </button>
      <div class="who">
        <div class="top">
          <h1 dir="auto">${name}</h1>
          <button
            class="sure"
            title=${sure}
            aria-label="${sure}. ${safetyWords.verify}"
            @click=${() => this.#choose('verify')}
          >
            ${trustMark(sureness, 18)}
          </button>
        </div>
        <p class="line" data-line=${friend.line} role="status">
          ${text[LINE[friend.line]]}${this.#shortPath(friend.line === 'open')} ${this.#vanishing()}
          <span class="visually-hidden">${text[metWords]}</span>
        </p>
      </div>
      <can-string
        state=${stringOf(friend)}
        size="small"
        .friendLabel=${labelOf(friend.id)}
        .initial=${initialOf(friend.name)}
        .mine=${friend.last?.author === 'me' ? lastMs : 0}
        .theirs=${friend.last?.author === 'them' ? lastMs : 0}
      ></can-string>
      <button class="button plain icon opener" aria-label=${text.menu} popovertarget="menu">
        ${icon('more')}
      </button>
      <div
        popover
        id="menu"
        role="group"
        aria-label=${text.menu}
        @beforetoggle=${this.#place}
        @toggle=${this.#returnFocus}
      >
        ${open ? this.#longPath() : nothing} ${open ? this.#introduce() : nothing}
        ${open ? this.#item('hang-up', 'phone-off', text.hangUp) : nothing}
        ${this.#item('verify', 'shield', safetyWords.verify)} ${this.#quiet(friend.quiet ?? 'none')}
        ${this.#item('clear', 'trash', forgettingWords.clear)}
        ${this.#item('remove', 'trash', text.remove)}
        ${open ? this.#item('move', 'transfer', movingWords.item) : nothing}
        <vanish-choice .friend=${friend}></vanish-choice>
        <finding-switch .friend=${friend}></finding-switch>
        <file-allowance .friend=${friend}></file-allowance>
      </div>
    </header>`;
  }

  #quiet(quiet: Quiet): TemplateResult[] {
    const text = chatWords;
    if (quiet === 'blocked') return [this.#item('none', 'block', text.unblock)];
    const mute =
      quiet === 'muted'
        ? this.#item('none', 'bell', text.unmute)
        : this.#item('muted', 'bell-off', text.mute);
    return [mute, this.#item('blocked', 'block', text.block)];
  }

  #shortPath(open: boolean): TemplateResult | typeof nothing {
    if (!open || this.path === null) return nothing;
    return html`<span class="way" data-path=${this.path.kind}
      >· ${chatWords.pathShort[this.path.kind]}</span
    >`;
  }

  /** That what is said here will not stay. */
  #vanishing(): TemplateResult | typeof nothing {
    const seconds = this.friend.vanish?.inForce.seconds ?? 0;
    if (seconds === 0) return nothing;
    const label = forgettingWords.vanishShort(spanWords(seconds));
    return html`<span class="vanishing" title=${label}
      >${icon('clock', 16)}<span class="visually-hidden">${label}</span></span
    >`;
  }

  #longPath(): TemplateResult | typeof nothing {
    if (this.path === null) return nothing;
    const text = chatWords;
    const { kind, family, relayHost } = this.path;
    const sentence = relayHost === null ? text.pathLong[kind] : text.pathRelay(relayHost);
    const detail = family === null ? '' : ` (${text.pathFamily[family]})`;
    return html`<p class="path">${sentence}${detail}</p>`;
  }

  #introduce(): TemplateResult {
    const text = introductionWords;
    return this.canIntroduce
      ? this.#item('introduce', 'introduce', namedAll(text.introduce, nameOf(this.friend)))
      : html`<p class="path">${text.nobodyElse}</p>`;
  }

  #item(action: FriendAction, iconName: IconName, label: string | TemplateResult): TemplateResult {
    return html`<button class="item" @click=${() => this.#choose(action)}>
      ${icon(iconName)}<span>${label}</span>
    </button>`;
  }

  /** Anchor positioning is too young: the menu is put beneath its button by hand. */
  readonly #place = (): void => {
    this.#menuHadFocus = this.menu.contains(this.shadowRoot?.activeElement ?? null);
    const { bottom, left, right } = this.opener.getBoundingClientRect();
    const fromEnd = this.matches(':dir(rtl)') ? left : document.documentElement.clientWidth - right;
    this.menu.style.top = `${bottom}px`;
    this.menu.style.insetInlineEnd = `${fromEnd}px`;
  };

  /** Not every browser gives it back to the button when the menu closes. */
  readonly #returnFocus = ({ newState }: ToggleEvent): void => {
    const active = this.shadowRoot?.activeElement ?? null;
    const lost = this.#menuHadFocus && (active === null || this.menu.contains(active));
    if (newState === 'closed' && lost) this.opener.focus();
  };

  #choose(action: FriendAction): void {
    if (this.menu.matches(':popover-open')) this.menu.hidePopover();
    this.dispatchEvent(new FriendActionEvent(action));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'conversation-header': ConversationHeader;
  }
  interface GlobalEventHandlersEventMap {
    'friend-action': FriendActionEvent;
  }
}
