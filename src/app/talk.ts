/** What is said: joins friends, conversations and files whenever an entry is written or arrives. */
import { codeOf, MessengerError } from '../errors.ts';
import { hasContent } from '../wire/entry-content.ts';
import { MAX_TEXT_BYTES, type LogEntry } from '../wire/frame.ts';
import type { FriendRecord, StoredEntry } from '../storage/repositories.ts';
import { Certificates } from './certificates.ts';
import { Conversations } from './conversations.ts';
import { Files } from './files.ts';
import type { Forgetting } from './forgetting.ts';
import { FriendBook, isLower } from './friends.ts';
import { heldBy } from './held.ts';
import { LazyKeeping, type Keeping, type Wake } from './keeping.ts';
import type { Ports } from './ports.ts';
import { Session, type OtherFrame } from './session.ts';
import type { AppState, Friend, FriendId } from './state.ts';
import type { Store } from './store.ts';
import type { VanishRules } from './vanish-rules.ts';

/** What the talk itself does not serve. */
export interface TalkHooks {
  lineOpened(friendId: FriendId): void;
  lineEnded(friendId: FriendId): void;
  /** @throws MessengerError 'line-malformed-frame' */
  onFrame(from: FriendId, frame: OtherFrame): void;
}

export class Talk {
  readonly friends: FriendBook;
  readonly files: Files;
  readonly #conversations: Conversations;
  #forgetting: Promise<Forgetting> | null = null;

  constructor(
    private readonly store: Store<AppState>,
    private readonly ports: Ports,
    private readonly hooks: TalkHooks,
  ) {
    this.friends = new FriendBook(store, {
      ...ports,
      makeSession: (record) => this.#makeSession(record),
    });
    this.#conversations = new Conversations(store, ports.logs, (id) => this.friends.progress(id));
    ports.wakes.onWake = (why) => this.wake(why);
    this.files = new Files(store, ports, {
      write: (friendId, entry) => this.write(friendId, entry),
      setTakes: (friendId, takesUpToBytes) => this.friends.choose(friendId, { takesUpToBytes }),
    });
  }

  async load(): Promise<void> {
    await this.files.load();
    await this.friends.load();
    this.files.tidy();
    if (!(await this.ports.logs.vanishes())) return;
    const vanishes = await (await this.#rules()).load(this.friends.records());
    // What was due while nobody was here goes in the background.
    if (vanishes) void this.forgetting().catch(() => undefined);
  }

  /** Fetched when something is to be forgotten, or to disappear. */
  forgetting(): Promise<Forgetting> {
    if (this.#forgetting === null) {
      this.#forgetting = this.#loadForgetting();
      this.#forgetting.catch(() => (this.#forgetting = null));
    }
    return this.#forgetting;
  }

  /**
   * Writes an entry of mine: durable when this resolves, and on its way when there is a line.
   * @throws MessengerError 'friend-undecided' for something new to somebody of whom it is not clear who they are
   */
  async write(friendId: FriendId, entry: LogEntry): Promise<void> {
    const takesBack = entry.kind === 'file-end' || entry.kind === 'delete';
    if (!takesBack && this.#isHeld(friendId)) throw new MessengerError('friend-undecided');
    const friend = this.#friend(friendId);
    if (friend?.vanish !== undefined && hasContent(entry)) {
      const { followed } = await import('./vanish-rules.ts');
      const before = followed(friend, this.ports.clock.nowMs());
      if (before !== null) await this.#append(friendId, before);
    }
    await this.#append(friendId, entry);
  }

  /** Writes a message of mine. Nothing but white space is no message. @throws MessengerError 'text-too-long' */
  async say(friendId: FriendId, text: string): Promise<void> {
    const trimmed = text.trim();
    if (trimmed === '') return;
    if (new TextEncoder().encode(trimmed).length > MAX_TEXT_BYTES) {
      throw new MessengerError('text-too-long');
    }
    await this.write(friendId, { kind: 'text', atMs: this.ports.clock.nowMs(), text: trimmed });
  }

  async loadEarlier(friendId: FriendId): Promise<void> {
    await this.#conversations.loadEarlier(this.friends.record(friendId));
  }

  /** All that the friend wrote so far was on screen. */
  async markRead(friendId: FriendId): Promise<void> {
    await this.friends.markRead(friendId);
    this.#lookForVanishing();
  }

  /** Removes a friend and everything that came of them. */
  async remove(friendId: FriendId): Promise<void> {
    await this.friends.remove(friendId);
    await this.files.forget(friendId);
    this.#conversations.forget(friendId);
  }

  /** Tells everyone on a line my new name. */
  rename(): void {
    for (const session of this.friends.sessions()) session.rename();
  }

  /** Ends every line on purpose. @param but the friend whose line stays, and with it what goes on */
  leave(but: FriendId | null = null): void {
    for (const { id } of this.friends.records()) {
      if (id !== but) this.friends.session(id).hangUp();
    }
    if (but === null) void this.#forgetting?.then(({ vanishing }) => vanishing.end());
  }

  /** The person or the network came back. */
  wake(why: Wake): void {
    for (const session of this.friends.sessions()) session.wake(why);
    this.#lookForVanishing();
  }

  #makeSession(friend: FriendRecord): Session {
    const { id } = friend;
    const ports = {
      logs: this.ports.logs,
      transfers: this.files.transfersOf(id),
      certificates: new Certificates(id, this.ports),
      onOther: (frame: OtherFrame) => this.hooks.onFrame(id, frame),
      nowMs: () => this.ports.clock.nowMs(),
      myName: () => this.store.get().settings?.name ?? '',
      keep: (entry: LogEntry) => this.#keepMeaning(id, entry),
      restoredSeq: () => this.friends.record(id).restoredSeq ?? null,
      settled: (missing: boolean) => this.#settled(friend, missing),
      keeping: new LazyKeeping(() => this.#loadKeeper(friend)),
    };
    return new Session(friend, ports, {
      onLine: (line, code) => {
        // Only replaced by a newer one: what is shown stays until that is open.
        if (line !== 'looking' || code !== null) this.friends.setLine(id, line, code);
        if (line === 'open') this.hooks.lineOpened(id);
        else this.hooks.lineEnded(id);
      },
      onName: (name) => this.#keep(id, this.friends.setName(id, name)),
      onEntry: (stored) => this.#keep(id, this.#note(id, stored)),
      onSent: (seq) => {
        this.friends.noteSent(id, seq);
        this.#conversations.refreshDelivery(id);
      },
      onAcked: (seq) => {
        this.#keep(id, this.friends.noteAcked(id, seq));
        this.#conversations.refreshDelivery(id);
        this.#lookForVanishing();
      },
    });
  }

  async #rules(): Promise<VanishRules> {
    const { VanishRules } = await import('./vanish-rules.ts');
    return new VanishRules(this.store, await this.ports.vanishing());
  }

  async #loadForgetting(): Promise<Forgetting> {
    const { Forgetting } = await import('./forgetting.ts');
    const { friends, files, ports } = this;
    const forgetting = new Forgetting({
      ...{ friends, files, conversations: this.#conversations },
      ...{ logs: ports.logs, vanishing: await ports.vanishing(), clock: ports.clock },
      friend: (friendId) => this.#friend(friendId),
      write: (friendId, entry) => this.write(friendId, entry),
    });
    await forgetting.vanishing.load();
    return forgetting;
  }

  async #keepMeaning(friendId: FriendId, entry: LogEntry): Promise<void> {
    if (entry.kind === 'delete') await (await this.forgetting()).asked(friendId, entry.seq);
    else await this.files.keep(friendId, entry);
  }

  /** My log has its place again after a restore, or was found to have gone on elsewhere. */
  async #settled(friend: FriendRecord, missing: boolean): Promise<void> {
    if ((this.friends.record(friend.id).restoredSeq ?? null) !== null) {
      await this.friends.choose(friend.id, { restoredSeq: null });
    }
    // What is on the screen has other numbers now.
    if (missing) await this.#conversations.reload(friend);
    if (missing) await (await this.#forgetting)?.vanishing.reload();
  }

  async #loadKeeper({ id, publicKey, secretKey, theirKey }: FriendRecord): Promise<Keeping> {
    const { LineKeeper } = await import('./line-keeper.ts');
    const { dialer, random, clock } = this.ports;
    return new LineKeeper({
      ...{ dialer, random, theirKey, myKeys: { publicKey, secretKey } },
      isLeader: isLower(publicKey, theirKey),
      transfers: this.files.transfersOf(id),
      nowMs: () => clock.nowMs(),
      attach: (link) => void this.friends.session(id).attach(link),
      onState: (state, code) => this.friends.setLine(id, state, code),
    });
  }

  #friend(friendId: FriendId): Friend | undefined {
    return this.store.get().friends.get(friendId);
  }

  #isHeld(friendId: FriendId): boolean {
    const friend = this.#friend(friendId);
    return friend !== undefined && heldBy(friend, this.store.get().friends) !== null;
  }

  async #append(friendId: FriendId, entry: LogEntry): Promise<void> {
    await this.#note(friendId, await this.friends.session(friendId).write(entry));
  }

  /** Something was written, by whomever. Shown at once; resolves when what follows of it is done, too. */
  async #note(friendId: FriendId, stored: StoredEntry): Promise<void> {
    this.friends.noteEntry(friendId, stored);
    this.#conversations.append(friendId, stored);
    const { entry, tombstone, vanishSeconds } = stored;
    if (entry.kind === 'vanish') await (await this.#rules()).read(this.friends.record(friendId));
    if (tombstone !== undefined) await (await this.forgetting()).replaced(friendId, tombstone);
    if (vanishSeconds === undefined) return;
    const { vanishing } = await this.forgetting();
    vanishing.add(stored, vanishSeconds);
    void vanishing.look();
  }

  /** Something was read, or arrived, or time has passed. */
  #lookForVanishing(): void {
    void this.#forgetting?.then(({ vanishing }) => vanishing.look());
  }

  /** Lets news be stored in the background. When they cannot be kept the line ends: nothing is pretended. */
  #keep(friendId: FriendId, work: Promise<void>): void {
    work.catch((error: unknown) => {
      // A friend who was removed meanwhile has nothing to keep.
      if (!this.store.get().friends.has(friendId)) return;
      this.friends.session(friendId).fail(codeOf(error, 'storage-unavailable'));
    });
  }
}
