/** The people of this device: their records, their sessions, and how they stand in the list. */
import { MessengerError, type ErrorCode } from '../errors.ts';
import { equalBytes } from '../wire/bytes.ts';
import { hasContent } from '../wire/entry-content.ts';
import { MAX_NAME_BYTES } from '../wire/frame.ts';
import type { FriendRecord, StoredEntry, TrustRecord } from '../storage/repositories.ts';
import { toLastMessage } from './items.ts';
import type { LogProgress } from './items.ts';
import { MAX_UNREAD, saidBy } from './last-message.ts';
import { localId } from './local-id.ts';
import { cleanName } from './names.ts';
import type { Meeting } from './attempts.ts';
import type { Ports } from './ports.ts';
import type { OtherFrame, Session } from './session.ts';
import type { AppState, Friend, FriendId } from './state.ts';
import type { Store } from './store.ts';

/** Until the record of meetings says otherwise. */
const NOT_FOUND = { iAllowFinding: false, theyAllowFinding: false } as const;

const NO_TRUST: TrustRecord = { verified: null, claims: null, apartFrom: [], movedTo: null };

interface Person {
  record: FriendRecord;
  readonly session: Session;
  /** My entries up to here were given to a line since the start. */
  sentSeq: number;
}

export interface FriendBookPorts extends Pick<Ports, 'friends' | 'logs' | 'random' | 'clock'> {
  makeSession(record: FriendRecord): Session;
}

export class FriendBook {
  readonly #people = new Map<FriendId, Person>();
  #lastMet: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly store: Store<AppState>,
    private readonly ports: FriendBookPorts,
  ) {}

  /** Reads everybody from storage. */
  async load(): Promise<void> {
    const records = await this.ports.friends.all();
    await Promise.all(records.map((record) => this.#add(record)));
  }

  /** @throws RangeError for an unknown friend */
  record(id: FriendId): FriendRecord {
    return this.#person(id).record;
  }

  /** @throws RangeError for an unknown friend */
  session(id: FriendId): Session {
    return this.#person(id).session;
  }

  records(): FriendRecord[] {
    return [...this.#people.values()].map((person) => person.record);
  }

  /** Tells a friend something that matters on this line only. @returns whether there is a line */
  tell(id: FriendId, frame: OtherFrame): boolean {
    return this.#people.get(id)?.session.tell(frame) ?? false;
  }

  /** Whether there is a line, well or shaky. */
  hasLine(id: FriendId): boolean {
    const line = this.store.get().friends.get(id)?.line;
    return line === 'open' || line === 'shaky';
  }

  sessions(): Session[] {
    return [...this.#people.values()].map((person) => person.session);
  }

  progress(id: FriendId): LogProgress {
    const { record, sentSeq } = this.#person(id);
    return { ackedSeq: record.ackedSeq, sentSeq };
  }

  /** Takes over the line of a meeting; a new friend is stored first. */
  async met(meeting: Meeting): Promise<FriendId> {
    const { theirKey, initiator } = meeting;
    // One after another: of two lines with one new friend the second finds them stored.
    const finding = this.#lastMet.then(() => this.#byKey(theirKey) ?? this.#befriend(meeting));
    this.#lastMet = finding.catch(() => undefined);
    const { id, publicKey, quiet } = await finding;
    if (quiet === 'blocked') throw new MessengerError('friend-blocked');
    const { verified, movedTo } = this.#trust(id);
    if (movedTo !== null) throw new MessengerError('friend-moved');
    if (meeting.inPerson && verified !== 'in-person') {
      await this.setTrust(id, { verified: 'in-person' });
    }
    const isPreferred = initiator === isLower(publicKey, theirKey);
    await this.session(id).attach(meeting.link, isPreferred);
    return id;
  }

  setLine(id: FriendId, line: Friend['line'], lineError: ErrorCode | null): void {
    this.#change(id, (friend) => ({ ...friend, line, lineError }));
  }

  /** Whether they may be found through common friends. */
  setFinding(id: FriendId, allowed: Pick<Friend, 'iAllowFinding' | 'theyAllowFinding'>): void {
    const { iAllowFinding, theyAllowFinding } = allowed;
    this.#change(id, (friend) => ({ ...friend, iAllowFinding, theyAllowFinding }));
  }

  /** Keeps what I chose for a friend. */
  async choose(
    id: FriendId,
    choice: Pick<FriendRecord, 'takesUpToBytes' | 'quiet' | 'restoredSeq'>,
  ): Promise<void> {
    await this.#update(id, choice);
    this.#change(id, (friend) => ({ ...friend, ...choice }));
  }

  /** What the friend calls themselves. */
  async setName(id: FriendId, said: string): Promise<void> {
    const name = cleanName(said, MAX_NAME_BYTES);
    if (name === '' || name === this.#people.get(id)?.record.name) return;
    const trust = await this.#named(id, name);
    await this.#update(id, { name, trust });
    this.#change(id, (friend) => ({ ...friend, name, trust }));
  }

  /** How sure I am of who they are. */
  async setTrust(id: FriendId, change: Partial<TrustRecord>): Promise<void> {
    const trust = { ...this.#trust(id), ...change };
    await this.#update(id, { trust });
    this.#change(id, (friend) => ({ ...friend, trust }));
  }

  /** Something was written, by whomever. */
  noteEntry(id: FriendId, stored: StoredEntry): void {
    const last = toLastMessage(stored);
    const unread = stored.author !== 'me' && hasContent(stored.entry) ? 1 : 0;
    this.#change(id, (friend) => ({
      ...friend,
      last: last ?? friend.last,
      unread: Math.min(MAX_UNREAD, friend.unread + unread),
    }));
  }

  noteSent(id: FriendId, seq: number): void {
    const person = this.#people.get(id);
    if (person !== undefined) person.sentSeq = Math.max(person.sentSeq, seq);
  }

  async noteAcked(id: FriendId, seq: number): Promise<void> {
    if (seq <= (this.#people.get(id)?.record.ackedSeq ?? Infinity)) return;
    await this.#update(id, { ackedSeq: seq });
  }

  /** Something that was said is gone: what stands in the list is read anew. */
  async refresh(id: FriendId): Promise<void> {
    const said = await saidBy(this.record(id), this.ports.logs);
    this.#change(id, (friend) => ({ ...friend, ...said }));
  }

  /** All that the friend wrote so far was on screen. */
  async markRead(id: FriendId): Promise<void> {
    const { record } = this.#person(id);
    const readSeq = await this.ports.logs.count(record.conversationId, id);
    if (readSeq > record.readSeq) await this.#update(id, { readSeq });
    this.#change(id, (friend) => (friend.unread === 0 ? friend : { ...friend, unread: 0 }));
  }

  /** Ends the line and deletes the friend with all that was said. */
  async remove(id: FriendId): Promise<void> {
    const person = this.#person(id);
    // First nobody finds them here, so that no line that opens meanwhile is theirs.
    this.#people.delete(id);
    person.session.hangUp();
    try {
      await this.ports.friends.remove(id);
    } catch (error) {
      this.#people.set(id, person);
      throw error;
    }
    person.session.hangUp();
    this.store.update((state) => {
      const friends = new Map(state.friends);
      friends.delete(id);
      return { ...state, friends };
    });
  }

  #trust(id: FriendId): TrustRecord {
    return this.#people.get(id)?.record.trust ?? NO_TRUST;
  }

  /** What is to be thought of somebody who takes this name. */
  async #named(id: FriendId, name: string): Promise<TrustRecord> {
    const { namesakeOf } = await import('./namesakes.ts');
    const trust = this.#trust(id);
    const { apartFrom } = trust;
    return { ...trust, claims: namesakeOf({ id, name, apartFrom }, this.records()) };
  }

  #byKey(theirKey: Uint8Array): FriendRecord | undefined {
    return this.records().find((record) => equalBytes(record.theirKey, theirKey));
  }

  /** @throws MessengerError 'line-lost' for a friend who was removed while the line opened */
  async #befriend(meeting: Meeting): Promise<FriendRecord> {
    if (meeting.friendId !== null) throw new MessengerError('line-lost');
    const { random, clock, friends } = this.ports;
    const id = localId(random);
    const record: FriendRecord = {
      id,
      conversationId: localId(random),
      name: meeting.label,
      publicKey: meeting.keys.publicKey,
      secretKey: meeting.keys.secretKey,
      theirKey: meeting.theirKey,
      metBy: meeting.metBy,
      pairedAtMs: clock.nowMs(),
      readSeq: 0,
      ackedSeq: 0,
      trust: {
        ...(await this.#named(id, meeting.label)),
        verified: meeting.inPerson ? 'in-person' : null,
      },
    };
    await friends.put(record);
    await this.#add(record);
    return record;
  }

  async #add(record: FriendRecord): Promise<void> {
    const said = await saidBy(record, this.ports.logs);
    const { id, name, metBy, pairedAtMs } = record;
    const session = this.ports.makeSession(record);
    this.#people.set(id, { record, session, sentSeq: record.ackedSeq });
    this.#put({
      id,
      name,
      metBy,
      pairedAtMs,
      line: 'away',
      lineError: null,
      ...NOT_FOUND,
      takesUpToBytes: record.takesUpToBytes ?? 0,
      trust: record.trust ?? NO_TRUST,
      quiet: record.quiet ?? 'none',
      ...said,
    });
  }

  async #update(id: FriendId, change: Partial<Omit<FriendRecord, 'id'>>): Promise<void> {
    const person = this.#people.get(id);
    if (person === undefined) return; // Removed meanwhile.
    // Memory goes first: updates that overlap in storage must not take each other back here.
    person.record = { ...person.record, ...change };
    await this.ports.friends.update(id, change);
  }

  #person(id: FriendId): Person {
    const person = this.#people.get(id);
    if (person === undefined) throw new RangeError('no such friend');
    return person;
  }

  #change(id: FriendId, change: (friend: Friend) => Friend): void {
    const friend = this.store.get().friends.get(id);
    if (friend !== undefined) this.#put(change(friend));
  }

  #put(friend: Friend): void {
    this.store.update((state) =>
      state.friends.get(friend.id) === friend
        ? state
        : { ...state, friends: new Map(state.friends).set(friend.id, friend) },
    );
  }
}

/** Which of two keys comes first, byte for byte: both sides agree on it without a word. */
export function isLower(mine: Uint8Array, theirs: Uint8Array): boolean {
  const at = mine.findIndex((byte, index) => byte !== theirs[index]);
  return (mine[at] ?? 0) < (theirs[at] ?? 0);
}
