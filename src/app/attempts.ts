/** Lines that are being waited for, whoever made the card that they come from. */
import type { KeyPair } from '../crypto/identity.ts';
import type { ErrorCode } from '../errors.ts';
import type { FriendRecord } from '../storage/repositories.ts';
import { equalBytes } from '../wire/bytes.ts';
import type { SealedLink } from './sealed-link.ts';
import type { FriendId, InviteId, PairingStep } from './state.ts';

/** Eight codes of mine and as many answers to others; sockets are finite, and the oldest gives way. */
const MAX_ATTEMPTS = 16;

/** Two people whose browsers proved to each other that they hold the cards' keys. */
export interface Meeting {
  /** Known already, when met again. */
  readonly friendId: FriendId | null;
  /** What I call them until they say their name; empty when I did not. */
  readonly label: string;
  readonly keys: KeyPair;
  readonly theirKey: Uint8Array;
  readonly metBy: FriendRecord['metBy'];
  /**
   * My camera read their card, and mine left my screen in no other way than by being seen there. The
   * handshake shows that they hold it to the last bit, so a camera of theirs read it.
   */
  readonly inPerson: boolean;
  /** Mine was the card that the other answered. */
  readonly initiator: boolean;
  readonly link: SealedLink;
}

export type Who = Omit<Meeting, 'link'>;

/** What I answered, and how it stands on the screen. */
export interface Answer {
  /** The bytes of their invite or code. */
  readonly to: Uint8Array;
  /** My reply card; null to a code, which needs none. */
  readonly bytes: Uint8Array | null;
  readonly step: PairingStep;
}

/** A line that is being waited for. */
export interface Attempt {
  readonly who: Who;
  readonly link: SealedLink;
  /** Mine, while their card may be read again; null when they answer me. */
  readonly answer: Answer | null;
  /** My code that is to be opened. */
  readonly codeId: InviteId | null;
}

export interface AttemptEvents {
  opened(): void;
  closed(code: ErrorCode | null): void;
}

type Answering = Attempt & { readonly answer: Answer };

/** Every line that is being waited for. */
export class Attempts {
  /** Oldest first. */
  readonly #attempts = new Set<Attempt>();
  /** Whose answer was sent, copied, saved or printed. */
  readonly #given = new WeakSet<Attempt>();

  /** Waits until the line opens or ends; `null` when it ended on purpose. One that was dropped ends so too. */
  keep(attempt: Attempt, events: AttemptEvents): void {
    this.#attempts.add(attempt);
    const unlisten = attempt.link.listen({
      opened: () => {
        unlisten();
        this.#attempts.delete(attempt);
        events.opened();
      },
      closed: (code) => {
        unlisten();
        this.#attempts.delete(attempt);
        events.closed(code);
      },
    });
    const [oldest] = this.#attempts;
    if (this.#attempts.size > MAX_ATTEMPTS && oldest !== undefined) this.drop(oldest);
  }

  /** My answer to an invite or code, while it waits. */
  answering(to: Uint8Array): Answering | null {
    return this.#answers().find(({ answer }) => equalBytes(answer.to, to)) ?? null;
  }

  /** My answer left the screen. */
  give(attempt: Attempt): void {
    this.#given.add(attempt);
  }

  wasGiven(attempt: Attempt): boolean {
    return this.#given.has(attempt);
  }

  isMyReply(bytes: Uint8Array): boolean {
    return this.#answers().some(
      ({ answer }) => answer.bytes !== null && equalBytes(answer.bytes, bytes),
    );
  }

  /** Gives one up; nothing happens to one that is done. */
  drop(attempt: Attempt): void {
    if (this.#attempts.delete(attempt)) attempt.link.close();
  }

  has(attempt: Attempt): boolean {
    return this.#attempts.has(attempt);
  }

  where(matches: (attempt: Attempt) => boolean): Attempt[] {
    return [...this.#attempts].filter(matches);
  }

  /** Gives up all that match. */
  dropWhere(matches: (attempt: Attempt) => boolean): void {
    for (const attempt of this.where(matches)) this.drop(attempt);
  }

  #answers(): Answering[] {
    return [...this.#attempts].filter((attempt): attempt is Answering => attempt.answer !== null);
  }
}
