/** Lines that are being waited for: my replies, and the replies of others that I took in. */
import type { KeyPair } from '../crypto/identity.ts';
import type { FriendRecord } from '../storage/repositories.ts';
import { equalBytes } from '../wire/bytes.ts';
import type { SealedLink } from './sealed-link.ts';
import type { FriendId, PairingStep } from './state.ts';

/** Sockets are finite; the oldest attempt gives way. */
const MAX_ATTEMPTS = 8;

/** Two people whose browsers proved to each other that they hold the cards' keys. */
export interface Meeting {
  /** Known already, when met again. */
  readonly friendId: FriendId | null;
  readonly keys: KeyPair;
  readonly theirKey: Uint8Array;
  readonly metBy: FriendRecord['metBy'];
  readonly link: SealedLink;
}

/** My answer to somebody's invite, and how it stands on the screen. */
export interface OpenReply {
  readonly inviteBytes: Uint8Array;
  readonly bytes: Uint8Array;
  readonly step: PairingStep;
}

/** A line that is being waited for. */
export interface Attempt {
  readonly who: Omit<Meeting, 'link'>;
  readonly link: SealedLink;
  /** My reply, while they may still ask for it again; null when they replied to me. */
  readonly reply: OpenReply | null;
}

/** One that waits with a reply of mine. */
type Answering = Attempt & { readonly reply: OpenReply };

export class Attempts {
  /** Oldest first. */
  readonly #attempts = new Set<Attempt>();

  keep(attempt: Attempt): void {
    this.#attempts.add(attempt);
    const [oldest] = this.#attempts;
    if (this.#attempts.size > MAX_ATTEMPTS && oldest !== undefined) this.drop(oldest);
  }

  /** It opened or failed: it is nobody's to drop any more. */
  done(attempt: Attempt): void {
    this.#attempts.delete(attempt);
  }

  /** The reply that I gave to an invite, while it waits. */
  answering(inviteBytes: Uint8Array): Answering | null {
    const found = this.#replies().find(({ reply }) => equalBytes(reply.inviteBytes, inviteBytes));
    return found ?? null;
  }

  isMyReply(bytes: Uint8Array): boolean {
    return this.#replies().some(({ reply }) => equalBytes(reply.bytes, bytes));
  }

  /** Gives one up; nothing happens to one that is done. */
  drop(attempt: Attempt): void {
    if (this.#attempts.delete(attempt)) attempt.link.close();
  }

  dropAll(): void {
    for (const attempt of [...this.#attempts]) this.drop(attempt);
  }

  /** Gives up what waits for a friend. */
  dropFor(friendId: FriendId): void {
    for (const attempt of [...this.#attempts]) {
      if (attempt.who.friendId === friendId) this.drop(attempt);
    }
  }

  #replies(): Answering[] {
    return [...this.#attempts].filter((attempt): attempt is Answering => attempt.reply !== null);
  }
}
