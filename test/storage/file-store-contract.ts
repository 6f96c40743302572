/** What every FileStore must do, whatever it keeps its pieces in. */
import { beforeEach, describe, expect, it } from 'vitest';
import { MessengerError } from '../../src/errors.ts';
import type { FileStore } from '../../src/storage/stored-pieces.ts';
import { PIECE_BYTES, WINDOW_PIECES } from '../../src/wire/pieces.ts';

/** A piece whose bytes tell which one it is. */
export function pieceOf(seed: number, sizeBytes = PIECE_BYTES): Uint8Array<ArrayBuffer> {
  return new Uint8Array(sizeBytes).fill(seed);
}

/** Says no more than whether they are equal: printing or comparing megabytes one by one takes seconds. */
export function expectBytes(actual: Uint8Array, expected: Uint8Array): void {
  expect(Buffer.compare(actual, expected)).toBe(0);
}

/** Two full pieces and a short one. */
const SIZE_BYTES = 2 * PIECE_BYTES + 1_000;

export async function writeExample(store: FileStore, fileId: string): Promise<void> {
  await store.write(fileId, 0, pieceOf(1));
  await store.write(fileId, 1, pieceOf(2));
  await store.write(fileId, 2, pieceOf(3, 1_000));
}

async function collect(stream: ReadableStream<Uint8Array>): Promise<Uint8Array[]> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return parts;
}

export function fileStoreContract(name: string, open: () => Promise<FileStore>): void {
  describe(name, () => {
    let store: FileStore;
    beforeEach(async () => {
      store = await open();
    });

    it('counts no pieces of a file that was never written', async () => {
      expect((await store.pieces('nothing')).inOrder).toBe(0);
    });

    it('gives back what was written, with a shorter last piece', async () => {
      await writeExample(store, 'a');
      expect((await store.pieces('a')).inOrder).toBe(3);
      expectBytes(await store.read('a', 0), pieceOf(1));
      expectBytes(await store.read('a', 1), pieceOf(2));
      expectBytes(await store.read('a', 2), pieceOf(3, 1_000));
    });

    it('takes the buffer of what it writes only as part of the file', async () => {
      const whole = new Uint8Array(3_000).fill(9);
      await store.write('a', 0, whole.subarray(1_000, 1_500).fill(4));
      expectBytes(await store.read('a', 0), pieceOf(4, 500));
    });

    it('takes nothing but a missing piece within the window', async () => {
      await store.write('a', 0, pieceOf(1));
      await expect(store.write('a', 0, pieceOf(1))).rejects.toThrow(RangeError);
      await expect(store.write('a', 1 + WINDOW_PIECES, pieceOf(1))).rejects.toThrow(RangeError);
      await expect(store.write('a', -1, pieceOf(1))).rejects.toThrow(RangeError);
      await expect(store.write('a', 0.5, pieceOf(1))).rejects.toThrow(RangeError);
      await expect(store.write('a', 1, pieceOf(1, 0))).rejects.toThrow(RangeError);
      await expect(store.write('a', 1, pieceOf(1, PIECE_BYTES + 1))).rejects.toThrow(RangeError);
      await store.write('a', 1, pieceOf(2, 5));
      await expect(store.write('a', 2, pieceOf(3))).rejects.toThrow(RangeError);
      expect((await store.pieces('a')).inOrder).toBe(2);
    });

    it('keeps pieces that come in any order, and knows which are missing', async () => {
      const last = WINDOW_PIECES - 1;
      await store.write('a', 3, pieceOf(3));
      await store.write('a', last, pieceOf(9, 1_000));
      expect(await store.pieces('a')).toEqual({ inOrder: 0, later: [3, last] });
      await expect(store.read('a', 0)).rejects.toMatchObject({ code: 'storage-corrupt' });
      await expect(store.read('a', 4)).rejects.toMatchObject({ code: 'storage-corrupt' });
      await expect(store.write('a', 3, pieceOf(1))).rejects.toThrow(RangeError);
      await expect(store.write('a', 2, pieceOf(1, 5))).rejects.toThrow(RangeError);
      for (const piece of [1, 0, 2]) await store.write('a', piece, pieceOf(piece + 20));
      expect(await store.pieces('a')).toEqual({ inOrder: 4, later: [last] });
      await expect(store.write('a', last + 1, pieceOf(1))).rejects.toThrow(RangeError);
      for (let piece = 4; piece < last; piece++) await store.write('a', piece, pieceOf(piece + 20));
      expect(await store.pieces('a')).toEqual({ inOrder: WINDOW_PIECES, later: [] });
      expectBytes(await store.read('a', 0), pieceOf(20));
      expectBytes(await store.read('a', 3), pieceOf(3));
      expectBytes(await store.read('a', last), pieceOf(9, 1_000));
    });

    it('lets one of two racing writers of the same piece through', async () => {
      const outcomes = await Promise.allSettled([
        store.write('a', 0, pieceOf(1)),
        store.write('a', 0, pieceOf(2)),
      ]);
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect((await store.pieces('a')).inOrder).toBe(1);
    });

    it('stores pieces in the order in which they were given without waiting', async () => {
      await Promise.all([1, 2, 3].map((seed, i) => store.write('a', i, pieceOf(seed))));
      expect((await store.read('a', 2))[0]).toBe(3);
    });

    describe('receiving', () => {
      const coming = (piece: number, sizeBytes = PIECE_BYTES) => ({
        ...{ piece, key: new Uint8Array(32), sha256: new Uint8Array(32) },
        sealed: pieceOf(piece + 1, sizeBytes),
      });

      it('opens and stores pieces in the order in which they were given without waiting', async () => {
        const given = [coming(0), coming(1), coming(2, 1_000)];
        const received = await Promise.all(given.map((piece) => store.receive('a', piece)));
        expect(received.map(({ stored }) => stored)).toEqual([true, true, true]);
        expect(received.map(({ spent }) => spent.byteLength)).toEqual([
          ...[PIECE_BYTES, PIECE_BYTES, 1_000],
        ]);
        expectBytes(await store.read('a', 1), pieceOf(2));
        expectBytes(await store.read('a', 2), pieceOf(3, 1_000));
      });

      it('stores no piece that does not open, is there already or is too far off', async () => {
        const bad = { ...coming(1), sha256: new Uint8Array(0) };
        const given = [coming(2), bad, coming(0), coming(2), coming(1 + WINDOW_PIECES)];
        const received = await Promise.all(given.map((piece) => store.receive('a', piece)));
        expect(received.map(({ stored }) => stored)).toEqual([true, false, true, false, false]);
        expect(await store.pieces('a')).toEqual({ inOrder: 1, later: [2] });
        expect((await store.receive('a', coming(1))).stored).toBe(true);
        expect(await store.pieces('a')).toEqual({ inOrder: 3, later: [] });
      });
    });

    it('says that a missing piece is damage', async () => {
      const corrupt = { code: 'storage-corrupt' };
      await expect(store.read('a', 0)).rejects.toMatchObject(corrupt);
      await store.write('a', 0, pieceOf(1));
      await expect(store.read('a', 1)).rejects.toMatchObject(corrupt);
      await expect(store.read('a', -1)).rejects.toThrow(RangeError);
    });

    it('streams a whole file', async () => {
      await writeExample(store, 'a');
      const parts = await collect(store.stream('a', SIZE_BYTES));
      expect(parts.map((part) => [part.length, part[0]])).toEqual([
        [PIECE_BYTES, 1],
        [PIECE_BYTES, 2],
        [1_000, 3],
      ]);
    });

    it('keeps what comes out of a stream as a copy, in place of the one before', async () => {
      const large = new Blob(Array.from({ length: 2_500 }, () => pieceOf(7, 1_000)));
      expect((await store.copyOf('a', large.stream())).size).toBe(2_500_000);
      const copy = await store.copyOf('a', new Blob(['short']).stream());
      expect(await copy.text()).toBe('short');
      expect((await store.copyOf('a', new Blob([]).stream())).size).toBe(0);
    });

    it('makes no copy of a stream that fails', async () => {
      const failing = new ReadableStream<Uint8Array>({
        start: (controller) => controller.error(new MessengerError('storage-corrupt')),
      });
      const corrupt = { code: 'storage-corrupt' };
      await expect(store.copyOf('a', failing)).rejects.toMatchObject(corrupt);
    });

    it('streams an empty file', async () => {
      expect(await collect(store.stream('empty', 0))).toEqual([]);
    });

    it.each([SIZE_BYTES + 1, SIZE_BYTES - 1, 3 * PIECE_BYTES, 4 * PIECE_BYTES])(
      'never passes a file off as one of %i bytes',
      async (sizeBytes) => {
        await writeExample(store, 'a');
        const corrupt = { code: 'storage-corrupt' };
        await expect(collect(store.stream('a', sizeBytes))).rejects.toMatchObject(corrupt);
        await expect(store.plainCopy('a', '', sizeBytes)).rejects.toMatchObject(corrupt);
      },
    );

    it('makes a plain copy with the given type', async () => {
      await writeExample(store, 'a');
      const copy = await store.plainCopy('a', 'video/mp4', SIZE_BYTES);
      expect(copy.type).toBe('video/mp4');
      const bytes = new Uint8Array(await copy.arrayBuffer());
      expect(bytes.length).toBe(SIZE_BYTES);
      expect([bytes[0], bytes[PIECE_BYTES], bytes[2 * PIECE_BYTES], bytes.at(-1)]).toEqual([
        1, 2, 3, 3,
      ]);
    });

    it('makes copies of empty files, again, and after all were dropped', async () => {
      await writeExample(store, 'a');
      expect((await store.plainCopy('empty', '', 0)).size).toBe(0);
      const both = [store.plainCopy('a', 'a/b', SIZE_BYTES), store.plainCopy('a', '', SIZE_BYTES)];
      expect((await Promise.all(both)).map(({ size }) => size)).toEqual([SIZE_BYTES, SIZE_BYTES]);
      await store.dropPlainCopies();
      expect((await store.plainCopy('a', '', SIZE_BYTES)).size).toBe(SIZE_BYTES);
    });

    it('removes one file and no other', async () => {
      await writeExample(store, 'a');
      await store.write('b', 0, pieceOf(5, 10));
      await store.remove('a');
      await store.remove('never there');
      expect((await store.pieces('a')).inOrder).toBe(0);
      expect((await store.pieces('b')).inOrder).toBe(1);
      await store.write('a', 0, pieceOf(6, 10));
      expectBytes(await store.read('a', 0), pieceOf(6, 10));
    });

    it('sweeps what nobody wants', async () => {
      await writeExample(store, 'a');
      for (const fileId of ['b', 'c', 'd']) await store.write(fileId, 0, pieceOf(1, 10));
      await store.sweep(new Set(['b', 'd', 'unknown']));
      const counts = await Promise.all(
        ['a', 'b', 'c', 'd'].map(async (fileId) => (await store.pieces(fileId)).inOrder),
      );
      expect(counts).toEqual([0, 1, 0, 1]);
    });
  });
}
