/** Whether anything may be sent to a friend, as far as it is clear who they are. Pure. */
import type { Friend, FriendId } from './state.ts';

type Friends = ReadonlyMap<FriendId, Friend>;

/**
 * Why nothing is sent for now. `claims`: they came under the name of `other`; `claimed`: `other` came
 * under theirs; `moved`: they are `other` now, with other keys. What is said of a friend who was removed
 * counts for nothing.
 */
export interface Held {
  readonly why: 'claims' | 'claimed' | 'moved';
  readonly other: Friend;
}

/** Null when all is clear. */
export function heldBy({ id, trust }: Friend, friends: Friends): Held | null {
  const moved = friends.get(trust?.movedTo ?? '');
  if (moved !== undefined) return { why: 'moved', other: moved };
  const claimed = friends.get(trust?.claims ?? '');
  if (claimed !== undefined) return { why: 'claims', other: claimed };
  for (const other of friends.values()) {
    if (other.trust?.claims === id) return { why: 'claimed', other };
  }
  return null;
}
