/**
 * How sure I am of who a friend is: comparing keys, and deciding about whoever came under the name of
 * a friend. Fetched when somebody asks.
 */
import { fingerprintOf, safetyNumber } from '../crypto/safety-number.ts';
import {
  MAX_APART,
  type FriendId,
  type FriendRecord,
  type TrustRecord,
} from '../storage/repositories.ts';
import {
  readSafetyCode,
  safetyCode,
  type Fingerprints,
  type SafetyVerdict,
} from '../wire/safety-code.ts';
import type { QrSegment } from '../wire/card-link.ts';
import type { ErrorCode } from '../errors.ts';
import { outcomeOf } from './outcome.ts';

export type { SafetyVerdict };

/** What two friends compare. */
export interface Safety {
  /** Twelve groups of five digits. */
  readonly number: readonly string[];
  /** What the friend's camera reads. */
  readonly code: readonly QrSegment[];
}

/** What a user can do about who a friend is. Those that return a code: null, or why it could not be kept. */
export interface TrustActions {
  safety(friendId: FriendId): Safety;
  /** Looks at what a camera read; a friend whose code it is, with the same keys, is verified by that. */
  scan(friendId: FriendId, text: string): Promise<SafetyVerdict | ErrorCode>;
  /** The person says that the numbers are the same, or that they are not sure any more. */
  compared(friendId: FriendId, same: boolean): Promise<ErrorCode | null>;
  /**
   * Who somebody is who came under the name of a friend. `same`: that friend, with other keys; only
   * once they are verified. `others`: somebody of the same name.
   */
  decide(friendId: FriendId, who: 'same' | 'others'): Promise<ErrorCode | null>;
}

export interface TrustPorts {
  record(id: FriendId): FriendRecord;
  setTrust(id: FriendId, change: Partial<TrustRecord>): Promise<void>;
  hangUp(id: FriendId): void;
}

/** Everything about who a friend is. */
export class Trust implements TrustActions {
  /** Keys of a friend never change, and fingerprints take a while. */
  readonly #fingerprints = new Map<FriendId, Fingerprints>();

  constructor(private readonly ports: TrustPorts) {}

  safety(friendId: FriendId): Safety {
    const known = this.#known(friendId);
    return { number: safetyNumber(known.mine, known.theirs), code: safetyCode(known) };
  }

  async scan(friendId: FriendId, text: string): Promise<SafetyVerdict | ErrorCode> {
    const verdict = readSafetyCode(text, this.#known(friendId));
    return (verdict === 'match' ? await this.compared(friendId, true) : null) ?? verdict;
  }

  compared(friendId: FriendId, same: boolean): Promise<ErrorCode | null> {
    // Who was met in person stays that.
    const isKnown = this.#trust(friendId)?.verified === 'in-person';
    if (same && isKnown) return Promise.resolve(null);
    return outcomeOf(this.ports.setTrust(friendId, { verified: same ? 'compared' : null }));
  }

  decide(friendId: FriendId, who: 'same' | 'others'): Promise<ErrorCode | null> {
    return outcomeOf(this.#decide(friendId, who));
  }

  async #decide(friendId: FriendId, who: 'same' | 'others'): Promise<void> {
    const trust = this.#trust(friendId);
    const other = trust?.claims ?? null;
    if (trust === undefined || other === null) return;
    const { ports } = this;
    if (who === 'same') {
      if (trust.verified === null) throw new TypeError('nobody is taken for another unverified');
      // First the old keys: a crash in between leaves the question open.
      await ports.setTrust(other, { movedTo: friendId });
      ports.hangUp(other);
    }
    const apartFrom = [...trust.apartFrom, other].slice(-MAX_APART);
    await ports.setTrust(friendId, { claims: null, apartFrom });
  }

  #trust(friendId: FriendId): TrustRecord | undefined {
    return this.ports.record(friendId).trust;
  }

  #known(friendId: FriendId): Fingerprints {
    const known = this.#fingerprints.get(friendId);
    if (known !== undefined) return known;
    const { publicKey, theirKey } = this.ports.record(friendId);
    const made = { mine: fingerprintOf(publicKey), theirs: fingerprintOf(theirKey) };
    this.#fingerprints.set(friendId, made);
    return made;
  }
}
