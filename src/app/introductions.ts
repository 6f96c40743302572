/** Introductions of all three kinds, joined: I introduce, I am introduced, and friends find each other again. */
import { MessengerError } from '../errors.ts';
import { toHex } from '../wire/bytes.ts';
import type { IntroductionFrame } from '../wire/frame.ts';
import { MAX_NAME_BYTES } from '../wire/frame.ts';
import type { RandomBytes } from '../crypto/random.ts';
import type { FriendRecord, MeetingRepository } from '../storage/repositories.ts';
import type { Meeting } from './attempts.ts';
import type { CardMaker } from './card-maker.ts';
import { Finding } from './finding.ts';
import { Introduced } from './introduced.ts';
import { Introducer } from './introducer.ts';
import type { MeetingSecrets } from './meeting-secrets.ts';
import { cleanName } from './names.ts';
import type { FriendId, Introduction } from './state.ts';

/** What people can overlook at once; the oldest gives way. */
const MAX_SHOWN = 16;

/** PROTOCOL.md §7: an introduction takes six; more than this on one line is a flood. */
const MAX_FRAMES = 256;

export interface IntroductionPorts {
  readonly random: RandomBytes;
  readonly maker: CardMaker;
  readonly secrets: MeetingSecrets;
  readonly meetings: MeetingRepository;
  friends(): readonly FriendRecord[];
  hasLine(friendId: FriendId): boolean;
  /** @returns whether there is a line */
  tell(friendId: FriendId, frame: IntroductionFrame): boolean;
  met(meeting: Meeting): Promise<FriendId>;
  show(introductions: readonly Introduction[]): void;
}

/** Every introduction that this page takes part in. */
export class Introductions {
  readonly #introducer: Introducer;
  readonly #introduced: Introduced;
  readonly #finding: Finding;
  /** By id, oldest first. */
  readonly #shown = new Map<string, Introduction>();
  /** What came over each line. */
  readonly #frames = new Map<FriendId, number>();

  constructor(private readonly ports: IntroductionPorts) {
    const { random, maker, secrets, meetings } = ports;
    const tell = (friendId: FriendId, frame: IntroductionFrame): boolean =>
      ports.tell(friendId, frame);
    this.#introducer = new Introducer({
      ...{ random, tell },
      hasLine: (friendId) => ports.hasLine(friendId),
      changed: (id, friendIds, status) => this.#put({ id, role: 'introducer', friendIds, status }),
    });
    this.#introduced = new Introduced({
      ...{ random, maker, secrets, tell },
      met: (meeting) => ports.met(meeting),
      replaced: (id) => this.dismiss(id),
      changed: ({ id, via, name }, status, friendId) =>
        this.#put({
          ...{ id, role: 'introduced', via, status, friendId },
          name: cleanName(name, MAX_NAME_BYTES),
        }),
    });
    this.#finding = new Finding({
      ...{ random, secrets, meetings, tell },
      friends: () => ports.friends(),
      hasLine: (friendId) => ports.hasLine(friendId),
      match: (x, y, tag) => this.#introducer.match(x, y, tag),
      found: (via, id, friend) => this.#introduced.found(via, id, friend),
    });
  }

  /** Offers to introduce two friends who both have a line to me. @returns false when that cannot be */
  introduce(x: FriendRecord, y: FriendRecord): boolean {
    return this.#introducer.introduce(x, y);
  }

  /** My answer to an introduction. */
  answer(id: string, agree: boolean): void {
    this.#introduced.answer(id, agree);
    if (!agree) this.dismiss(id);
  }

  /** An introduction that is over has been seen. */
  dismiss(id: string): void {
    if (this.#shown.delete(id)) this.ports.show([...this.#shown.values()]);
  }

  /** Whom I let find me has changed. */
  findingChanged(): void {
    void this.#finding.refresh();
  }

  /** A friend was removed: what they introduce, and whoever is looked for under their name, ends. */
  forget(friendId: FriendId): void {
    this.#introduced.forget(friendId);
    this.#frames.delete(friendId);
    for (const [id, one] of this.#shown) {
      const isTheirs =
        one.role === 'introducer' ? one.friendIds.includes(friendId) : one.via === friendId;
      if (isTheirs) this.dismiss(id);
    }
    void this.#finding.refresh();
  }

  lineOpened(friendId: FriendId): void {
    this.#frames.set(friendId, 0);
    this.#finding.lineOpened(friendId);
  }

  lineEnded(friendId: FriendId): void {
    this.#introducer.lineEnded(friendId);
    this.#introduced.lineEnded(friendId);
    this.#finding.lineEnded(friendId);
  }

  /** @throws MessengerError 'line-malformed-frame' */
  onFrame(from: FriendId, frame: IntroductionFrame): void {
    const frames = (this.#frames.get(from) ?? 0) + 1;
    this.#frames.set(from, frames);
    if (frames > MAX_FRAMES) throw new MessengerError('line-malformed-frame');
    switch (frame.type) {
      case 'introduction-answer':
        this.#introducer.onFrame(from, frame);
        return;
      case 'introduction':
        // An identifier that is in use here is no new introduction, whoever says so.
        if (!this.#shown.has(toHex(frame.id))) this.#introduced.onFrame(from, frame);
        return;
      case 'introduction-go':
        this.#introduced.onFrame(from, frame);
        return;
      case 'introduction-pass':
      case 'introduction-end':
        // Each knows its own and ignores the rest.
        this.#introducer.onFrame(from, frame);
        this.#introduced.onFrame(from, frame);
        return;
      default:
        this.#finding.onFrame(from, frame);
    }
  }

  /** The page is closing. */
  close(): void {
    this.#introducer.close();
    this.#introduced.close();
  }

  #put(introduction: Introduction): void {
    const before = this.#shown.get(introduction.id);
    // Nobody had answered: then there is nothing to tell.
    if (
      introduction.status === 'ended' &&
      before?.status !== 'agreed' &&
      before?.status !== 'connecting'
    ) {
      this.dismiss(introduction.id);
      return;
    }
    this.#shown.set(introduction.id, introduction);
    const [oldest] = this.#shown.keys();
    if (this.#shown.size > MAX_SHOWN && oldest !== undefined) this.#shown.delete(oldest);
    this.ports.show([...this.#shown.values()]);
  }
}
