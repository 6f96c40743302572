import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { LinkPath } from '../app/network.ts';
import type { Friend } from '../app/state.ts';
import { base } from './base.styles.ts';
import { isOnLine, nameOf, stringOf } from './friend-list.ts';
import { icon, type IconName } from './icon.ts';
import { namedAll } from './named.ts';
import { initialOf, labelOf } from './tin-can.ts';
import { chatWords } from './words/chat-words.ts';
import { introductionWords } from './words/introduction-words.ts';
import { words } from './words/words.ts';
import './can-string.ts';
import './file-allowance.ts';
import './finding-switch.ts';

export type FriendAction = 'back' | 'introduce' | 'hang-up' | 'remove';

/** Something about the friend or the line was chosen. */
export class FriendActionEvent extends Event {
  static readonly type = 'friend-action';
  constructor(readonly action: FriendAction) {
    super(FriendActionEvent.type, { bubbles: true, composed: true });
  }
}

const MET = {
  camera: ['camera', 'metInPerson'],
  link: ['link', 'metByLink'],
  introduction: ['introduce', 'metByIntroduction'],
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
  static override styles = [
    base,
    css`
      header {
        display: flex;
        align-items: center;
        gap: var(--s2);
        min-height: 4rem;
        padding: calc(var(--s2) + env(safe-area-inset-top)) var(--s3) var(--s2);
        border-block-end: 1px solid var(--edge);
        background: var(--paper-raised);
      }
      @media (min-width: 900px) {
        .back {
          display: none;
        }
        header {
          padding-inline-start: var(--s5);
        }
      }
      .who {
        flex: 1;
        min-width: 0;
      }
      /* Only as wide as it is: it begins where the line does, and runs over at its own end. */
      h1 {
        width: fit-content;
        max-width: 100%;
        overflow: hidden;
        font-size: var(--t-lead);
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .line {
        display: flex;
        align-items: center;
        gap: var(--s1);
        color: var(--ink-soft);
        font-size: var(--t-small);
      }
      .line[data-line='open'] {
        color: var(--label-ink);
        font-weight: 600;
      }
      .met {
        flex: none;
        opacity: 0.8;
      }
      can-string {
        flex: none;
        width: 9.5rem;
      }
      @media (max-width: 420px) {
        header {
          padding-inline: var(--s1);
        }
        .way {
          /* The menu tells it. */
          display: none;
        }
        can-string {
          width: 6.25rem;
          --can-width: 1.9rem;
        }
      }
      [popover] {
        position: absolute;
        inset: auto;
        max-height: calc(100dvh - 5rem);
        margin: 0;
        overflow-y: auto;
        padding: var(--s2);
        border: 1px solid var(--edge);
        border-radius: var(--r-medium);
        background: var(--paper-raised);
        color: var(--ink);
        box-shadow: var(--shadow-high);
      }
      [popover]:popover-open {
        animation: open var(--quick) var(--ease);
      }
      @keyframes open {
        from {
          opacity: 0;
          transform: translateY(-0.25rem);
        }
      }
      .item {
        display: flex;
        align-items: center;
        gap: var(--s3);
        width: 100%;
        min-height: var(--touch);
        padding: var(--s2) var(--s4);
        border: 0;
        border-radius: var(--r-small);
        background: none;
        text-align: start;
      }
      .item:hover {
        background: var(--paper-sunken);
      }
      .path,
      file-allowance,
      finding-switch {
        width: 18rem;
        max-width: calc(100vw - 2 * var(--s5));
      }
      file-allowance,
      finding-switch {
        margin-block-start: var(--s2);
        padding: var(--s2) var(--s4) var(--s3);
        border-block-start: 1px solid var(--edge);
      }
      .item span {
        overflow-wrap: anywhere;
      }
      .path {
        padding: var(--s2) var(--s4) var(--s3);
        color: var(--ink-soft);
        font-size: var(--t-small);
        overflow-wrap: anywhere;
      }
    `,
  ];

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
    const [metIcon, metWords] = MET[friend.metBy];
    return html`<header>
      <button
        class="button plain icon back"
        aria-label=${words.shell.back}
        @click=${() => this.#choose('back')}
      >
        ${icon('back')}
      </button>
      <div class="who">
        <h1 dir="auto">${name}</h1>
        <p class="line" data-line=${friend.line} role="status">
          ${text[LINE[friend.line]]}${this.#shortPath(friend.line === 'open')}
          <span class="met" title=${text[metWords]}
            >${icon(metIcon, 16)}<span class="visually-hidden">${text[metWords]}</span></span
          >
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
        ${this.#item('remove', 'trash', text.remove)}
        <finding-switch .friend=${friend}></finding-switch>
        <file-allowance .friend=${friend}></file-allowance>
      </div>
    </header>`;
  }

  #shortPath(open: boolean): TemplateResult | typeof nothing {
    if (!open || this.path === null) return nothing;
    return html`<span class="way" data-path=${this.path.kind}
      >· ${chatWords.pathShort[this.path.kind]}</span
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
