import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { BubbleItem, Conversation, FileId, Friend, Item, Transfer } from '../app/state.ts';
import type { ErrorCode } from '../errors.ts';
import { base } from './base.styles.ts';
import { isOnLine, nameOf, stringOf } from './friend-list.ts';
import { icon } from './icon.ts';
import { LongPress } from './long-press.ts';
import { messageActionsOf } from './message-actions.ts';
import { rowsOf, type Row } from './message-groups.ts';
import type { MessageMenu } from './message-menu.ts';
import { messageListStyles } from './message-list.styles.ts';
import { ScrollKeeper } from './scroll-keeper.ts';
import { initialOf, labelOf } from './tin-can.ts';
import { vanishLine } from './vanish-line.ts';
import { chatWords } from './words/chat-words.ts';
import { forgettingWords } from './words/forgetting-words.ts';
import { format } from './words/format.ts';
import './can-string.ts';
import './file-card.ts';
import './message-menu.ts';
import './text-bubble.ts';

/** Earlier messages are wanted. */
export class WantEarlierEvent extends Event {
  static readonly type = 'want-earlier';
  constructor() {
    super(WantEarlierEvent.type, { bubbles: true, composed: true });
  }
}

/** Nearer to the top than this, earlier messages are fetched before they are missed. */
const FETCH_AHEAD_PX = 600;
/** Assistive technology has taken a new message up by then; the text must not be found twice. */
const SPOKEN_MS = 1_000;

/**
 * The messages of a conversation, oldest first. Stays at the bottom while it is there; otherwise
 * keeps its place and says how many have come.
 * @fires want-earlier - earlier messages are wanted
 */
@customElement('message-list')
export class MessageList extends LitElement {
  static override styles = [base, messageListStyles];

  @property({ attribute: false }) conversation: Conversation | undefined;
  @property({ attribute: false }) transfers: ReadonlyMap<FileId, Transfer> = new Map();
  /** Why saving failed, by file. */
  @property({ attribute: false }) saveErrors: ReadonlyMap<FileId, ErrorCode> = new Map();
  @property({ attribute: false }) preview: (fileId: FileId) => Promise<Blob | null> = () =>
    Promise.resolve(null);
  /** Who is on the other end. */
  @property({ attribute: false }) friend!: Friend;

  /** Messages that came while the bottom was out of sight. */
  @state() private newer = 0;
  /** What a screen reader says: the list itself is silent, or it would read out old messages too. */
  @state() private spoken = '';
  @query('.scroll') private readonly scroller!: HTMLElement | null;
  @query('.inner') private readonly inner!: HTMLElement | null;
  @query('message-menu') private readonly menu!: MessageMenu;
  /** The row that a finger rests on. */
  #held: HTMLElement | null = null;
  readonly #press = new LongPress((row) => {
    this.#held?.removeAttribute('data-held');
    this.#held = row;
    row?.setAttribute('data-held', '');
  });
  #rows: readonly Row[] = [];
  #hush: ReturnType<typeof setTimeout> | undefined;

  readonly #keeper = new ScrollKeeper(
    this,
    () => {
      const { scroller, inner } = this;
      if (scroller === null || inner === null) return null;
      return { scroller, content: inner, rows: () => inner.querySelectorAll('.row') };
    },
    () => this.#wantEarlier(),
  );

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#hush);
    this.#press.end();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('conversation')) return;
    const nowMs = Date.now();
    const items = this.conversation?.items ?? [];
    this.#rows = rowsOf(items, (atMs) => format.relativeDay(atMs, nowMs));
    const added = addedBelow(changed.get('conversation'), this.conversation);
    if (added.some(({ author }) => author === 'me')) this.#toBottom();
    else if (!this.#keeper.atBottom) this.newer += added.length;
    this.#speak(added.filter(({ author }) => author === 'them'));
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('conversation')) this.#wantEarlier();
  }

  protected override render(): TemplateResult {
    const { conversation } = this;
    const nothingYet = conversation?.hasEarlier === false && this.#rows.length === 0;
    return html`
      <div
        class="scroll"
        role="log"
        tabindex="0"
        aria-live="off"
        aria-label=${chatWords.messages(nameOf(this.friend))}
        @scroll=${this.#scrolled}
      >
        <div class="inner">
          ${
            conversation?.loading === true && this.#rows.length > 0
              ? html`<p class="loading">${chatWords.loading}</p>`
              : nothing
          }
          ${
            nothingYet
              ? this.#empty()
              : repeat(
                  this.#rows,
                  ({ key }) => key,
                  (row) => this.#row(row),
                )
          }
        </div>
      </div>
      <p class="visually-hidden" role="status">${this.spoken}</p>
      ${this.newer === 0 ? nothing : this.#newerPill()}
      <message-menu></message-menu>
    `;
  }

  #row(row: Row): TemplateResult {
    if (row.kind === 'day') return html`<h2>${row.label}</h2>`;
    const { item, first, last } = row;
    if (item.kind === 'vanish') {
      return html`<p class="note">${icon('clock', 16)}<span>${this.#vanish(item)}</span></p>`;
    }
    const who = item.author === 'me' ? chatWords.you : nameOf(this.friend);
    return html`<div
      class="row ${first ? 'first' : ''}"
      data-author=${item.author}
      @pointerdown=${(event: PointerEvent) => this.#press.begin(event)}
      @pointermove=${(event: PointerEvent) => this.#press.move(event)}
      @pointercancel=${() => this.#press.end()}
      @pointerup=${(event: PointerEvent) => this.#released(event, item)}
      @contextmenu=${this.#noNativeMenu}
    >
      ${first ? html`<h3 class="visually-hidden">${who}</h3>` : nothing}
      ${item.kind === 'file' ? this.#file(item) : this.#text(item, last)} ${this.#more(item)}
    </div>`;
  }

  #text(item: BubbleItem, last: boolean): TemplateResult {
    return html`<text-bubble
      .item=${item}
      author=${item.author}
      friend-name=${nameOf(this.friend)}
      ?last=${last}
    ></text-bubble>`;
  }

  /** What a long press opens as well. */
  #more(item: Item): TemplateResult | typeof nothing {
    if (messageActionsOf(item, undefined).length === 0) return nothing;
    return html`<button
      class="button plain icon options"
      aria-label=${forgettingWords.menu}
      aria-expanded="false"
      @click=${(event: Event) => this.#openMenu(item, event.currentTarget)}
    >
      ${icon('more', 20)}
    </button>`;
  }

  #vanish(item: Extract<Item, { kind: 'vanish' }>): string {
    return vanishLine(item, nameOf(this.friend));
  }

  #file(item: Extract<Item, { kind: 'file' }>): TemplateResult {
    return html`<file-card
      .item=${item}
      author=${item.author}
      .transfer=${this.transfers.get(item.fileId)}
      .saveError=${this.saveErrors.get(item.fileId) ?? null}
      .preview=${this.preview}
      .friend=${this.friend}
      ?connected=${isOnLine(this.friend)}
    ></file-card>`;
  }

  #empty(): TemplateResult {
    const text = chatWords;
    const { friend } = this;
    const connected = isOnLine(friend);
    return html`<div class="empty">
      <can-string
        state=${stringOf(friend)}
        size="large"
        .friendLabel=${labelOf(friend.id)}
        .initial=${initialOf(friend.name)}
      ></can-string>
      <h2>${connected ? text.emptyHeading : text.emptyAwayHeading}</h2>
      ${connected ? html`<p>${text.emptyText(nameOf(friend))}</p>` : nothing}
    </div>`;
  }

  #newerPill(): TemplateResult {
    return html`<button class="button primary newer" @click=${() => this.#toBottom()}>
      ${chatWords.newMessages(this.newer)}
    </button>`;
  }

  #openMenu(item: Item, opener: EventTarget | null): void {
    if (!(opener instanceof HTMLElement)) return;
    const transfer = item.kind === 'file' ? this.transfers.get(item.fileId) : undefined;
    void this.menu.open(item, transfer, opener);
  }

  #released(event: PointerEvent, item: Item): void {
    const row = event.currentTarget;
    if (!this.#press.end() || !(row instanceof HTMLElement)) return;
    const opener = row.querySelector('.options');
    // What closes a menu when a finger is lifted beside it comes first.
    setTimeout(() => this.#openMenu(item, opener));
  }

  /** A finger gets ours; a mouse keeps the browser's, for links and what is selected. */
  readonly #noNativeMenu = (event: Event): void => {
    if (this.#held !== null) event.preventDefault();
  };

  readonly #scrolled = (): void => {
    this.#keeper.scrolled();
    if (this.#keeper.atBottom) this.newer = 0;
    this.#wantEarlier();
  };

  #toBottom(): void {
    this.#keeper.toBottom();
    this.newer = 0;
  }

  #speak(added: readonly Item[]): void {
    if (added.length === 0) return;
    this.spoken = added.map((item) => this.#spokenFor(item)).join('\n');
    clearTimeout(this.#hush);
    this.#hush = setTimeout(() => (this.spoken = ''), SPOKEN_MS);
  }

  #spokenFor(item: Item): string {
    switch (item.kind) {
      case 'text':
        return chatWords.saysText(nameOf(this.friend), item.text);
      case 'file':
        return chatWords.saysFile(nameOf(this.friend), this.transfers.get(item.fileId)?.name ?? '');
      case 'deleted':
        return chatWords.deletedBy(nameOf(this.friend));
      case 'vanish':
        return this.#vanish(item);
      case 'unknown':
        return chatWords.saysText(nameOf(this.friend), chatWords.unknown);
    }
  }

  #wantEarlier(): void {
    const { conversation, scroller } = this;
    if (conversation === undefined || conversation.loading || !conversation.hasEarlier) return;
    // What could not be read is asked for again by the person, not by every frame.
    if (conversation.error !== null) return;
    if (scroller !== null && scroller.scrollTop < FETCH_AHEAD_PX) {
      this.dispatchEvent(new WantEarlierEvent());
    }
  }
}

/** Items at the end that were not there before; none on the first load. */
function addedBelow(before: Conversation | undefined, now: Conversation | undefined): Item[] {
  const last = before?.items.at(-1)?.position;
  if (last === undefined || now === undefined) return [];
  return now.items.filter((item) => item.position > last);
}

declare global {
  interface HTMLElementTagNameMap {
    'message-list': MessageList;
  }
  interface GlobalEventHandlersEventMap {
    'want-earlier': WantEarlierEvent;
  }
}
