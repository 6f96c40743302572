/** What the list of friends shows, as pure functions of the state. */
import type { Friend, FriendId, Introduction, Transfer } from '../app/state.ts';
import type { StringState } from './string-line.ts';
import { words } from './words/words.ts';

/** When something last happened with a friend, milliseconds since 1970. */
export function lastActivityMs(friend: Friend): number {
  return friend.last?.atMs ?? friend.pairedAtMs;
}

/** Those with the newest message first; friends without one stand where they were met. */
export function sortFriends(friends: Iterable<Friend>): Friend[] {
  return [...friends].sort(
    (a, b) => lastActivityMs(b) - lastActivityMs(a) || (a.id < b.id ? -1 : 1),
  );
}

/** What a friend is called: their name, or a stand-in until they said it. */
export function nameOf(friend: Friend): string {
  return friend.name === '' ? words.friends.unnamed : friend.name;
}

/** The last message as one line. */
export function lastLine(friend: Friend): string {
  const { last, trust } = friend;
  if (friend.quiet === 'blocked') return words.friends.blocked;
  if (trust?.claims) return words.friends.claims;
  if (trust?.movedTo) return words.friends.moved;
  if (last === null) return words.friends.noMessages;
  const text =
    last.kind === 'unknown' ? words.friends.lastUnknown : last.text.replace(/\s+/gu, ' ');
  return last.author === 'me' ? words.friends.lastOfMine(text) : text;
}

/** Whether there is a line, well or shaky. */
export function isOnLine({ line }: Friend): boolean {
  return line === 'open' || line === 'shaky';
}

const STRINGS = { open: 'taut', shaky: 'loose', looking: 'drawing', away: 'slack' } as const;

/** How the string hangs that stands for the line. */
export function stringOf(friend: Friend): StringState {
  return STRINGS[friend.line];
}

/** How the line to a friend stands, in words. */
export function lineWords(friend: Friend): string {
  if (friend.line === 'open') return words.friends.lineOpen;
  if (friend.line === 'shaky') return words.friends.lineShaky;
  if (friend.line === 'looking') return words.friends.lineLooking;
  return friend.lineError === null ? words.friends.lineAway : words.friends.lineLost;
}

/** All unread messages together, but of those who are muted or blocked. */
export function totalUnread(friends: Iterable<Friend>): number {
  let total = 0;
  for (const { quiet = 'none', unread } of friends) if (quiet === 'none') total += unread;
  return total;
}

/** Whom each friend wants to introduce me to and waits for my answer; of several the oldest. */
export function askedBy(introductions: readonly Introduction[]): ReadonlyMap<FriendId, string> {
  const names = new Map<FriendId, string>();
  for (const one of introductions) {
    if (one.role === 'introduced' && one.status === 'asked' && !names.has(one.via)) {
      names.set(one.via, one.name);
    }
  }
  return names;
}

/** How many transfers are not over; null when none is, and none ended while this page was open. */
export function transfersToSee(transfers: Iterable<Transfer>): number | null {
  let open = 0;
  let ended = 0;
  for (const { status, endedAtMs } of transfers) {
    if (status === 'offered' || status === 'active' || status === 'failed') open += 1;
    else if (endedAtMs !== null) ended += 1;
  }
  return open + ended === 0 ? null : open;
}
