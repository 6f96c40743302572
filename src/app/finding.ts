/**
 * Friends who have lost touch find each other through a common friend with a line to both, if both
 * allowed it before (PROTOCOL.md §7.4). The salt is one for all whom I go between, so two friends who
 * compare it know that they share me: only friends whom I let find me get it.
 */
import { findTag } from '../crypto/meeting-keys.ts';
import type { RandomBytes } from '../crypto/random.ts';
import type { FriendRecord, MeetingRepository } from '../storage/repositories.ts';
import { toHex } from '../wire/bytes.ts';
import {
  FIND_SALT_BYTES,
  FIND_TAG_BYTES,
  FIND_TAG_GROUP,
  MAX_FIND_TAGS,
  type IntroductionFrame,
  type IntroductionFrameOf,
} from '../wire/frame.ts';
import { meetingOf } from './meeting-of.ts';
import type { MeetingSecrets } from './meeting-secrets.ts';
import type { FriendId } from './state.ts';

/** The friend ends a line on more than 256 frames (PROTOCOL.md §3.5); friends on a bad network come and go. */
const MAX_ASKS = 100;

export interface FindingPorts {
  readonly random: RandomBytes;
  readonly secrets: MeetingSecrets;
  readonly meetings: MeetingRepository;
  friends(): readonly FriendRecord[];
  hasLine(friendId: FriendId): boolean;
  /** @returns whether there is a line */
  tell(friendId: FriendId, frame: IntroductionFrame): boolean;
  /** As a go-between: these two look for each other. @returns whether they were told */
  match(x: FriendId, y: FriendId, tag: Uint8Array): boolean;
  /** A go-between found a friend of mine. */
  found(via: FriendId, id: Uint8Array, friend: FriendRecord): void;
}

/** A line with a friend, as far as finding goes. */
interface Line {
  /** Their salt, once they offered to be a go-between. */
  salt: Uint8Array | null;
  /** What I asked them to look for: by tag in hexadecimal. */
  asked: Map<string, FriendRecord>;
  /** What they ask me to look for. */
  readonly theirs: Set<string>;
  /** How often I asked. */
  asks: number;
  /** I offered to be a go-between, and am one as long as I let this friend find me. */
  offered: boolean;
  serves: boolean;
}

/** Looks for friends through friends, and for friends of theirs. */
export class Finding {
  readonly #salt: Uint8Array;
  readonly #lines = new Map<FriendId, Line>();

  constructor(private readonly ports: FindingPorts) {
    this.#salt = ports.random(FIND_SALT_BYTES);
  }

  /** A line opened: where it is allowed I offer to look out for its friend. */
  lineOpened(friendId: FriendId): void {
    this.#lines.set(friendId, {
      ...{ salt: null, asked: new Map(), theirs: new Set() },
      ...{ asks: 0, offered: false, serves: false },
    });
    void this.refresh();
  }

  lineEnded(friendId: FriendId): void {
    this.#lines.delete(friendId);
    void this.refresh();
  }

  /** Whom I look for has changed: says so wherever it matters. */
  async refresh(): Promise<void> {
    const lost = await this.#lost();
    for (const [friendId, line] of this.#lines) {
      void this.#offer(friendId, line);
      this.#ask(friendId, line, lost);
    }
  }

  onFrame(
    from: FriendId,
    frame: IntroductionFrameOf<'find-offer' | 'find-me' | 'find-match'>,
  ): void {
    const line = this.#lines.get(from);
    if (line === undefined) return;
    switch (frame.type) {
      case 'find-offer':
        line.salt ??= frame.salt;
        void this.#lost().then((lost) => this.#ask(from, line, lost));
        return;
      case 'find-me':
        line.theirs.clear();
        if (!line.serves) return;
        for (const tag of frame.tags) line.theirs.add(toHex(tag));
        this.#match(from, line, frame.tags);
        return;
      case 'find-match':
        this.#matched(from, line, frame);
    }
  }

  /** Offers to be a go-between, once, to whom I let find me. */
  async #offer(friendId: FriendId, line: Line): Promise<void> {
    const record = await meetingOf(this.ports.meetings, friendId);
    line.serves = record?.iAllowFinding ?? false;
    if (!line.serves) line.theirs.clear();
    if (!line.serves || line.offered || this.#lines.get(friendId) !== line) return;
    line.offered = true;
    this.ports.tell(friendId, { type: 'find-offer', salt: this.#salt });
  }

  /** Friends without a line, with whom both allowed it. */
  async #lost(): Promise<FriendRecord[]> {
    const away = this.ports.friends().filter(({ id }) => !this.ports.hasLine(id));
    const records = await Promise.all(away.map(({ id }) => meetingOf(this.ports.meetings, id)));
    return (
      away
        .filter((_, n) => records[n]?.iAllowFinding && records[n].theyAllowFinding)
        // One place is left for a random tag.
        .slice(0, MAX_FIND_TAGS - 1)
    );
  }

  /** Says whom I look for, when that is news; random tags hide how many they are. */
  #ask(via: FriendId, line: Line, lost: readonly FriendRecord[]): void {
    const { salt } = line;
    if (salt === null || this.#lines.get(via) !== line) return;
    const tags = lost
      .filter(({ id }) => id !== via)
      .map((friend) => ({ friend, tag: findTag(this.ports.secrets.of(friend), salt) }));
    const asked = new Map(tags.map(({ friend, tag }) => [toHex(tag), friend]));
    const isNews =
      asked.size !== line.asked.size || [...asked.keys()].some((tag) => !line.asked.has(tag));
    if (!isNews || line.asks >= MAX_ASKS) return;
    line.asks += 1;
    line.asked = asked;
    const padded = tags.map(({ tag }) => tag);
    do padded.push(this.ports.random(FIND_TAG_BYTES));
    while (padded.length % FIND_TAG_GROUP !== 0);
    // By their bytes, which are random, so that the order tells nothing.
    padded.sort((a, b) => (toHex(a) < toHex(b) ? -1 : 1));
    this.ports.tell(via, { type: 'find-me', tags: padded });
  }

  /** Looks for the same tags on other lines. Each is served once. */
  #match(from: FriendId, line: Line, tags: readonly Uint8Array[]): void {
    for (const tag of tags) {
      const key = toHex(tag);
      for (const [friendId, other] of this.#lines) {
        if (friendId === from || !other.theirs.has(key)) continue;
        if (this.ports.match(friendId, from, tag)) {
          other.theirs.delete(key);
          line.theirs.delete(key);
        }
        break;
      }
    }
  }

  /** Only a tag that I sent on this very line means anything. */
  #matched(via: FriendId, line: Line, { tag, id }: IntroductionFrameOf<'find-match'>): void {
    const friend = line.asked.get(toHex(tag));
    if (friend === undefined || this.ports.hasLine(friend.id)) return;
    this.ports.found(via, id, friend);
  }
}
