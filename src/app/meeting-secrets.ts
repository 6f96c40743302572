import { meetingSecret } from '../crypto/meeting-keys.ts';
import type { FriendId, FriendRecord } from '../storage/repositories.ts';

/** What I share with each friend. Deriving it takes milliseconds, and a code is tried on every friend. */
export class MeetingSecrets {
  readonly #secrets = new Map<FriendId, Uint8Array>();

  /** 32 bytes. @throws MessengerError as `meetingSecret` */
  of(friend: FriendRecord): Uint8Array {
    const known = this.#secrets.get(friend.id);
    if (known !== undefined) return known;
    const secret = meetingSecret(friend.secretKey, friend.theirKey);
    this.#secrets.set(friend.id, secret);
    return secret;
  }

  /** A friend was removed. */
  forget(friendId: FriendId): void {
    this.#secrets.delete(friendId);
  }
}
