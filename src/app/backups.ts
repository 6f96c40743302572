/** Saving a backup, looking into one, and importing it. */
import { codeOf, MessengerError, type ErrorCode } from '../errors.ts';
import type { DeriveKey } from '../crypto/passphrase-key.ts';
import type { RandomBytes } from '../crypto/random.ts';
import type { Import } from '../storage/importing.ts';
import type { SettingsRecord } from '../storage/repositories.ts';
import type { BackupActions, BackupSize, ImportMode, NoteProgress } from './backup-actions.ts';
import { survey, type Survey } from './backup-contents.ts';
import { gatherImport } from './backup-importing.ts';
import { bytesOfFile, openBackup, recordsOf, type OpenedBackup } from './backup-reading.ts';
import { backupBytes, backupSalt, streamOf, type BackupSources } from './backup-writing.ts';
import { MIN_PASSPHRASE_CHARACTERS } from './lock.ts';
import type { FileSaver, Persistence } from './ports.ts';
import { isReceived } from './transfer-book.ts';

export interface BackupPorts extends BackupSources {
  readonly random: RandomBytes;
  readonly derive: DeriveKey;
  readonly saver: Pick<FileSaver, 'save'>;
  readonly persistence: Pick<Persistence, 'storageReport'>;
  /** Keeps what is sealed already on the disk for a download. */
  keepCopy(bytes: ReadableStream<Uint8Array>): Promise<Blob>;
  updateSettings(change: Partial<SettingsRecord>): Promise<unknown>;
  /** Leaves all lines: nothing new may come in between. */
  leave(): void;
  /** All or nothing. */
  importAll(from: Import): Promise<void>;
  /** Begins with a fresh page. */
  restart(): void;
}

export class Backups implements BackupActions {
  #looked: { readonly backup: OpenedBackup; readonly survey: Survey } | null = null;

  constructor(private readonly ports: BackupPorts) {}

  async size(): Promise<BackupSize> {
    const kept = (await this.ports.transfers.all()).filter(isReceived);
    return {
      files: kept.length,
      fileBytes: kept.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    };
  }

  async save(
    passphrase: string,
    withFiles: boolean,
    note: NoteProgress,
  ): Promise<ErrorCode | 'cancelled' | null> {
    const { ports } = this;
    if (Array.from(passphrase).length < MIN_PASSPHRASE_CHARACTERS) return 'passphrase-short';
    try {
      const madeAtMs = ports.clock.nowMs();
      // The picker comes first: it needs the click, and deriving takes a second.
      const stream = (): ReadableStream<Uint8Array<ArrayBuffer>> =>
        streamOf(this.#bytes(passphrase, withFiles, note));
      const copy = (): Promise<Blob> => ports.keepCopy(stream());
      if (!(await ports.saver.save(fileName(madeAtMs), { stream, copy }))) return 'cancelled';
      await ports.updateSettings({ backupAtMs: madeAtMs });
      return null;
    } catch (error) {
      return codeOf(error, 'file-save-failed');
    }
  }

  async look(
    file: Blob,
    passphrase: string,
    note: NoteProgress,
  ): ReturnType<BackupActions['look']> {
    this.#looked = null;
    try {
      const backup = await openBackup(bytesOfFile(file), async (salt, cost) => {
        // One under a key is read by whoever has the key.
        if (cost === null) throw new MessengerError('backup-not-one');
        return (await this.ports.derive(passphrase, salt, cost)).key;
      });
      const friends = await this.ports.friends.all();
      const records = recordsOf(backup, (bytes) => note(bytes / file.size));
      const found = await survey(records, { friends, logs: this.ports.logs });
      this.#looked = { backup, survey: found };
      return { status: 'read', contents: found.contents };
    } catch (error) {
      return { status: 'failed', code: codeOf(error, 'file-unreadable') };
    }
  }

  async import(mode: ImportMode, note: NoteProgress): Promise<ErrorCode | null> {
    const { ports } = this;
    if (this.#looked === null) return 'backup-not-one';
    const { backup, survey: found } = this.#looked;
    try {
      await this.#demandRoom(found.contents.fileBytes);
      ports.leave();
      const records = recordsOf(backup, (bytes) => note(bytes / backup.bytes.sizeBytes));
      const settings = await ports.settings.get();
      await ports.importAll(await gatherImport(records, found.matched, mode, settings, ports));
    } catch (error) {
      return codeOf(error, 'storage-unavailable');
    }
    ports.restart();
    return null;
  }

  async *#bytes(passphrase: string, withFiles: boolean, note: NoteProgress) {
    const salt = backupSalt(this.ports.random);
    const { key, cost } = await this.ports.derive(passphrase, salt, null);
    const { fileBytes } = withFiles ? await this.size() : { fileBytes: 0 };
    try {
      yield* backupBytes(this.ports, withFiles, { secret: key, salt, cost }, (bytes) =>
        note(bytes / Math.max(fileBytes, 1)),
      );
    } finally {
      // As far as the language allows; the engine may have copied it.
      key.fill(0);
    }
  }

  /** Before gigabytes are written in vain. @throws MessengerError 'file-no-space' */
  async #demandRoom(fileBytes: number): Promise<void> {
    const { quotaBytes, usageBytes } = await this.ports.persistence.storageReport();
    if (quotaBytes === null || usageBytes === null) return;
    if (fileBytes > quotaBytes - usageBytes) throw new MessengerError('file-no-space');
  }
}

/** Sorted by date wherever it is kept, in words that any system takes. */
function fileName(madeAtMs: number): string {
  return `Twocan ${new Date(madeAtMs).toISOString().slice(0, 10)}.backup`;
}
