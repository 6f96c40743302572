import { afterEach, describe, expect, it, vi } from 'vitest';
import { randomBytes } from '../../src/crypto/random.ts';
import { SecretboxVault } from '../../src/crypto/vault.ts';
import { OpfsFileStore, type FileWorker } from '../../src/storage/opfs-file-store.ts';
import { OpfsFiles } from '../../src/storage/opfs-files.ts';
import {
  answer,
  transferOf,
  type OpfsReply,
  type OpfsRequest,
} from '../../src/storage/opfs-messages.ts';
import { PIECE_BYTES } from '../../src/wire/pieces.ts';
import { SLOT_BYTES } from '../../src/storage/sealed-file.ts';
import { expectBytes, fileStoreContract, pieceOf, writeExample } from './file-store-contract.ts';
import { MemoryDirectory } from './memory-opfs.ts';
import { plainOpener } from './storage-kit.ts';

class Bench {
  readonly files = new MemoryDirectory();
  readonly copies = new MemoryDirectory();
  readonly vault = new SecretboxVault(randomBytes(32), randomBytes);
  readonly workers: FileWorker[] = [];
  readonly store = this.open();

  /** A store with a Worker of its own, as another tab or the next start would have. */
  open(mayCopyToDisk?: () => boolean): OpfsFileStore {
    const spawn = (): FileWorker => {
      const worker = pretendWorker(new OpfsFiles(this.files, this.copies, plainOpener));
      this.workers.push(worker);
      return worker;
    };
    return new OpfsFileStore(this.vault, spawn, mayCopyToDisk);
  }
}

/** The Worker's glue over a message channel, so that messages are really cloned and transferred. */
function pretendWorker(files: OpfsFiles): FileWorker {
  const { port1, port2 } = new MessageChannel();
  port2.onmessage = (event: MessageEvent<OpfsRequest>) => {
    void answer(files, event.data).then((reply) => port2.postMessage(reply, transferOf(reply)));
  };
  const worker: FileWorker = {
    postMessage: (message, transfer) => port1.postMessage(message, transfer),
    terminate: () => port1.close(),
    onmessage: null,
    onerror: null,
    onmessageerror: null,
  };
  port1.onmessage = (event: MessageEvent<OpfsReply>) => worker.onmessage?.(event);
  benches.add(port1);
  return worker;
}

const benches = new Set<MessagePort>();
afterEach(() => {
  vi.useRealTimers();
  for (const port of benches) port.close();
  benches.clear();
});

fileStoreContract('OPFS file store', () => Promise.resolve(new Bench().store));
fileStoreContract('OPFS file store that leaves no opened copy on the disk', () =>
  Promise.resolve(new Bench().open(() => false)),
);

it('leaves no opened copy on the disk from the moment that it must not', async () => {
  const bench = new Bench();
  let may = true;
  const store = bench.open(() => may);
  const names = async (): Promise<string[]> => {
    const all: string[] = [];
    for await (const name of bench.copies.keys()) all.push(name);
    return all;
  };
  await store.write('file-1', 0, pieceOf(0, 10));
  await store.plainCopy('file-1', 'text/plain', 10);
  expect(await names()).toEqual(['file-1']);
  may = false;
  await store.dropPlainCopies();
  const copy = await store.plainCopy('file-1', 'text/plain', 10);
  expectBytes(new Uint8Array(await copy.arrayBuffer()), pieceOf(0, 10));
  await store.copyOf('file-1', new Blob(['a zip']).stream());
  expect(await names()).toEqual([]);
});

describe('OPFS file store on disk', () => {
  it('flushes every piece before it is acknowledged', async () => {
    const { files, store } = new Bench();
    await writeExample(store, 'a');
    expect(files.files.get('a')?.flushes).toBe(3);
  });

  it('opens one handle for a run of pieces and lets it go when idle', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { files, store } = new Bench();
    await writeExample(store, 'a');
    expect(files.files.get('a')).toMatchObject({ handles: 1, locked: true });
    vi.advanceTimersByTime(2_000);
    expect(files.files.get('a')?.locked).toBe(false);
    expect((await store.pieces('a')).inOrder).toBe(3);
    expect(files.files.get('a')?.handles).toBe(2);
  });

  it('takes the bytes over', async () => {
    const bytes = pieceOf(1);
    await new Bench().store.write('a', 0, bytes);
    expect(bytes.buffer.byteLength).toBe(0);
  });

  it('keeps nothing readable but temporary copies', async () => {
    const { files, store } = new Bench();
    await writeExample(store, 'a');
    const disk = Buffer.from(files.files.get('a')?.bytes ?? []);
    for (const seed of [1, 2, 3]) expect(disk.includes(Buffer.alloc(16, seed))).toBe(false);
  });

  it.each([1, SLOT_BYTES - 1, SLOT_BYTES, SLOT_BYTES + 1, 2 * SLOT_BYTES - 1])(
    'cuts off what a crash tore after %i bytes and writes on from there',
    async (keptBytes) => {
      const bench = new Bench();
      await bench.store.write('a', 0, pieceOf(1));
      await bench.store.write('a', 1, pieceOf(2));
      bench.store.close();
      const file = bench.files.files.get('a');
      if (file === undefined) throw new Error('no file');
      file.locked = false;
      file.bytes = file.bytes.slice(0, keptBytes);

      const next = bench.open();
      const whole = Math.floor(keptBytes / SLOT_BYTES);
      expect((await next.pieces('a')).inOrder).toBe(whole);
      await next.write('a', whole, pieceOf(7));
      expectBytes(await next.read('a', whole), pieceOf(7));
    },
  );

  it('cuts off a last piece whose length came to the disk and its bytes did not', async () => {
    const bench = new Bench();
    await writeExample(bench.store, 'a');
    bench.store.close();
    const file = bench.files.files.get('a');
    file?.bytes.fill(0, 2 * SLOT_BYTES);
    if (file !== undefined) file.locked = false;
    expect((await bench.open().pieces('a')).inOrder).toBe(2);
  });

  it('makes a gap of a piece that was torn before others that came sooner', async () => {
    const bench = new Bench();
    for (const piece of [0, 4, 2]) await bench.store.write('a', piece, pieceOf(piece + 1));
    bench.store.close();
    const file = bench.files.files.get('a');
    if (file === undefined) throw new Error('no file');
    file.locked = false;
    file.bytes.fill(0, 2 * SLOT_BYTES + 5_000, 3 * SLOT_BYTES);

    const next = bench.open();
    expect(await next.pieces('a')).toEqual({ inOrder: 1, later: [4] });
    next.close();
    file.locked = false;
    const later = bench.open();
    await later.write('a', 2, pieceOf(7));
    expect(await later.pieces('a')).toEqual({ inOrder: 1, later: [2, 4] });
    expectBytes(await later.read('a', 2), pieceOf(7));
    expectBytes(await later.read('a', 4), pieceOf(5));
  });

  it('leaves the gap where there is no room to fill it', async () => {
    const bench = new Bench();
    await bench.store.write('a', 0, pieceOf(1));
    await bench.store.write('a', 2, pieceOf(3));
    const { files } = bench;
    files.roomBytes = SLOT_BYTES + 1_000;
    await expect(bench.store.write('a', 1, pieceOf(2))).rejects.toMatchObject({
      code: 'file-no-space',
    });
    expect(await bench.store.pieces('a')).toEqual({ inOrder: 1, later: [2] });
    bench.store.close();
    const file = files.files.get('a');
    if (file !== undefined) file.locked = false;
    expect(await bench.open().pieces('a')).toEqual({ inOrder: 1, later: [2] });
  });

  it('finds a changed byte and a piece in another place', async () => {
    const bench = new Bench();
    await writeExample(bench.store, 'a');
    const bytes = bench.files.files.get('a')?.bytes ?? new Uint8Array(0);
    bytes[SLOT_BYTES + 100] = (bytes[SLOT_BYTES + 100] ?? 0) ^ 1;
    await expect(bench.store.read('a', 1)).rejects.toMatchObject({ code: 'storage-corrupt' });
    bytes.copyWithin(SLOT_BYTES, 0, SLOT_BYTES);
    await expect(bench.store.read('a', 1)).rejects.toMatchObject({ code: 'storage-corrupt' });
    expectBytes(await bench.store.read('a', 0), pieceOf(1));
  });

  it('seals a piece that is written again under another nonce', async () => {
    const bench = new Bench();
    const nonce = async (): Promise<string> => {
      await bench.store.write('a', 0, pieceOf(1));
      const bytes = bench.files.files.get('a')?.bytes.slice(0, 12) ?? new Uint8Array(0);
      await bench.store.remove('a');
      return Buffer.from(bytes).toString('hex');
    };
    expect(await nonce()).not.toBe(await nonce());
  });

  it.each(['throw', 'write less'] as const)(
    'says so when the disk is full, keeps what it has and goes on when there is room (%s)',
    async (whenFull) => {
      const { files, store } = new Bench();
      files.whenFull = whenFull;
      await store.write('a', 0, pieceOf(1));
      files.roomBytes = SLOT_BYTES + 1_000;
      await expect(store.write('a', 1, pieceOf(2))).rejects.toMatchObject({
        code: 'file-no-space',
      });
      expect(files.files.get('a')?.bytes.length).toBe(SLOT_BYTES);
      expect((await store.pieces('a')).inOrder).toBe(1);
      files.roomBytes = Number.POSITIVE_INFINITY;
      await store.write('a', 1, pieceOf(2));
      expectBytes(await store.read('a', 1), pieceOf(2));
    },
  );

  it('leaves nothing of a copy for which there was no room', async () => {
    const { copies, store } = new Bench();
    await writeExample(store, 'a');
    copies.roomBytes = PIECE_BYTES;
    await expect(store.plainCopy('a', '', 2 * PIECE_BYTES + 1_000)).rejects.toMatchObject({
      code: 'file-no-space',
    });
    expect(copies.files.size).toBe(0);
  });

  it('says so when the copy of a stream has no room, and takes the next', async () => {
    const { copies, store } = new Bench();
    copies.whenFull = 'write less';
    copies.roomBytes = 10;
    const stream = (): ReadableStream<Uint8Array> => new Blob(['twelve bytes']).stream();
    await expect(store.copyOf('a', stream())).rejects.toMatchObject({ code: 'file-no-space' });
    copies.roomBytes = 12;
    expect(await (await store.copyOf('a', stream())).text()).toBe('twelve bytes');
  });

  it('removes copies of earlier starts, and with their file', async () => {
    const bench = new Bench();
    await bench.store.write('a', 0, pieceOf(1, 10));
    await bench.store.plainCopy('a', '', 10);
    expect([...bench.copies.files.keys()]).toEqual(['a']);
    await bench.open().dropPlainCopies();
    expect(bench.copies.files.size).toBe(0);
    await bench.store.remove('a');
    expect(bench.files.files.size).toBe(0);
  });

  it('waits for a tab that is just letting go, and not for ever', async () => {
    const bench = new Bench();
    await bench.store.write('a', 0, pieceOf(1, 10));
    const file = bench.files.files.get('a');
    const other = bench.open();
    const waiting = other.pieces('a');
    setTimeout(() => {
      if (file !== undefined) file.locked = false;
    }, 150);
    expect((await waiting).inOrder).toBe(1);
  });

  it('probes without leaving anything', async () => {
    const { store, copies } = new Bench();
    await store.probe('probe-1');
    expect(copies.files.size).toBe(0);
  });
});

describe('a Worker that dies', () => {
  it('rejects what is under way, and the next call starts another', async () => {
    const bench = new Bench();
    await bench.store.write('a', 0, pieceOf(1, 10));
    const file = bench.files.files.get('a');
    const lost = [bench.store.read('a', 0), bench.store.pieces('a')];
    bench.workers[0]?.onerror?.(new Event('error') as ErrorEvent);
    if (file !== undefined) file.locked = false;
    for (const call of lost) {
      await expect(call).rejects.toMatchObject({ code: 'storage-unavailable' });
    }
    expectBytes(await bench.store.read('a', 0), pieceOf(1, 10));
    expect(bench.workers.length).toBe(2);
  });
});
