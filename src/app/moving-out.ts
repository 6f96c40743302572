/** The old device of a move: writes a backup, gives it to the other one, and is not used any more. */
import { BACKUP_SECRET_BYTES } from '../crypto/backup-header.ts';
import { codeOf, MessengerError, type ErrorCode } from '../errors.ts';
import type { MoveRecord } from '../storage/move-codec.ts';
import type { FileId, FriendId } from '../storage/repositories.ts';
import { equalBytes, toHex } from '../wire/bytes.ts';
import { MOVE_ID_BYTES, type MoveAnswer } from '../wire/frame.ts';
import { backupBytes, backupSalt, streamOf } from './backup-writing.ts';
import { wireFileId } from './file-ids.ts';
import type { MoveSize, MoveStepName } from './move-actions.ts';
import { change, putAway, showDone, type MovingPorts } from './moving-ports.ts';
import { isOver, isReceived } from './transfer-book.ts';

/** Of the sealed copy on the disk, apart from that of an ordinary backup. */
const COPY_NAME = 'move';
/** Tells the files of two attempts apart. */
const NAME_BYTES = 4;

/** What this page is about. */
interface Going {
  readonly id: Uint8Array;
  readonly friendId: FriendId;
  /** Once everything is written and offered. */
  given: { readonly fileId: FileId; readonly secret: Uint8Array } | null;
}

export class MovingOut {
  #going: Going | null = null;

  constructor(private readonly ports: MovingPorts) {
    ports.store.subscribe(() => this.#watch());
  }

  async choose(friendId: FriendId): Promise<void> {
    const { friends, transfers } = this.ports.ports;
    const others = (await friends.all()).filter(({ id }) => id !== friendId);
    const files = (await transfers.all()).filter(
      (one) => isReceived(one) && one.friendId !== friendId,
    );
    const record = await this.#record(friendId);
    const size: MoveSize = {
      friends: others.length,
      files: files.length,
      fileBytes: files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    };
    const nothing = { done: 0, fileId: null, error: null } as const;
    const begun = { side: 'old', step: 'choosing' } as const;
    const move = { ...begun, ...nothing, friendId, size, unheard: record !== null };
    this.ports.store.update((state) => ({ ...state, move }));
  }

  ask(): void {
    const { move } = this.ports.store.get();
    if (move?.side !== 'old' || !BEFORE.includes(move.step)) return;
    const { friendId } = move;
    this.#going = { id: this.ports.ports.random(MOVE_ID_BYTES), friendId, given: null };
    change(this.ports, { step: 'asking', error: null });
    // Without a line it goes with the next one.
    this.#offer(this.#going);
  }

  lineOpened(friendId: FriendId): void {
    if (this.#going?.friendId === friendId) this.#offer(this.#going);
  }

  answered(friendId: FriendId, id: Uint8Array, answer: MoveAnswer): void {
    const going = this.#of(friendId, id);
    if (going === null) return;
    const isAsked = this.ports.store.get().move?.step === 'asking';
    if (answer === 'yes') {
      if (going.given !== null) this.#say(going);
      else if (isAsked) void this.#write(going);
      return;
    }
    if (isAsked) this.#end(answer === 'no' ? 'refused' : 'not-new');
    else void this.#cease(going, null);
  }

  /** The other device stopped it. */
  ended(friendId: FriendId, id: Uint8Array): void {
    const going = this.#of(friendId, id);
    if (going !== null) void this.#cease(going, null);
  }

  /** The other device has everything. It counts whenever it was told how to take it, by an earlier page too. */
  async done(friendId: FriendId, id: Uint8Array): Promise<void> {
    const record = await this.#record(friendId);
    if (record === null || !equalBytes(record.move, id)) return;
    await this.#away(record);
    this.ports.tell(friendId, id, { name: 'noted' });
    this.#close();
  }

  /** Whoever holds both devices says so. @throws MessengerError 'storage-*' */
  async finish(): Promise<void> {
    const { move } = this.ports.store.get();
    const record = move === undefined ? null : await this.#record(move.friendId);
    if (record === null) return;
    await this.#away(record);
    this.#close();
  }

  /** The person stops it. What the other device was given by then it may have taken all the same. */
  async stop(): Promise<void> {
    const going = this.#going;
    const isThere = this.ports.store.get().move?.step === 'there';
    this.#going = null;
    putAway(this.ports);
    if (going === null || isThere) return;
    this.ports.tell(going.friendId, going.id, { name: 'end' });
    if (going.given !== null) await this.ports.end(going.given.fileId);
  }

  /** A page that ended took its file with it. */
  async resume(record: MoveRecord): Promise<void> {
    if (record.fileId === '') return;
    await this.ports.end(record.fileId);
    await this.ports.moves.put({ ...record, fileId: '' });
  }

  #of(friendId: FriendId, id: Uint8Array): Going | null {
    const going = this.#going;
    return going?.friendId === friendId && equalBytes(going.id, id) ? going : null;
  }

  /** What this friend was told how to take. */
  async #record(friendId: FriendId): Promise<MoveRecord | null> {
    const record = await this.ports.moves.get();
    return record?.state === 'leaving' && record.friendId === friendId ? record : null;
  }

  #offer({ friendId, id }: Going): void {
    const { move } = this.ports.store.get();
    if (move !== undefined) this.ports.tell(friendId, id, { name: 'offer', ...move.size });
  }

  #say({ friendId, id, given }: Going): void {
    if (given === null) return;
    const { fileId, secret } = given;
    this.ports.tell(friendId, id, { name: 'file', fileId: wireFileId(fileId), secret });
  }

  async #write(going: Going): Promise<void> {
    const { friendId, id } = going;
    change(this.ports, { step: 'writing' });
    // From here on what somebody says would come twice, and what is said here would stay behind.
    this.ports.hangUpOthers(friendId);
    try {
      const secret = this.ports.ports.random(BACKUP_SECRET_BYTES);
      const fileId = await this.#offerFile(going, await this.#copy(going, secret));
      if (fileId === null) return;
      const atMs = this.ports.ports.clock.nowMs();
      await this.ports.moves.put({ state: 'leaving', move: id, friendId, fileId, atMs });
      // Stopped meanwhile, nobody was told of it.
      if (this.#going !== going) {
        await this.ports.end(fileId);
        return;
      }
      going.given = { fileId, secret };
      change(this.ports, { step: 'sending', fileId });
      this.#say(going);
      this.#watch();
    } catch (error) {
      if (this.#going === going) void this.#cease(going, codeOf(error, 'storage-unavailable'));
    }
  }

  async #copy(going: Going, secret: Uint8Array): Promise<Blob> {
    const { ports } = this.ports;
    const fileBytes = this.ports.store.get().move?.size.fileBytes ?? 0;
    const { quotaBytes, usageBytes } = await ports.persistence.storageReport();
    const freeBytes = quotaBytes === null || usageBytes === null ? null : quotaBytes - usageBytes;
    if (freeBytes !== null && fileBytes > freeBytes) throw new MessengerError('file-no-space');
    const sealing = { secret, salt: backupSalt(ports.random), cost: null };
    const note = (bytes: number): void => {
      if (this.#going !== going) throw new MessengerError('file-unreadable');
      showDone(this.ports, bytes / Math.max(fileBytes, 1));
    };
    const bytes = backupBytes(ports, true, sealing, note, going.friendId);
    return ports.files.copyOf(COPY_NAME, streamOf(bytes), 'sealed');
  }

  /** @returns null when it was stopped meanwhile */
  async #offerFile(going: Going, copy: Blob): Promise<FileId | null> {
    if (this.#going !== going) return null;
    const { clock, random } = this.ports.ports;
    const day = new Date(clock.nowMs()).toISOString().slice(0, 10);
    const name = `Twocan ${day} ${toHex(random(NAME_BYTES))}.backup`;
    const error = await this.ports.offer(going.friendId, new File([copy], name));
    if (error !== null) throw new MessengerError(error);
    const { transfers } = this.ports.store.get();
    const offered = [...transfers.values()].find((one) => one.name === name);
    if (offered === undefined) throw new MessengerError('file-unreadable');
    return offered.fileId;
  }

  /** How the file gets on. */
  #watch(): void {
    const going = this.#going;
    const { move, transfers } = this.ports.store.get();
    const given = going?.given ?? null;
    if (going === null || given === null || move?.step !== 'sending') return;
    const transfer = transfers.get(given.fileId);
    if (transfer?.status === 'complete') change(this.ports, { step: 'there' });
    else if (transfer === undefined || isOver(transfer)) void this.#cease(going, null);
    else if (transfer.status === 'failed' || transfer.source !== 'here') {
      void this.#cease(going, transfer.error ?? 'file-unreadable');
    }
  }

  /** It comes to nothing; with a reason of this device the other one has not heard of it. */
  async #cease(going: Going, error: ErrorCode | null): Promise<void> {
    this.#end('stopped', error);
    if (error !== null) this.ports.tell(going.friendId, going.id, { name: 'end' });
    if (going.given !== null) await this.ports.end(going.given.fileId);
  }

  #end(step: MoveStepName, error: ErrorCode | null = null): void {
    this.#going = null;
    change(this.ports, { step, error });
  }

  /** Durable when it resolves. */
  async #away({ move, friendId }: MoveRecord): Promise<void> {
    const atMs = this.ports.ports.clock.nowMs();
    await this.ports.moves.put({ state: 'away', move, friendId, fileId: '', atMs });
  }

  #close(): void {
    const atMs = this.ports.ports.clock.nowMs();
    this.#going = null;
    this.ports.leave();
    this.ports.store.update(({ move: _, ...state }) => ({
      ...state,
      phase: { status: 'moved', atMs },
    }));
  }
}

/** Nothing goes on yet. */
const BEFORE: readonly MoveStepName[] = ['choosing', 'refused', 'not-new', 'stopped'];
