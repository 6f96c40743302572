/**
 * Watches all transfers: the screen stays lit while one moves, as a phone that goes dark cuts the line,
 * and whoever looks elsewhere is told when one has ended, if they asked for that.
 */
import type { AppState, FileId, Transfer } from '../app/state.ts';
import type { Store } from '../app/store.ts';
import { nameOf } from './friend-list.ts';
import { chatWords } from './words/chat-words.ts';

export interface FileNewsPorts {
  /** Keeps the screen lit, or not any more. Safe to call with the same answer again. */
  readonly light: { hold(wanted: boolean): void };
  /** Nobody sees the page now. */
  isHidden(): boolean;
  /** Shows a notification, where that is allowed. @param tag what it takes the place of */
  notify(text: string, tag: string): void;
}

/** @returns what ends the watch */
export function watchFiles(store: Store<AppState>, ports: FileNewsPorts): () => void {
  let before = store.get().transfers;
  return store.subscribe((state) => {
    if (state.transfers === before) return;
    const known = before;
    before = state.transfers;
    ports.light.hold([...before.values()].some(moves));
    // Behind the lock nobody is told names.
    if (!ports.isHidden() || state.phase.status === 'locked') return;
    for (const transfer of before.values()) {
      const text = newsOf(known.get(transfer.fileId), transfer, state);
      if (text !== null) ports.notify(text, tagOf(transfer.fileId));
    }
  });
}

function moves({ status, rateBytesPerSecond }: Transfer): boolean {
  return status === 'active' && rateBytesPerSecond !== null;
}

/** What to say of a transfer that has just ended; null for everything else. */
function newsOf(before: Transfer | undefined, now: Transfer, state: AppState): string | null {
  if (before?.status !== 'active' || before.status === now.status) return null;
  const friend = state.friends.get(now.friendId);
  if (friend === undefined || (friend.quiet ?? 'none') !== 'none') return null;
  if (now.status === 'failed') return chatWords.newsFailed(now.name);
  if (now.status !== 'complete') return null;
  const say = now.direction === 'send' ? chatWords.newsDelivered : chatWords.newsReceived;
  return say(now.name, nameOf(friend));
}

function tagOf(fileId: FileId): string {
  return `file ${fileId}`;
}
