import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import vectors from '../vectors/backup.json' with { type: 'json' };
import { argon2id } from '../../src/crypto/argon2id.ts';
import { BACKUP_CHUNK_BYTES, openChunks, sealChunks } from '../../src/crypto/backup-chunks.ts';
import {
  makeBackupHeader,
  MAX_BACKUP_HEADER_BYTES,
  openBackupHeader,
  readBackupHeader,
} from '../../src/crypto/backup-header.ts';
import { passphraseBytes } from '../../src/crypto/passphrase-key.ts';
import { MessengerError } from '../../src/errors.ts';
import { concat, fromHex, toHex } from '../../src/wire/bytes.ts';

type Bytes = Uint8Array<ArrayBuffer>;

async function gather(parts: AsyncIterable<Uint8Array>): Promise<Bytes> {
  const all: Uint8Array[] = [];
  for await (const part of parts) all.push(part);
  return concat(...all);
}

async function* inParts(bytes: Bytes, length: number): AsyncGenerator<Bytes> {
  for (let at = 0; at < bytes.length; at += length) {
    await Promise.resolve();
    yield bytes.slice(at, at + length);
  }
}

const seal = (key: Bytes, plain: Bytes): Promise<Bytes> => gather(sealChunks(key, [plain]));
const open = (key: Bytes, sealed: Bytes, partBytes = 65_536): Promise<Bytes> =>
  gather(openChunks(key, inParts(sealed, partBytes)));

const KEY = new Uint8Array(32).fill(7);
const plainOf = (length: number): Bytes => Uint8Array.from({ length }, (_, at) => at % 251);

describe('backup vectors', () => {
  for (const { name, ...file } of vectors.files) {
    it(`${name}: is made and opened`, async () => {
      const salt = fromHex(file.salt);
      const secret = fromHex(file.secret);
      const { passphrase, memoryKib, passes } = file;
      const cost = memoryKib === undefined ? null : { memoryKib, passes };
      if (cost !== null) {
        const derived = await argon2id(passphraseBytes(passphrase ?? ''), salt, cost);
        expect(toHex(derived)).toBe(file.secret);
      }
      const { header, key } = makeBackupHeader(secret, cost, salt);
      const plain = fromHex(file.plain);
      expect(toHex(concat(header, await seal(key, plain)))).toBe(file.bytes);

      const bytes = fromHex(file.bytes);
      const read = readBackupHeader(bytes.subarray(0, MAX_BACKUP_HEADER_BYTES));
      expect(read.cost).toEqual(cost);
      const opening = openBackupHeader(read, secret);
      expect(opening).toEqual(key);
      expect(toHex(await open(key, bytes.slice(read.lengthBytes)))).toBe(file.plain);
      expect(openBackupHeader(read, new Uint8Array(32))).toBeNull();
    });
  }
});

describe('chunks of a backup', () => {
  it.each([1, BACKUP_CHUNK_BYTES - 1, BACKUP_CHUNK_BYTES, BACKUP_CHUNK_BYTES + 1, 700_000])(
    '%i bytes come out as they went in, however they are cut on their way',
    async (length) => {
      const plain = plainOf(length);
      const sealed = await gather(sealChunks(KEY, inParts(plain, 100_003)));
      expect(sealed).toEqual(await seal(KEY, plain));
      for (const partBytes of [65_536, sealed.length]) {
        expect(toHex(await open(KEY, sealed, partBytes))).toBe(toHex(plain));
      }
    },
  );

  it('swapped, doubled, left out or cut off do not open', async () => {
    const sealed = await seal(KEY, plainOf(3 * BACKUP_CHUNK_BYTES));
    const size = BACKUP_CHUNK_BYTES + 16;
    const [a, b, c] = [0, 1, 2].map((at) => sealed.slice(at * size, (at + 1) * size));
    if (a === undefined || b === undefined || c === undefined) throw new Error('three chunks');
    const orders = [[b, a, c], [a, a, b, c], [a, c], [b, c], [a, b], [a], [a, b, c, c], []];
    for (const order of orders) {
      await expect(open(KEY, concat(...order))).rejects.toMatchObject({ code: 'backup-damaged' });
    }
  });

  it('with any byte changed or any part of the end missing do not open', async () => {
    const sealed = await seal(KEY, plainOf(1_000));
    await fc.assert(
      fc.asyncProperty(
        fc.nat(sealed.length - 1),
        fc.integer({ min: 1, max: 255 }),
        async (at, flip) => {
          const altered = sealed.slice();
          altered[at] = (altered[at] ?? 0) ^ flip;
          await expect(open(KEY, altered)).rejects.toBeInstanceOf(MessengerError);
          await expect(open(KEY, sealed.slice(0, at))).rejects.toBeInstanceOf(MessengerError);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are held one at a time', async () => {
    let taken = 0;
    async function* endless(): AsyncGenerator<Bytes> {
      for (;;) {
        await Promise.resolve();
        taken += 1;
        yield plainOf(65_536);
      }
    }
    const chunks = sealChunks(KEY, endless());
    await chunks.next();
    expect(taken).toBeLessThanOrEqual(5);
    await chunks.return();
  });
});

describe('a header', () => {
  it('of any bytes is read or refused, and never asks for a cost out of bounds', () => {
    const { header } = makeBackupHeader(
      new Uint8Array(32),
      { memoryKib: 65_536, passes: 3 },
      new Uint8Array(16),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.nat(64), (noise, at) => {
        for (const bytes of [noise, concat(header.subarray(0, at), noise)]) {
          try {
            const { cost } = readBackupHeader(bytes);
            expect(cost?.memoryKib ?? 19_456).toBeGreaterThanOrEqual(19_456);
            expect(cost?.memoryKib ?? 0).toBeLessThanOrEqual(262_144);
          } catch (error) {
            expect(error).toBeInstanceOf(MessengerError);
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
