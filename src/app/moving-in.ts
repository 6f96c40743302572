/** The new device of a move: takes everything that the old one gives, all or nothing, and says so. */
import { codeOf, MessengerError, type ErrorCode } from '../errors.ts';
import type { BackupRecord } from '../storage/backup-codec.ts';
import type { Import } from '../storage/importing.ts';
import type { FileId, FriendId, SettingsRecord } from '../storage/repositories.ts';
import { equalBytes } from '../wire/bytes.ts';
import { PIECE_BYTES } from '../wire/pieces.ts';
import { survey } from './backup-contents.ts';
import { gatherImport } from './backup-importing.ts';
import { openBackup, recordsOf, type BackupBytes, type OpenedBackup } from './backup-reading.ts';
import { localFileId } from './file-ids.ts';
import type { MoveSize, MoveState } from './move-actions.ts';
import { change, putAway, showDone, type MovingPorts } from './moving-ports.ts';
import type { AppState, Transfer } from './state.ts';

/** A line that lives answers at once; without it the next line tells. */
const NOTED_WAIT_MS = 5_000;

/** What this page is about. */
interface Coming {
  readonly id: Uint8Array;
  readonly friendId: FriendId;
  /** A person said yes. */
  agreed: boolean;
  given: { readonly fileId: FileId; readonly secret: Uint8Array } | null;
  accepted: boolean;
  /** From here on it cannot be stopped. */
  taking: boolean;
}

export class MovingIn {
  #coming: Coming | null = null;
  /** The old device heard that everything is here. */
  #noted: (() => void) | null = null;

  constructor(private readonly ports: MovingPorts) {
    ports.store.subscribe(() => this.#watch());
  }

  async offered(friendId: FriendId, id: Uint8Array, size: MoveSize): Promise<void> {
    if (await this.owes(friendId)) return;
    const known = this.#of(friendId, id);
    if (known !== null) {
      if (known.agreed) this.ports.tell(friendId, id, { name: 'answer', answer: 'yes' });
      return;
    }
    const { friends, move } = this.ports.store.get();
    // Its page began anew: what it asked before is over.
    const isAnew = this.#coming?.friendId === friendId && !this.#coming.taking;
    if (friends.get(friendId)?.quiet === 'muted' || (move !== undefined && !isAnew)) {
      this.ports.tell(friendId, id, { name: 'answer', answer: 'no' });
    } else if (!isNew(friends)) {
      this.ports.tell(friendId, id, { name: 'answer', answer: 'not-new' });
    } else {
      this.#coming = { id, friendId, agreed: false, given: null, accepted: false, taking: false };
      this.#show({ friendId, step: 'asked', size });
    }
  }

  look(): void {
    if (this.ports.store.get().move?.step === 'asked') change(this.ports, { step: 'considering' });
  }

  async agree(): Promise<ErrorCode | null> {
    const coming = this.#coming;
    const { friends, move } = this.ports.store.get();
    if (coming === null || coming.agreed || move?.step !== 'considering') return null;
    if (!isNew(friends)) return 'move-not-new';
    // Everything lies here twice until it is taken in.
    if (!(await this.#hasRoom(2 * move.size.fileBytes))) return 'file-no-space';
    if (this.#coming !== coming) return null;
    coming.agreed = true;
    change(this.ports, { step: 'receiving' });
    // Without a line it is said on the next one.
    this.ports.tell(coming.friendId, coming.id, { name: 'answer', answer: 'yes' });
    return null;
  }

  file(friendId: FriendId, id: Uint8Array, wireId: Uint8Array, secret: Uint8Array): void {
    const coming = this.#of(friendId, id);
    if (coming === null || !coming.agreed || coming.given !== null) return;
    const fileId = localFileId(friendId, 'receive', wireId);
    coming.given = { fileId, secret };
    change(this.ports, { fileId });
    this.#watch();
  }

  /** The old device stopped it. */
  ended(friendId: FriendId, id: Uint8Array): void {
    const coming = this.#of(friendId, id);
    if (coming === null || coming.taking) return;
    if (coming.agreed) void this.#cease(coming, null);
    else void this.stop();
  }

  /** The old device heard it: nothing is left to say to it. */
  async noted(friendId: FriendId, id: Uint8Array): Promise<void> {
    const record = await this.ports.moves.get();
    if (record?.state !== 'arrived' || record.friendId !== friendId) return;
    if (!equalBytes(record.move, id)) return;
    await this.ports.remove(friendId);
    await this.ports.moves.clear();
    // A page that waits for it begins anew: until then nothing but the move is shown.
    if (this.#noted === null) putAway(this.ports);
    else this.#noted();
  }

  /** Says once more what the old device has not heard. @returns whether there was something to say */
  async owes(friendId: FriendId): Promise<boolean> {
    const record = await this.ports.moves.get();
    if (record?.state !== 'arrived' || record.friendId !== friendId) return false;
    this.ports.tell(friendId, record.move, { name: 'done' });
    return true;
  }

  /** Shows that an old device has not heard it. */
  remember(friendId: FriendId): void {
    const size = { friends: 0, files: 0, fileBytes: 0 };
    if (this.ports.store.get().friends.has(friendId)) {
      this.#show({ friendId, step: 'arrived', size });
    }
  }

  /** The person does not want it, or has seen how it ended. */
  async stop(): Promise<void> {
    const coming = this.#coming;
    if (coming?.taking === true) return;
    this.#coming = null;
    putAway(this.ports);
    if (coming === null) return;
    const { friendId, id, agreed } = coming;
    this.ports.tell(friendId, id, agreed ? { name: 'end' } : { name: 'answer', answer: 'no' });
    await this.#drop(coming);
  }

  #of(friendId: FriendId, id: Uint8Array): Coming | null {
    const coming = this.#coming;
    return coming?.friendId === friendId && equalBytes(coming.id, id) ? coming : null;
  }

  #show(move: Pick<MoveState, 'friendId' | 'step' | 'size'>): void {
    const rest = { side: 'new', done: 0, fileId: null, error: null, unheard: false } as const;
    this.ports.store.update((state) => ({ ...state, move: { ...rest, ...move } }));
  }

  async #hasRoom(neededBytes: number): Promise<boolean> {
    const { quotaBytes, usageBytes } = await this.ports.ports.persistence.storageReport();
    return quotaBytes === null || usageBytes === null || neededBytes <= quotaBytes - usageBytes;
  }

  /** How the file gets on. */
  #watch(): void {
    const coming = this.#coming;
    const given = coming?.given ?? null;
    if (coming === null || given === null || coming.taking) return;
    const transfer = this.ports.store.get().transfers.get(given.fileId);
    switch (transfer?.status) {
      case 'offered':
        if (transfer.room !== null) void this.#cease(coming, 'file-no-space');
        else if (!coming.accepted) void this.#accept(coming, transfer.fileId);
        return;
      case 'complete':
        void this.#take(coming, transfer, given.secret);
        return;
      case 'failed':
        void this.#cease(coming, transfer.error ?? 'file-unreadable');
        return;
      case 'declined':
      case 'cancelled':
        void this.#cease(coming, null);
        return;
      default:
      // Under way, or its offer has not come yet.
    }
  }

  async #accept(coming: Coming, fileId: FileId): Promise<void> {
    coming.accepted = true;
    const error = await this.ports.accept(fileId);
    if (error !== null) await this.#cease(coming, error);
  }

  async #take(coming: Coming, transfer: Transfer, secret: Uint8Array): Promise<void> {
    coming.taking = true;
    const { friendId, id } = coming;
    try {
      const from = await this.#gather(transfer, secret);
      const atMs = this.ports.ports.clock.nowMs();
      const move = { state: 'arrived', move: id, friendId, fileId: '', atMs } as const;
      await this.ports.importAll({ ...from, move });
    } catch (error) {
      await this.#cease(coming, codeOf(error, 'backup-damaged'));
      return;
    }
    const noted = new Promise<void>((resolve) => (this.#noted = resolve));
    this.ports.tell(friendId, id, { name: 'done' });
    const waited = new Promise<void>((resolve) => setTimeout(resolve, NOTED_WAIT_MS));
    await Promise.race([noted, waited]);
    // What is in memory is not true any more.
    this.ports.leave();
    this.ports.restart();
  }

  /** Reads all of it before anything is changed, then once more. @throws MessengerError */
  async #gather(transfer: Transfer, secret: Uint8Array): Promise<Import> {
    const { ports } = this.ports;
    const { fileId, sizeBytes } = transfer;
    const note = (bytes: number): void => showDone(this.ports, bytes / sizeBytes);
    change(this.ports, { step: 'reading', done: 0 });
    const bytes = storedBytes(ports.files, fileId, sizeBytes);
    const backup = await openBackup(bytes, (_, cost) => {
      if (cost !== null) throw new MessengerError('backup-not-one');
      return Promise.resolve(secret.slice());
    });
    const here = { friends: await ports.friends.all(), logs: ports.logs };
    const { contents, matched } = await survey(recordsOf(backup, note), here);
    if (!(await this.#hasRoom(contents.fileBytes))) throw new MessengerError('file-no-space');
    // A second friend came meanwhile.
    if (!isNew(this.ports.store.get().friends)) throw new MessengerError('move-not-new');
    // It claims to know the one who is here.
    if (matched.some(({ here: one }) => one !== null)) throw new MessengerError('backup-damaged');
    change(this.ports, { step: 'importing', done: 0 });
    const from = await gatherImport(recordsOf(backup, note), matched, 'merge', null, ports);
    return { ...from, settings: asThere(from.settings, await this.#settings(backup)) };
  }

  async #settings(backup: OpenedBackup): Promise<SettingsRecord | null> {
    const records: AsyncIterable<BackupRecord> = recordsOf(backup, () => undefined);
    for await (const record of records) {
      if (record.type === 'settings') return record.settings;
      if (record.type === 'friend') return null;
    }
    return null;
  }

  async #cease(coming: Coming, error: ErrorCode | null): Promise<void> {
    if (this.#coming !== coming) return;
    this.#coming = null;
    change(this.ports, { step: 'stopped', error });
    this.ports.tell(coming.friendId, coming.id, { name: 'end' });
    await this.#drop(coming);
  }

  /** What came of the file is of no use. */
  async #drop({ given }: Coming): Promise<void> {
    if (given !== null) await this.ports.end(given.fileId);
  }
}

/** Moving makes no backup that anybody could go back to: when the last one was made stays as it was. */
function asThere(
  settings: SettingsRecord | null,
  there: SettingsRecord | null,
): SettingsRecord | null {
  if (settings === null) return null;
  const backupAtMs = there?.backupAtMs;
  if (backupAtMs !== undefined) return { ...settings, backupAtMs };
  const never: SettingsRecord & { backupAtMs?: number } = { ...settings };
  delete never.backupAtMs;
  return never;
}

/** Nobody but the old device is known here. */
function isNew(friends: AppState['friends']): boolean {
  return friends.size === 1;
}

/** A received file, as a backup is read. */
function storedBytes(
  files: MovingPorts['ports']['files'],
  fileId: FileId,
  sizeBytes: number,
): BackupBytes {
  return {
    sizeBytes,
    async *from(start) {
      const first = Math.floor(start / PIECE_BYTES);
      for (let piece = first; piece * PIECE_BYTES < sizeBytes; piece += 1) {
        const bytes = await files.read(fileId, piece);
        yield piece === first ? bytes.subarray(start - first * PIECE_BYTES) : bytes;
      }
    },
  };
}
