/** What can be done with a message as it stands. Pure. */
import type { Item, Transfer } from '../app/state.ts';

/** `here`: it goes from this device; `both`: the friend is asked as well. */
export type MessageAction = 'copy' | 'remove-file' | 'here' | 'both';

/** In the order that they stand in. */
export function messageActionsOf(item: Item, transfer: Transfer | undefined): MessageAction[] {
  switch (item.kind) {
    case 'text':
      return ['copy', ...deleting(item)];
    case 'file':
      return [...(isKept(transfer) ? (['remove-file'] as const) : []), ...deleting(item)];
    case 'deleted':
      return ['here'];
    case 'unknown':
      return item.missing === undefined ? deleting(item) : [];
    case 'vanish':
      return [];
  }
}

/** Only who wrote a message can ask the other to delete it. */
function deleting({ author }: Item): MessageAction[] {
  return author === 'me' ? ['here', 'both'] : ['here'];
}

/** It was received and lies here. */
function isKept(transfer: Transfer | undefined): boolean {
  if (transfer?.direction !== 'receive' || transfer.removed) return false;
  return transfer.status === 'complete';
}
