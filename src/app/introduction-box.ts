/** Cards on their way through an introducer, who cannot read them (PROTOCOL.md §7.3 and §7.4). */
import type { KeyPair } from '../crypto/identity.ts';
import { openCardFrom, sealCardFor } from '../crypto/introduction-seal.ts';
import type { RandomBytes } from '../crypto/random.ts';
import { MessengerError } from '../errors.ts';
import type { FriendRecord } from '../storage/repositories.ts';
import { equalBytes } from '../wire/bytes.ts';
import type { Card } from '../wire/card.ts';
import { decodeCard } from '../wire/card-codec.ts';
import type { MeetingSecrets } from './meeting-secrets.ts';

/** What two who are introduced know of each other. */
export interface Parties {
  /** Made for this introduction alone; null before I agreed. */
  readonly keys: KeyPair | null;
  /** Theirs; null before the introducer said go. */
  readonly theirKey: Uint8Array | null;
  /** A friend found again; null for a stranger. */
  readonly found: FriendRecord | null;
}

/** Seals a card of mine. @throws TypeError before `go` */
export function sealFor(
  { keys, theirKey, found }: Parties,
  card: Uint8Array,
  secrets: MeetingSecrets,
  random: RandomBytes,
): Uint8Array {
  if (keys === null || theirKey === null) throw new TypeError('nothing passes before `go`');
  return sealCardFor(card, keys, theirKey, random, found && secrets.of(found));
}

/**
 * Opens a card of theirs.
 * @throws MessengerError 'card-altered' for what nobody but the introduced could have sealed,
 *   'reply-wrong-friend' for another identity than a friend's, and as `decodeCard`
 */
export function cardFrom(
  { keys, theirKey, found }: Parties,
  box: Uint8Array,
  secrets: MeetingSecrets,
): { readonly bytes: Uint8Array; readonly card: Card } {
  const bytes = keys && theirKey && openCardFrom(box, keys, theirKey, found && secrets.of(found));
  if (bytes === null) throw new MessengerError('card-altered');
  const card = decodeCard(bytes);
  if (found !== null && !equalBytes(card.identityKey, found.theirKey)) {
    throw new MessengerError('reply-wrong-friend');
  }
  return { bytes, card };
}
