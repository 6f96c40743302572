/** How people get to know each other and meet again: by cards and codes, and through each other. */
import type { FriendRecord } from '../storage/repositories.ts';
import type { IntroducingFrame } from '../wire/frame.ts';
import type { Meeting } from './attempts.ts';
import { CardMaker } from './card-maker.ts';
import { Codes } from './codes.ts';
import { FindPermissions } from './find-permissions.ts';
import { LazyIntroductions } from './lazy-introductions.ts';
import { MeetingSecrets } from './meeting-secrets.ts';
import { PairingDesk } from './pairing.ts';
import type { Ports } from './ports.ts';
import type { AppState, Friend, FriendId } from './state.ts';

/** The people as they stand, and what becomes of a meeting. */
export interface People {
  records(): readonly FriendRecord[];
  hasLine(friendId: FriendId): boolean;
  /** @returns whether there is a line */
  tell(friendId: FriendId, frame: IntroducingFrame): boolean;
  /** @param shown the screen stands at this meeting */
  met(meeting: Meeting, shown: boolean): Promise<FriendId>;
  /** Shows the conversation. */
  visit(friendId: FriendId): void;
  setFinding(id: FriendId, allowed: Pick<Friend, 'iAllowFinding' | 'theyAllowFinding'>): void;
  set(change: Partial<Pick<AppState, 'pairing' | 'invites' | 'introductions'>>): void;
}

/** Everything by which people meet, joined. */
export class Acquaintances {
  readonly #secrets = new MeetingSecrets();
  readonly pairing: PairingDesk;
  readonly introductions: LazyIntroductions;
  readonly finding: FindPermissions;

  constructor(
    ports: Ports,
    private readonly people: People,
  ) {
    const { dialer, meetings, random, clock, pageUrl, invites } = ports;
    const friends = (): readonly FriendRecord[] => people.records();
    const tell = (id: FriendId, frame: IntroducingFrame): boolean => people.tell(id, frame);
    const secrets = this.#secrets;
    const codes = new Codes({ dialer, meetings, secrets, random, clock });
    const maker = new CardMaker({ dialer, codes, random, clock, pageUrl });
    this.pairing = new PairingDesk({
      ...{ maker, codes, invites, random, clock, friends },
      show: (pairing) => people.set({ pairing }),
      showInvites: (shown) => people.set({ invites: shown }),
      met: (meeting, shown) => people.met(meeting, shown),
      visit: (id) => this.#visit(id),
    });
    this.introductions = new LazyIntroductions(async () => {
      const { Introductions } = await import('./introductions.ts');
      return new Introductions({
        ...{ random, maker, secrets, meetings, tell },
        // Whom I blocked I look for no more.
        friends: () => friends().filter(({ quiet }) => quiet !== 'blocked'),
        hasLine: (id) => people.hasLine(id),
        met: (meeting) => this.#metByIntroduction(meeting),
        show: (introductions) => people.set({ introductions }),
      });
    });
    this.finding = new FindPermissions({
      ...{ meetings, tell },
      changed: (id, allowed) => {
        people.setFinding(id, allowed);
        this.introductions.findingChanged();
      },
    });
  }

  /** What is remembered of everybody. */
  async load(): Promise<void> {
    await this.finding.load(this.people.records().map(({ id }) => id));
  }

  /** @returns false when that cannot be: unknown, without a line, or too many at once */
  introduce(x: FriendId, y: FriendId): boolean {
    const [first, second] = [x, y].map((id) => this.people.records().find((one) => one.id === id));
    return (
      first !== undefined && second !== undefined && this.introductions.introduce(first, second)
    );
  }

  lineOpened(friendId: FriendId): void {
    void this.finding.lineOpened(friendId);
    this.introductions.lineOpened(friendId);
  }

  lineEnded(friendId: FriendId): void {
    this.introductions.lineEnded(friendId);
  }

  #visit(id: FriendId): boolean {
    const isThere = this.people.hasLine(id);
    if (isThere) this.people.visit(id);
    return isThere;
  }

  async #metByIntroduction(meeting: Meeting): Promise<FriendId> {
    // Somebody may stand there with a card for this very friend.
    const isShown = this.pairing.standsFor(meeting.friendId);
    const friendId = await this.people.met(meeting, isShown);
    this.pairing.metOtherwise(friendId);
    return friendId;
  }

  /** @throws MessengerError 'line-malformed-frame' */
  onFrame(from: FriendId, frame: IntroducingFrame): void {
    if (frame.type === 'may-find') this.finding.onFrame(from, frame);
    else this.introductions.onFrame(from, frame);
  }

  /** A friend was removed: nothing of theirs goes on. */
  forget(friendId: FriendId): void {
    this.introductions.forget(friendId);
    this.#secrets.forget(friendId);
  }

  /** The page is closing. */
  close(): void {
    this.introductions.close();
    this.pairing.close();
  }
}
