/** All transfers as one screen shows them: what moves, what waits for whom, what went wrong, what is over. Pure. */
import type { Friend, FriendId, Transfer } from '../app/state.ts';
import { isOnLine } from './friend-list.ts';

export type TransferGroup = 'asking' | 'moving' | 'waiting' | 'paused' | 'failed' | 'ended';

/** In the order of the screen: first what needs a word from me. */
const GROUPS: readonly TransferGroup[] = [
  'asking',
  'failed',
  'moving',
  'waiting',
  'paused',
  'ended',
];

/** Of what is over the newest are listed; the conversations have all of it. */
const MAX_ENDED = 100;

/** Groups that have something in them. What ended before this page was opened is in none. */
export function groupsOf(
  transfers: Iterable<Transfer>,
  friends: ReadonlyMap<FriendId, Friend>,
): [TransferGroup, Transfer[]][] {
  const groups = new Map<TransferGroup, Transfer[]>(GROUPS.map((group) => [group, []]));
  for (const transfer of transfers) {
    const group = groupOf(transfer, isConnected(friends.get(transfer.friendId)));
    if (group !== null) groups.get(group)?.push(transfer);
  }
  const ended = (groups.get('ended') ?? []).sort((a, b) => (b.endedAtMs ?? 0) - (a.endedAtMs ?? 0));
  groups.set('ended', ended.slice(0, MAX_ENDED));
  const moving = groups.get('moving') ?? [];
  groups.set('moving', [...moving.filter(isRunning), ...moving.filter((one) => !isRunning(one))]);
  return [...groups].filter(([, members]) => members.length > 0);
}

/** Null for what is over and was cleared away. */
export function groupOf(transfer: Transfer, connected: boolean): TransferGroup | null {
  const { status, direction, paused, hold, source, otherFile } = transfer;
  if (isOver(transfer)) return transfer.endedAtMs === null ? null : 'ended';
  if (status === 'failed') return 'failed';
  if (paused) return 'paused';
  const isMine = direction === 'send';
  const needsMe = source === 'allow' || source === 'choose' || otherFile !== null;
  if (isMine ? needsMe : status === 'offered') return 'asking';
  if (status === 'offered') return 'waiting';
  return connected && hold === null && source === 'here' ? 'moving' : 'waiting';
}

/** It waits until another file with the same friend has gone the same way. */
export function isBehind(transfer: Transfer, moving: readonly Transfer[]): boolean {
  if (isRunning(transfer)) return false;
  const { friendId, direction } = transfer;
  return moving.some(
    (one) => isRunning(one) && one.friendId === friendId && one.direction === direction,
  );
}

/** Bytes of it come or go. */
function isRunning({ rateBytesPerSecond }: Transfer): boolean {
  return rateBytesPerSecond !== null;
}

export function isConnected(friend: Friend | undefined): boolean {
  return friend !== undefined && isOnLine(friend);
}

function isOver({ status }: Transfer): boolean {
  return status === 'complete' || status === 'declined' || status === 'cancelled';
}
