import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { Item, Transfer } from '../app/state.ts';
import { base } from './base.styles.ts';
import { icon, type IconName } from './icon.ts';
import { menuStyles } from './menu.styles.ts';
import { messageActionsOf, type MessageAction } from './message-actions.ts';
import { forgettingWords } from './words/forgetting-words.ts';

/** Something is to be done with a message. */
export class MessageActionEvent extends Event {
  static readonly type = 'message-action';
  constructor(
    readonly item: Item,
    readonly action: MessageAction,
  ) {
    super(MessageActionEvent.type, { bubbles: true, composed: true });
  }
}

const ICONS: Record<MessageAction, IconName> = {
  copy: 'copy',
  'remove-file': 'file',
  here: 'trash',
  both: 'trash',
};

const LABELS: Record<MessageAction, string> = {
  copy: forgettingWords.copy,
  'remove-file': forgettingWords.removeFile,
  here: forgettingWords.here,
  both: forgettingWords.both,
};

/** From the edge of the screen, and from what it belongs to. */
const GAP_PX = 8;

/**
 * What can be done with one message. Opened by hand, beside what it belongs to.
 * @fires message-action - something was chosen
 */
@customElement('message-menu')
export class MessageMenu extends LitElement {
  static override styles = [
    base,
    menuStyles,
    css`
      [popover] {
        min-width: 12rem;
        max-width: calc(100vw - 2 * var(--s4));
      }
    `,
  ];

  @state() private shown: { readonly item: Item; readonly transfer: Transfer | undefined } | null =
    null;
  @query('[popover]') private readonly menu!: HTMLElement;
  #opener: HTMLElement | null = null;
  #menuHadFocus = false;

  /** @param opener gets the focus back */
  async open(item: Item, transfer: Transfer | undefined, opener: HTMLElement): Promise<void> {
    this.shown = { item, transfer };
    this.#opener = opener;
    await this.updateComplete;
    if (this.menu.matches(':popover-open')) this.menu.hidePopover();
    this.menu.showPopover();
    // Beneath the message itself: for a finger its button is not on the screen.
    this.#place((opener.previousElementSibling ?? opener).getBoundingClientRect());
    this.menu.querySelector('button')?.focus();
  }

  protected override render(): TemplateResult {
    const { shown } = this;
    return html`<div
      popover
      role="group"
      aria-label=${forgettingWords.menu}
      @beforetoggle=${this.#noteFocus}
      @toggle=${this.#toggled}
    >
      ${shown === null ? nothing : messageActionsOf(shown.item, shown.transfer).map((each) => this.#item(each))}
    </div>`;
  }

  #item(action: MessageAction): TemplateResult {
    return html`<button class="item" @click=${() => this.#choose(action)}>
      ${icon(ICONS[action])}<span>${LABELS[action]}</span>
    </button>`;
  }

  /** Beneath its opener, or above it where there is more room; anchor positioning is too young. */
  #place(at: DOMRect): void {
    const { offsetWidth: width, offsetHeight: height } = this.menu;
    const { clientWidth, clientHeight } = document.documentElement;
    const below = at.bottom + GAP_PX;
    const top = below + height + GAP_PX <= clientHeight ? below : at.top - height - GAP_PX;
    const wanted = this.matches(':dir(rtl)') ? at.right - width : at.left;
    const left = Math.min(wanted, clientWidth - width - GAP_PX);
    this.menu.style.top = `${Math.max(GAP_PX, top)}px`;
    this.menu.style.left = `${Math.max(GAP_PX, left)}px`;
  }

  readonly #noteFocus = (): void => {
    this.#menuHadFocus = this.menu.contains(this.shadowRoot?.activeElement ?? null);
  };

  /** Not every browser gives the focus back when a menu closes. */
  readonly #toggled = ({ newState }: ToggleEvent): void => {
    this.#opener?.setAttribute('aria-expanded', String(newState === 'open'));
    if (newState === 'closed' && this.#menuHadFocus) this.#opener?.focus();
  };

  #choose(action: MessageAction): void {
    const item = this.shown?.item;
    this.menu.hidePopover();
    if (item !== undefined) this.dispatchEvent(new MessageActionEvent(item, action));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'message-menu': MessageMenu;
  }
  interface GlobalEventHandlersEventMap {
    'message-action': MessageActionEvent;
  }
}
