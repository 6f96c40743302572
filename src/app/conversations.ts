/** The conversations that are on screen or were: pages of items, newest at the end. */
import { codeOf } from '../errors.ts';
import type { FriendRecord, LogRepository, StoredEntry } from '../storage/repositories.ts';
import { deliveryOf, toItem } from './items.ts';
import type { LogProgress } from './items.ts';
import type { AppState, Conversation, FriendId, Item } from './state.ts';
import type { Store } from './store.ts';

/** Fills a tall screen at once and reads in a few milliseconds. */
const PAGE_ENTRIES = 60;

/** Pages that show nothing (ends of files) and are passed over in one go. */
const MAX_EMPTY_PAGES = 20;

/** Beyond this the oldest go back to storage: a flood of messages must not grow the page for ever. */
const MAX_ITEMS = 4_000;
const ITEMS_AFTER_TRIM = 3_000;

const UNLOADED: Conversation = { items: [], hasEarlier: true, loading: false, error: null };

export class Conversations {
  /** The earliest position that was read; the item there may be one that is not shown. */
  readonly #earliest = new Map<FriendId, number>();

  constructor(
    private readonly store: Store<AppState>,
    private readonly logs: LogRepository,
    private readonly progressOf: (friendId: FriendId) => LogProgress,
  ) {}

  /** Loads the newest page, or the one before what is loaded. A failure stands in the conversation. */
  async loadEarlier(friend: Pick<FriendRecord, 'id' | 'conversationId'>): Promise<void> {
    const before = this.#get(friend.id);
    if (before.loading || !before.hasEarlier) return;
    this.#set(friend.id, (conversation) => ({ ...conversation, loading: true, error: null }));
    try {
      const items = await this.#readEarlier(friend);
      this.#set(friend.id, (conversation) => ({
        ...conversation,
        // What was written while reading stands in both.
        items: [
          ...items.filter((item) => isBefore(item, conversation.items)),
          ...conversation.items,
        ],
        hasEarlier: (this.#earliest.get(friend.id) ?? 1) > 1,
        loading: false,
      }));
    } catch (error) {
      const code = codeOf(error, 'storage-unavailable');
      this.#set(friend.id, (conversation) => ({ ...conversation, loading: false, error: code }));
    }
  }

  /** Something was written, by whomever. Conversations that are not loaded find it when they are. */
  append(friendId: FriendId, stored: StoredEntry): void {
    if (!this.store.get().conversations.has(friendId)) return;
    const added = this.#items(friendId, [stored]);
    this.#set(friendId, (conversation) =>
      this.#trim(friendId, { ...conversation, items: [...conversation.items, ...added] }),
    );
  }

  /** My entries got further. */
  refreshDelivery(friendId: FriendId): void {
    if (!this.store.get().conversations.has(friendId)) return;
    const progress = this.progressOf(friendId);
    this.#set(friendId, (conversation) => ({
      ...conversation,
      items: conversation.items.map((item) => withDelivery(item, progress)),
    }));
  }

  /** Entries on the screen have other numbers now. */
  async reload(friend: Pick<FriendRecord, 'id' | 'conversationId'>): Promise<void> {
    if (!this.store.get().conversations.has(friend.id)) return;
    this.forget(friend.id);
    await this.loadEarlier(friend);
  }

  /** Something else stands in place of an entry now: no more than that its content is gone. */
  replace(friendId: FriendId, stored: StoredEntry): void {
    if (!this.store.get().conversations.has(friendId)) return;
    const [now] = this.#items(friendId, [stored]);
    this.#set(friendId, (conversation) => ({
      ...conversation,
      items: conversation.items.flatMap((item) => {
        if (item.position !== stored.position) return [item];
        return now === undefined ? [] : [now];
      }),
    }));
  }

  forget(friendId: FriendId): void {
    this.#earliest.delete(friendId);
    this.store.update((state) => {
      const conversations = new Map(state.conversations);
      conversations.delete(friendId);
      return { ...state, conversations };
    });
  }

  /** Reads page by page until something can be shown, or the beginning is reached. */
  async #readEarlier(friend: Pick<FriendRecord, 'id' | 'conversationId'>): Promise<Item[]> {
    for (let pages = 0; pages < MAX_EMPTY_PAGES; pages += 1) {
      const before = this.#earliest.get(friend.id) ?? null;
      const entries = await this.logs.page(friend.conversationId, before, PAGE_ENTRIES);
      const earliest = entries[0]?.position ?? 1;
      this.#earliest.set(friend.id, earliest);
      const items = this.#items(friend.id, entries);
      if (items.length > 0 || earliest <= 1) return items;
    }
    return [];
  }

  #trim(friendId: FriendId, conversation: Conversation): Conversation {
    if (conversation.items.length <= MAX_ITEMS) return conversation;
    const items = conversation.items.slice(-ITEMS_AFTER_TRIM);
    this.#earliest.set(friendId, items[0]?.position ?? 1);
    return { ...conversation, items, hasEarlier: true };
  }

  #items(friendId: FriendId, entries: readonly StoredEntry[]): Item[] {
    const progress = this.progressOf(friendId);
    return entries
      .map((stored) => toItem(friendId, stored, progress))
      .filter((item) => item !== null);
  }

  #get(friendId: FriendId): Conversation {
    return this.store.get().conversations.get(friendId) ?? UNLOADED;
  }

  #set(friendId: FriendId, change: (conversation: Conversation) => Conversation): void {
    this.store.update((state) => ({
      ...state,
      conversations: new Map(state.conversations).set(friendId, change(this.#get(friendId))),
    }));
  }
}

function isBefore(item: Item, items: readonly Item[]): boolean {
  const first = items[0];
  return first === undefined || item.position < first.position;
}

/** The same object when nothing changed, so that its bubble is not drawn again. */
function withDelivery(item: Item, progress: LogProgress): Item {
  if (item.author === 'them') return item;
  const delivery = deliveryOf(item.seq, progress);
  return delivery === item.delivery ? item : { ...item, delivery };
}
