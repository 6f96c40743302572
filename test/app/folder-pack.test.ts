import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packFolder, type FolderEntry } from '../../src/app/folder-pack.ts';
import { readFolder, type ReceivedEntry } from '../../src/app/folder-reader.ts';
import { MessengerError } from '../../src/errors.ts';
import { concat } from '../../src/wire/bytes.ts';
import { encodeListing } from '../../src/wire/folder-listing.ts';
import { PIECE_BYTES } from '../../src/wire/pieces.ts';

function file(content: string | Uint8Array<ArrayBuffer>, lastModified = 5): File {
  return new File([content], 'x', { lastModified });
}

/** Reads pieces of bytes, and counts how often. */
function piecesOf(bytes: Uint8Array<ArrayBuffer>) {
  let reads = 0;
  const read = (piece: number): Promise<Uint8Array<ArrayBuffer>> => {
    reads += 1;
    const part = bytes.slice(piece * PIECE_BYTES, (piece + 1) * PIECE_BYTES);
    if (part.length === 0) return Promise.reject(new MessengerError('storage-corrupt'));
    return Promise.resolve(part);
  };
  return { read, reads: () => reads };
}

async function packed(entries: readonly FolderEntry[]) {
  const { file: whole, folderFiles } = packFolder({ name: 'Holiday', entries });
  const bytes = new Uint8Array(await whole.arrayBuffer());
  return { bytes, offered: { sizeBytes: whole.size, files: folderFiles } };
}

async function contentOf(entry: ReceivedEntry): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of entry.bytes()) parts.push(part);
  return Buffer.concat(parts);
}

describe('a folder that was packed', () => {
  test('has everything in it when it is read', async () => {
    const { bytes, offered } = await packed([
      { path: 'b/large.bin', file: file(new Uint8Array(PIECE_BYTES + 9).fill(7)) },
      { path: 'a.txt', file: file('first', 1_795_000_000_000) },
      { path: 'later', file: null },
      { path: 'empty.txt', file: file('') },
    ]);
    expect(offered.files).toBe(3);
    const entries = await readFolder(offered, piecesOf(bytes).read);
    expect(entries.map(({ kind, path, sizeBytes }) => [kind, path.join('/'), sizeBytes])).toEqual([
      ['file', 'a.txt', 5],
      ['file', 'b/large.bin', PIECE_BYTES + 9],
      ['file', 'empty.txt', 0],
      ['folder', 'later', 0],
    ]);
    const contents = await Promise.all(entries.map(contentOf));
    expect(contents.map(({ length }) => length)).toEqual([5, PIECE_BYTES + 9, 0, 0]);
    expect(contents[0]?.toString()).toBe('first');
    expect(contents[1]?.every((byte) => byte === 7)).toBe(true);
    expect(entries[0]?.modifiedMs).toBe(1_795_000_000_000);
  });

  test('gives the same bytes whatever order its files come in', async () => {
    const entries = ['b', 'a/z', 'a', 'c/'].map((path) => ({ path, file: file(path) }));
    const there = await packed(entries.slice(0, 3));
    const back = await packed(entries.slice(0, 3).reverse());
    expect(Buffer.compare(there.bytes, back.bytes)).toBe(0);
  });

  test('reads a piece once for all the small files in it', async () => {
    const entries = Array.from({ length: 1_000 }, (_, n) => ({ path: `${n}`, file: file('x') }));
    const { bytes, offered } = await packed(entries);
    const pieces = piecesOf(bytes);
    for (const entry of await readFolder(offered, pieces.read)) await contentOf(entry);
    expect(pieces.reads()).toBe(1);
  });

  test('may not have more, longer or deeper paths than may be listed', () => {
    const tooLarge = { code: 'folder-too-large' };
    const pack = (...paths: string[]): unknown =>
      packFolder({ name: 'x', entries: paths.map((path) => ({ path, file: file('') })) });
    expect(() => pack('d/'.repeat(32) + 'f')).toThrow(expect.objectContaining(tooLarge));
    expect(() => pack('x'.repeat(1_025))).toThrow(expect.objectContaining(tooLarge));
  });
});

describe('a folder of somebody else', () => {
  const listing = encodeListing([
    { path: 'a', sizeBytes: 3, modifiedMs: 0 },
    { path: 'b', sizeBytes: 2, modifiedMs: 0 },
  ]);
  const whole = concat(listing, Uint8Array.of(1, 2, 3, 4, 5));

  test.each([
    ['other sizes than listed', whole.subarray(0, -1), { files: 2 }],
    ['another number of files than offered', whole, { files: 3 }],
    ['a listing longer than all of it', concat(Uint8Array.of(0, 0, 1, 0), whole), { files: 2 }],
    ['a listing past the bound', concat(Uint8Array.of(1, 0, 0, 0), whole), { files: 2 }],
    ['no room for a listing', whole.subarray(0, 3), { files: 0 }],
    ['noise in place of a listing', concat(Uint8Array.of(0, 0, 0, 4), whole), { files: 2 }],
    ['nothing at all', new Uint8Array(0), { files: 0 }],
  ])('with %s cannot be read', async (_, content, { files }) => {
    const bytes = new Uint8Array(content);
    const reading = readFolder({ sizeBytes: bytes.length, files }, piecesOf(bytes).read);
    await expect(reading).rejects.toMatchObject({ code: 'folder-damaged' });
  });

  test('whose pieces are not those that arrived says so while it is saved', async () => {
    const large = encodeListing([{ path: 'a', sizeBytes: PIECE_BYTES, modifiedMs: 0 }]);
    const bytes = concat(large, new Uint8Array(PIECE_BYTES - 1));
    const [entry] = await readFolder(
      { sizeBytes: bytes.length + 1, files: 1 },
      piecesOf(bytes).read,
    );
    if (entry === undefined) throw new Error('no entry');
    await expect(contentOf(entry)).rejects.toMatchObject({ code: 'storage-corrupt' });
  });

  test('of any bytes is read or refused, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), fc.nat(3), async (content, files) => {
        const bytes = new Uint8Array(content);
        try {
          await readFolder({ sizeBytes: bytes.length, files }, piecesOf(bytes).read);
        } catch (error) {
          expect(error).toMatchObject({ code: 'folder-damaged' });
        }
      }),
    );
  });
});
