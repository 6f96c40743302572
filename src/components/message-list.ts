import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Conversation, FileId, Item, Transfer } from '../app/state.ts';
import type { ErrorCode } from '../errors.ts';
import { base } from './base.styles.ts';
import { groupByDay, type Day, type Run } from './message-groups.ts';
import { messageListStyles } from './message-list.styles.ts';
import { format } from './words/format.ts';
import { words } from './words/words.ts';
import './can-string.ts';
import './file-card.ts';
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
/** Nearer to the bottom than this counts as being there. */
const AT_BOTTOM_PX = 80;

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
  @property({ type: Boolean }) connected = false;
  /** The friend's name. */
  @property() name = '';

  /** Messages that came while the bottom was out of sight. */
  @state() private newer = 0;
  @query('.scroll') private readonly scroller!: HTMLElement;
  #atBottom = true;

  readonly #sizes = new ResizeObserver(() => {
    if (this.#atBottom) this.#toBottom();
    this.#wantEarlier();
  });

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes.disconnect();
  }

  protected override firstUpdated(): void {
    const inner = this.renderRoot.querySelector('.inner');
    this.#sizes.observe(this.scroller);
    if (inner !== null) this.#sizes.observe(inner);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('conversation')) return;
    const added = addedBelow(changed.get('conversation'), this.conversation);
    const mine = added.some((item) => item.author === 'me');
    if (this.#atBottom || mine) this.#toBottom();
    else if (added.length > 0) this.newer += added.length;
    this.#wantEarlier();
  }

  protected override render(): TemplateResult {
    const items = this.conversation?.items ?? [];
    const nowMs = Date.now();
    const days = groupByDay(items, (atMs) => format.relativeDay(atMs, nowMs));
    return html`
      <div
        class="scroll"
        role="log"
        tabindex="0"
        aria-live="polite"
        aria-label=${words.chat.messages(this.name)}
        @scroll=${this.#scrolled}
      >
        <div class="inner">
          ${
            this.conversation?.loading === true && items.length > 0
              ? html`<p class="loading" role="status">${words.chat.loading}</p>`
              : nothing
          }
          ${
            this.conversation?.hasEarlier === false && items.length === 0
              ? this.#empty()
              : repeat(
                  days,
                  (day) => day.label,
                  (day) => this.#day(day),
                )
          }
        </div>
      </div>
      ${this.newer === 0 ? nothing : this.#newerPill()}
    `;
  }

  #day(day: Day): TemplateResult {
    return html`<section class="day" aria-label=${day.label}>
      <h2>${day.label}</h2>
      ${repeat(
        day.runs,
        (run) => run.key,
        (run) => this.#run(run),
      )}
    </section>`;
  }

  #run(run: Run): TemplateResult {
    const who = run.author === 'me' ? words.chat.you : this.name;
    return html`<div class="run" role="group" aria-label=${who} data-author=${run.author}>
      ${repeat(
        run.items,
        (item) => item.position,
        (item, index) => this.#item(item, index === run.items.length - 1),
      )}
    </div>`;
  }

  #item(item: Item, last: boolean): TemplateResult {
    if (item.kind !== 'file') {
      return html`<text-bubble .item=${item} author=${item.author} ?last=${last}></text-bubble>`;
    }
    return html`<file-card
      .item=${item}
      author=${item.author}
      .transfer=${this.transfers.get(item.fileId)}
      .saveError=${this.saveErrors.get(item.fileId) ?? null}
      .preview=${this.preview}
      ?connected=${this.connected}
    ></file-card>`;
  }

  #empty(): TemplateResult {
    const text = words.chat;
    const { connected, name } = this;
    return html`<div class="empty">
      <can-string state=${connected ? 'taut' : 'slack'} size="large"></can-string>
      <h2>${connected ? text.emptyHeading : text.emptyAwayHeading}</h2>
      <p>${connected ? text.emptyText(name) : text.emptyAwayText(name)}</p>
    </div>`;
  }

  #newerPill(): TemplateResult {
    return html`<button class="button primary newer" @click=${() => this.#toBottom()}>
      ${words.chat.newMessages(this.newer)}
    </button>`;
  }

  readonly #scrolled = (): void => {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    this.#atBottom = scrollHeight - clientHeight - scrollTop < AT_BOTTOM_PX;
    if (this.#atBottom) this.newer = 0;
    this.#wantEarlier();
  };

  #toBottom(): void {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.newer = 0;
  }

  #wantEarlier(): void {
    const { conversation } = this;
    if (conversation === undefined || conversation.loading || !conversation.hasEarlier) return;
    if (this.scroller.scrollTop < FETCH_AHEAD_PX) this.dispatchEvent(new WantEarlierEvent());
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
