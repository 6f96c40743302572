/** Backups of people in Node (person.ts), over the storage that their page has. */
import { expect, vi, type Mock } from 'vitest';
import type { BackupContents, ImportMode } from '../../src/app/backup-actions.ts';
import { Backups, type BackupPorts } from '../../src/app/backups.ts';
import type { DeriveKey } from '../../src/crypto/passphrase-key.ts';
import { randomBytes } from '../../src/crypto/random.ts';
import { SecretboxVault } from '../../src/crypto/vault.ts';
import { openDatabase, type Database } from '../../src/storage/database.ts';
import { IdbFileStore } from '../../src/storage/idb-file-store.ts';
import { IdbFriends } from '../../src/storage/idb-friends.ts';
import { IdbLog } from '../../src/storage/idb-log.ts';
import { IdbMeetings } from '../../src/storage/idb-meetings.ts';
import { IdbSettings } from '../../src/storage/idb-settings.ts';
import { IdbTransfers } from '../../src/storage/idb-transfers.ts';
import { IdbVanishing } from '../../src/storage/idb-vanishing.ts';
import { importAll } from '../../src/storage/importing.ts';
import { loadOrCreateVaultKey } from '../../src/storage/vault-key.ts';
import { openPiece } from '../../src/transfer/pipeline.ts';
import { concat, utf8Encode } from '../../src/wire/bytes.ts';
import type { Person } from './person.ts';

export const PASSPHRASE = 'a kettle on a string';

/** Argon2id's place: as true to its input, without the second. */
const derive: DeriveKey = async (passphrase, salt, cost) => {
  const bytes = new Uint8Array(concat(utf8Encode(passphrase), salt));
  return {
    key: new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)),
    cost: cost ?? { memoryKib: 19_456, passes: 2 },
  };
};

export class BackupKit {
  /** What the saver was given last. */
  saved = new Uint8Array(0);
  readonly restart: Mock<() => void> = vi.fn();

  private constructor(
    readonly database: Database,
    readonly backups: Backups,
    readonly ports: { -readonly [Name in keyof BackupPorts]: BackupPorts[Name] },
  ) {}

  /** @param change what is other than in an ordinary browser */
  static async of(person: Person, change: Partial<BackupPorts> = {}): Promise<BackupKit> {
    const database = await openDatabase({ name: person.databaseName });
    const { bytes: key } = await loadOrCreateVaultKey(database, randomBytes);
    const vault = new SecretboxVault(key, randomBytes);
    const ports: BackupPorts = {
      friends: new IdbFriends(database, vault),
      logs: new IdbLog(database, vault),
      vanishing: () => Promise.resolve(new IdbVanishing(database, vault)),
      transfers: new IdbTransfers(database, vault),
      settings: new IdbSettings(database, vault),
      meetings: new IdbMeetings(database, vault),
      files: new IdbFileStore(database, vault, openPiece),
      clock: { nowMs: () => person.nowMs() },
      random: randomBytes,
      derive,
      saver: {
        save: async (_name, source) => {
          kit.saved = new Uint8Array(await new Response(source.stream()).arrayBuffer());
          return true;
        },
      },
      persistence: { storageReport: () => Promise.resolve({ persisted: true, ...person.room }) },
      keepCopy: (bytes) => new Response(bytes).blob(),
      updateSettings: (settings) => person.app.updateSettings(settings),
      leave: () => person.app.leave(),
      importAll: (from) => importAll(database, vault, from),
      restart: () => kit.restart(),
      ...change,
    };
    const kit: BackupKit = new BackupKit(database, new Backups(ports), ports);
    return kit;
  }

  async save(withFiles = true): Promise<Uint8Array<ArrayBuffer>> {
    const error = await this.backups.save(PASSPHRASE, withFiles, () => undefined);
    if (error !== null) throw new Error(error);
    return this.saved;
  }

  async look(bytes: Uint8Array<ArrayBuffer>, passphrase = PASSPHRASE): Promise<BackupContents> {
    const looked = await this.backups.look(new Blob([bytes]), passphrase, () => undefined);
    if (looked.status === 'failed') throw new Error(looked.code);
    return looked.contents;
  }

  /** Looks and imports. @returns why it could not be */
  async take(bytes: Uint8Array<ArrayBuffer>, mode: ImportMode = 'replace'): Promise<string | null> {
    await this.look(bytes);
    return this.backups.import(mode, () => undefined);
  }
}

/** A new device of somebody, with what a backup holds. */
export async function restoreOn(person: Person, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const kit = await BackupKit.of(person);
  const error = await kit.take(bytes);
  if (error !== null) throw new Error(error);
  kit.database.close();
  person.close();
  await person.open();
}

/** Of the file that is sent: three pieces, the last one short. */
export const CONTENT = Uint8Array.from({ length: 1_300_000 }, (_, at) => (at * 7) % 256);

/** Says it, and waits until it has come where there is a line. */
export async function say(from: Person, to: Person, ...texts: string[]): Promise<void> {
  for (const text of texts) expect(await from.app.sendText(from.friend.id, text)).toBeNull();
  await to.app.loadEarlier(to.friend.id);
  if (to.friend.line !== 'open') return;
  await to.until(texts.join(), () => texts.every((text) => to.texts.includes(text)));
}

/** Everything of a person that stands in storage, as the app shows it. */
export async function shown(person: Person): Promise<unknown> {
  await person.app.loadEarlier(person.friend.id);
  return {
    name: person.state.settings?.name,
    friend: { ...person.friend, line: 'away' },
    texts: person.texts,
    transfers: [...person.state.transfers.values()].map(({ name, status }) => [name, status]),
  };
}

/** Sends CONTENT; resolves when both sides know that it is there. */
export async function sendFile(from: Person, to: Person): Promise<void> {
  expect(await from.app.offerFiles(from.friend.id, [new File([CONTENT], 'long.bin')])).toBeNull();
  await to.until('offer', ({ transfers }) => transfers.size > 0);
  expect(await to.app.acceptFile(to.transfer.fileId)).toBeNull();
  await to.until('file', () => to.transfer.status === 'complete');
  await from.until('sent', () => from.transfer.status === 'complete');
}
