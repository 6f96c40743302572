/**
 * I introduce two friends to each other, and pass on what I cannot read (PROTOCOL.md §7.1 and §7.2).
 *
 *   asking ── both agreed ──► passing ── each passed its card ──► passed
 *     └── two minutes: whoever agreed is told, whatever the other did
 */
import type { RandomBytes } from '../crypto/random.ts';
import { toHex } from '../wire/bytes.ts';
import {
  INTRODUCTION_ID_BYTES,
  type IntroductionFrame,
  type IntroductionFrameOf,
} from '../wire/frame.ts';
import type { FriendId } from './state.ts';

/** PROTOCOL.md §7.2. */
export const ANSWER_TIMEOUT_MS = 2 * 60_000;
export const PASS_TIMEOUT_MS = 60_000;
/** PROTOCOL.md §7: on one line. */
export const MAX_OPEN_INTRODUCTIONS = 8;

/** How an introduction stands for whoever makes it. */
export type OfferStatus = 'asking' | 'declined' | 'no-answer' | 'passing' | 'passed' | 'failed';

export interface IntroducerPorts {
  readonly random: RandomBytes;
  hasLine(friendId: FriendId): boolean;
  /** @returns whether there is a line */
  tell(friendId: FriendId, frame: IntroductionFrame): boolean;
  /** Told of every change of what was asked for here. */
  changed(id: string, friendIds: readonly [FriendId, FriendId], status: OfferStatus): void;
}

interface Side {
  readonly friendId: FriendId;
  /** Undefined until they answer; null: declined. */
  key: Uint8Array | null | undefined;
  passed: boolean;
}

interface Offer {
  readonly id: Uint8Array;
  readonly sides: readonly [Side, Side];
  status: 'asking' | 'passing';
  /** Nobody here asked for it: two friends looked for each other. */
  readonly found: boolean;
  timer: ReturnType<typeof setTimeout>;
}

/** My part when I introduce two friends. */
export class Introducer {
  readonly #offers = new Map<string, Offer>();

  constructor(private readonly ports: IntroducerPorts) {}

  /** Asks two friends. @returns false when one has no line, or too many introductions already */
  introduce(x: { id: FriendId; name: string }, y: { id: FriendId; name: string }): boolean {
    const ask = (to: FriendId, id: Uint8Array, name: string): boolean =>
      this.ports.tell(to, { type: 'introduction', id, name });
    return this.#open([x.id, y.id], false, (id) => ask(x.id, id, y.name) && ask(y.id, id, x.name));
  }

  /** Two friends look for each other under the same tag. */
  match(x: FriendId, y: FriendId, tag: Uint8Array): boolean {
    const say = (to: FriendId, id: Uint8Array): boolean =>
      this.ports.tell(to, { type: 'find-match', tag, id });
    return this.#open([x, y], true, (id) => say(x, id) && say(y, id));
  }

  /** Takes a frame of a friend; what belongs to no open introduction of theirs is ignored. */
  onFrame(
    from: FriendId,
    frame: IntroductionFrameOf<'introduction-answer' | 'introduction-pass' | 'introduction-end'>,
  ): void {
    const offer = this.#offers.get(toHex(frame.id));
    const [mine, other] = offer === undefined ? [] : sidesFrom(offer, from);
    if (offer === undefined || mine === undefined || other === undefined) return;
    switch (frame.type) {
      case 'introduction-answer':
        this.#answered(offer, mine, frame.key);
        return;
      case 'introduction-pass':
        if (offer.status !== 'passing' || mine.passed) return;
        mine.passed = true;
        this.ports.tell(other.friendId, frame);
        if (other.passed) this.#end(offer, 'passed');
        return;
      case 'introduction-end':
        if (offer.status === 'asking') {
          this.#answered(offer, mine, null);
          return;
        }
        this.ports.tell(other.friendId, {
          type: 'introduction-end',
          id: offer.id,
          reason: 'failed',
        });
        this.#end(offer, 'failed');
    }
  }

  /** A friend's line ended. While they are asked that looks like silence. */
  lineEnded(friendId: FriendId): void {
    for (const offer of [...this.#offers.values()]) {
      const [mine, other] = sidesFrom(offer, friendId);
      if (mine === undefined || other === undefined || offer.status === 'asking') continue;
      this.ports.tell(other.friendId, { type: 'introduction-end', id: offer.id, reason: 'gone' });
      this.#end(offer, 'failed');
    }
  }

  /** The page is closing. */
  close(): void {
    for (const { timer } of this.#offers.values()) clearTimeout(timer);
    this.#offers.clear();
  }

  #open(
    friendIds: readonly [FriendId, FriendId],
    found: boolean,
    ask: (id: Uint8Array) => boolean,
  ): boolean {
    const [x, y] = friendIds;
    // Nobody is asked for a friend who cannot be asked.
    const canAsk = (friendId: FriendId): boolean =>
      this.ports.hasLine(friendId) && this.#hasRoom(friendId);
    if (x === y || !friendIds.every(canAsk)) return false;
    const id = this.ports.random(INTRODUCTION_ID_BYTES);
    if (!ask(id)) return false;
    const side = (friendId: FriendId): Side => ({ friendId, key: undefined, passed: false });
    const offer: Offer = {
      ...{ id, sides: [side(x), side(y)], status: 'asking', found },
      timer: setTimeout(() => this.#timedOut(offer), ANSWER_TIMEOUT_MS),
    };
    this.#offers.set(toHex(id), offer);
    this.#changed(offer, 'asking');
    return true;
  }

  #hasRoom(friendId: FriendId): boolean {
    const theirs = [...this.#offers.values()].filter(
      ({ sides }) => sides[0].friendId === friendId || sides[1].friendId === friendId,
    );
    return theirs.length < MAX_OPEN_INTRODUCTIONS;
  }

  #answered(offer: Offer, side: Side, key: Uint8Array | null): void {
    if (offer.status !== 'asking' || side.key !== undefined) return;
    side.key = key;
    const [x, y] = offer.sides;
    if (key === null) {
      // Known to me alone: whoever agreed waits until the time is over, as for somebody absent.
      this.#changed(offer, 'declined');
    } else if (x.key && y.key) this.#go(offer, x.key, y.key);
  }

  #go(offer: Offer, xKey: Uint8Array, yKey: Uint8Array): void {
    const { id, sides } = offer;
    const [x, y] = sides;
    clearTimeout(offer.timer);
    offer.status = 'passing';
    offer.timer = setTimeout(() => this.#timedOut(offer), PASS_TIMEOUT_MS);
    this.#changed(offer, 'passing');
    const type = 'introduction-go';
    const told =
      this.ports.tell(x.friendId, { type, id, role: 'invite', key: yKey }) &&
      this.ports.tell(y.friendId, { type, id, role: 'wait', key: xKey });
    if (told) return;
    for (const { friendId } of sides) {
      this.ports.tell(friendId, { type: 'introduction-end', id, reason: 'gone' });
    }
    this.#end(offer, 'failed');
  }

  #timedOut(offer: Offer): void {
    const { id, sides, status } = offer;
    for (const { friendId, key } of sides) {
      if (key) this.ports.tell(friendId, { type: 'introduction-end', id, reason: 'timed-out' });
    }
    const isDeclined = sides.some(({ key }) => key === null);
    this.#end(offer, status === 'passing' ? 'failed' : isDeclined ? 'declined' : 'no-answer');
  }

  #end(offer: Offer, status: OfferStatus): void {
    clearTimeout(offer.timer);
    this.#offers.delete(toHex(offer.id));
    // That somebody declined was told when they did, and may have been put away since.
    if (status !== 'declined') this.#changed(offer, status);
  }

  /** What two friends found out by themselves is nothing to show here. */
  #changed({ id, sides, found }: Offer, status: OfferStatus): void {
    if (found) return;
    this.ports.changed(toHex(id), [sides[0].friendId, sides[1].friendId], status);
  }
}

/** The side of a friend and the other one; nothing for a friend who is not in it. */
function sidesFrom({ sides }: Offer, friendId: FriendId): [Side?, Side?] {
  const [x, y] = sides;
  if (x.friendId === friendId) return [x, y];
  return y.friendId === friendId ? [y, x] : [];
}
