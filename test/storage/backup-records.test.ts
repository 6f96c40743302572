import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import vectors from '../vectors/backup.json' with { type: 'json' };
import { openChunks, sealChunks } from '../../src/crypto/backup-chunks.ts';
import {
  makeBackupHeader,
  openBackupHeader,
  readBackupHeader,
} from '../../src/crypto/backup-header.ts';
import { MessengerError } from '../../src/errors.ts';
import {
  decodeBackupRecord,
  encodeBackupRecord,
  type BackupRecord,
} from '../../src/storage/backup-codec.ts';
import { BackupOrder } from '../../src/storage/backup-order.ts';
import { readBackupRecords } from '../../src/storage/backup-reader.ts';
import { concat, fromHex, toHex } from '../../src/wire/bytes.ts';

type Bytes = Uint8Array<ArrayBuffer>;

async function* inParts(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) {
    await Promise.resolve();
    yield bytes.subarray(at, at + length);
  }
}

async function gather<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const value of values) all.push(value);
  return all;
}

const given = vectors.files[1];
if (given === undefined) throw new Error('a vector under a key');

/** All that a reader does with a file whose secret it has. */
async function readFile(bytes: Bytes, secret: Bytes): Promise<BackupRecord[]> {
  const header = readBackupHeader(bytes.subarray(0, 64));
  const key = openBackupHeader(header, secret);
  if (key === null) throw new MessengerError('passphrase-wrong');
  return gather(
    readBackupRecords(openChunks(key, inParts(bytes.slice(header.lengthBytes), 1_000))),
  );
}

describe('records of a backup', () => {
  it('are read from the vectors and written the same', async () => {
    for (const { secret, bytes, plain } of vectors.files) {
      const records = await readFile(fromHex(bytes), fromHex(secret));
      expect(toHex(concat(...records.map(encodeBackupRecord)))).toBe(plain);
    }
  });

  it('hold what the vectors say', async () => {
    const [file] = vectors.files;
    const records = await readFile(fromHex(file?.bytes ?? ''), fromHex(file?.secret ?? ''));
    expect(records.map(({ type }) => type)).toEqual([
      ...['begin', 'settings', 'friend', 'meeting'],
      ...['entry', 'entry', 'entry', 'begun', 'file', 'piece', 'end'],
    ]);
    expect(records[1]).toMatchObject({
      settings: { name: 'Ada', theme: 'dark', lockAfterMinutes: 15 },
    });
    expect(records[2]).toMatchObject({ id: 'friend-1', friend: { name: 'Grüße', ackedSeq: 2 } });
    expect(records[5]).toMatchObject({ author: 'friend', seq: 1, entry: { text: 'Grüß dich 👋' } });
  });

  it('carry a long file in pieces, over several chunks', async () => {
    const { salt, secret, sizeBytes, plainSha256, bytesSha256 } = vectors.long;
    const [source] = vectors.files;
    const friend = (
      await readFile(fromHex(source?.bytes ?? ''), fromHex(source?.secret ?? ''))
    ).find(({ type }) => type === 'friend');
    const small = (
      await readFile(fromHex(source?.bytes ?? ''), fromHex(source?.secret ?? ''))
    ).find(({ type }) => type === 'file');
    if (friend === undefined || small?.type !== 'file') throw new Error('a friend and a file');
    const content = Uint8Array.from({ length: sizeBytes }, (_, at) => at % 256);
    const records: BackupRecord[] = [
      { type: 'begin', madeAtMs: 1_795_305_600_000, withFiles: true },
      friend,
      { ...small, transfer: { ...small.transfer, sizeBytes } },
      { type: 'piece', bytes: content.slice(0, 524_288) },
      { type: 'piece', bytes: content.slice(524_288) },
      { type: 'end' },
    ];
    const plain = concat(...records.map(encodeBackupRecord));
    const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
    expect(sha256(plain)).toBe(plainSha256);
    const { header, key } = makeBackupHeader(fromHex(secret), null, fromHex(salt));
    const bytes = concat(header, ...(await gather(sealChunks(key, [plain]))));
    expect(sha256(bytes)).toBe(bytesSha256);
    expect(await readFile(bytes, fromHex(secret))).toEqual(records);
  });

  it.each(vectors.damaged.map(({ name, ...file }) => [name, file] as const))(
    'with %s are refused',
    async (_name, { bytes, error }) => {
      const reading = readFile(fromHex(bytes), fromHex(given.secret));
      await expect(reading).rejects.toMatchObject({ code: error });
    },
  );

  it('of any bytes are read or refused', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10 }),
        fc.uint8Array({ maxLength: 200 }),
        (type, body) => {
          try {
            decodeBackupRecord(concat(Uint8Array.of(type), body));
          } catch (error) {
            expect(error).toBeInstanceOf(MessengerError);
          }
        },
      ),
      { numRuns: 5_000 },
    );
  });

  it('with anything changed inside are read or refused, and nothing else happens', async () => {
    const plain = fromHex(vectors.files[0]?.plain ?? '');
    await fc.assert(
      fc.asyncProperty(
        fc.nat(plain.length - 1),
        fc.nat(255),
        fc.integer({ min: 1, max: 50 }),
        async (at, byte, cut) => {
          const changed = plain.slice();
          changed[at] = byte;
          try {
            await gather(readBackupRecords(inParts(changed, cut)));
          } catch (error) {
            expect(error).toBeInstanceOf(MessengerError);
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe('more records than an import can hold', () => {
  const entry = (seq: number): BackupRecord => {
    return { type: 'entry', author: 'me', seq, entry: { kind: 'text', atMs: 1, text: 'x' } };
  };
  let order: BackupOrder;

  beforeEach(async () => {
    order = new BackupOrder();
    const [first] = vectors.files;
    for (const record of await readFile(
      fromHex(first?.bytes ?? ''),
      fromHex(first?.secret ?? ''),
    )) {
      if (record.type === 'entry') return;
      order.next(record, 0);
    }
  });

  it('are refused by their number', () => {
    for (let seq = 1; seq <= 1_048_576; seq += 1) order.next(entry(seq), 1);
    expect(() => order.next(entry(1_048_577), 1)).toThrow('backup-too-large');
  });

  it('are refused by their bytes, before they are kept', () => {
    for (let seq = 1; seq <= 256; seq += 1) order.next(entry(seq), 1_048_576);
    expect(() => order.next(entry(257), 1)).toThrow('backup-too-large');
  });

  it('are refused as files', async () => {
    const [first] = vectors.files;
    const all = await readFile(fromHex(first?.bytes ?? ''), fromHex(first?.secret ?? ''));
    const file = all.find(({ type }) => type === 'file');
    if (file === undefined) throw new Error('a file');
    for (let files = 0; files < 262_144; files += 1) order.next(file, 1);
    expect(() => order.next(file, 1)).toThrow('backup-too-large');
  });
});
