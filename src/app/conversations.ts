/** The conversations that are on screen or were: pages of items, newest at the end. */
import type { FriendRecord, LogRepository, StoredEntry } from '../storage/repositories.ts';
import { deliveryOf, toItem } from './items.ts';
import type { LogProgress } from './items.ts';
import type { AppState, Conversation, FriendId, Item } from './state.ts';
import type { Store } from './store.ts';

/** Fills a tall screen at once and reads in a few milliseconds. */
const PAGE_ENTRIES = 60;

const UNLOADED: Conversation = { items: [], hasEarlier: true, loading: false };

export class Conversations {
  /** The earliest position that was read; the item there may be one that is not shown. */
  readonly #earliest = new Map<FriendId, number>();

  constructor(
    private readonly store: Store<AppState>,
    private readonly logs: LogRepository,
    private readonly progressOf: (friendId: FriendId) => LogProgress,
  ) {}

  /** Loads the newest page, or the one before what is loaded. */
  async loadEarlier(friend: Pick<FriendRecord, 'id' | 'conversationId'>): Promise<void> {
    const before = this.#get(friend.id);
    if (before.loading || !before.hasEarlier) return;
    this.#set(friend.id, (conversation) => ({ ...conversation, loading: true }));
    let entries: StoredEntry[] = [];
    try {
      const earliest = this.#earliest.get(friend.id) ?? null;
      entries = await this.logs.page(friend.conversationId, earliest, PAGE_ENTRIES);
      this.#earliest.set(friend.id, entries[0]?.position ?? 1);
    } finally {
      this.#set(friend.id, (conversation) => ({
        items: merge(this.#items(friend.id, entries), conversation.items),
        hasEarlier: (this.#earliest.get(friend.id) ?? 2) > 1,
        loading: false,
      }));
    }
  }

  /** Something was written, by whomever. Conversations that are not loaded find it when they are. */
  append(friendId: FriendId, stored: StoredEntry): void {
    if (!this.store.get().conversations.has(friendId)) return;
    const items = this.#items(friendId, [stored]);
    this.#set(friendId, (conversation) => ({
      ...conversation,
      items: merge(conversation.items, items),
    }));
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

  forget(friendId: FriendId): void {
    this.#earliest.delete(friendId);
    this.store.update((state) => {
      const conversations = new Map(state.conversations);
      conversations.delete(friendId);
      return { ...state, conversations };
    });
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

/** Joins two runs of items by position; each stands once. */
function merge(earlier: readonly Item[], later: readonly Item[]): Item[] {
  const byPosition = new Map([...earlier, ...later].map((item) => [item.position, item]));
  return [...byPosition.values()].sort((a, b) => a.position - b.position);
}

/** The same object when nothing changed, so that its bubble is not drawn again. */
function withDelivery(item: Item, progress: LogProgress): Item {
  if (item.author === 'them') return item;
  const delivery = deliveryOf(item.seq, progress);
  return delivery === item.delivery ? item : { ...item, delivery };
}
