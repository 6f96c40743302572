/** Log entries as people see them. Pure. */
import { safeFileName } from '../wire/file-name.ts';
import { countMissing } from '../wire/missing-entries.ts';
import type { StoredEntry } from '../storage/repositories.ts';
import { localFileId } from './file-ids.ts';
import type { Delivery, FriendId, Item, LastMessage } from './state.ts';

/** How far my own log got: entries given to a line, entries the friend stored. */
export interface LogProgress {
  readonly sentSeq: number;
  readonly ackedSeq: number;
}

/** The state of an entry of mine. */
export function deliveryOf(seq: number, progress: LogProgress): Delivery {
  if (seq <= progress.ackedSeq) return 'delivered';
  return seq <= progress.sentSeq ? 'sent' : 'sending';
}

/** What stands in the conversation for an entry; null for one that only changes another. */
export function toItem(
  friendId: FriendId,
  stored: StoredEntry,
  progress: LogProgress,
): Item | null {
  const author = stored.author === 'me' ? 'me' : 'them';
  const direction = author === 'me' ? 'send' : 'receive';
  const common = {
    seq: stored.seq,
    position: stored.position,
    author,
    atMs: stored.entry.atMs,
    delivery: author === 'me' ? deliveryOf(stored.seq, progress) : 'delivered',
  } as const;
  switch (stored.entry.kind) {
    case 'text':
      return { ...common, kind: 'text', text: stored.entry.text };
    case 'file-offer':
    case 'folder-offer':
      return {
        ...common,
        kind: 'file',
        fileId: localFileId(friendId, direction, stored.entry.fileId),
      };
    case 'gone':
      return stored.entry.why === 'deleted' ? { ...common, kind: 'deleted' } : null;
    case 'vanish':
      if (stored.entry.follows) return null;
      return { ...common, kind: 'vanish', seconds: stored.entry.seconds };
    case 'file-end':
    case 'delete':
      return null;
    case 'unknown': {
      const missing = author === 'me' ? countMissing(stored.entry) : 0;
      return { ...common, kind: 'unknown', ...(missing > 0 ? { missing } : {}) };
    }
  }
}

/** An entry as the last line of a conversation; null for one that is not shown. */
export function toLastMessage(stored: StoredEntry): LastMessage | null {
  const { entry } = stored;
  const common = { author: stored.author === 'me' ? 'me' : 'them', atMs: entry.atMs } as const;
  switch (entry.kind) {
    case 'text':
      return { ...common, kind: 'text', text: entry.text };
    case 'file-offer':
    case 'folder-offer':
      return { ...common, kind: 'file', text: safeFileName(entry.name) };
    case 'file-end':
    case 'gone':
    case 'delete':
    case 'vanish':
      return null;
    case 'unknown':
      return { ...common, kind: 'unknown', text: '' };
  }
}
