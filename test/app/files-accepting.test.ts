import { beforeEach, describe, expect, it } from 'vitest';
import { AtOnce } from '../../src/app/offers.ts';
import type { Transfer } from '../../src/app/state.ts';
import { toHex } from '../../src/wire/bytes.ts';
import type { FileFrame } from '../../src/wire/frame.ts';
import { FilesKit, FRIEND, offerEntry, receivedId, settle, wireIdOf } from './files-kit.ts';

const FILE = receivedId(1);
const GB = 1_000_000_000;

let kit: FilesKit;
beforeEach(() => {
  kit = new FilesKit();
});

function shown(n: number): Transfer | undefined {
  return kit.store.get().transfers.get(receivedId(n));
}

describe('room', () => {
  it('that is too little leaves the offer standing, with the numbers', async () => {
    kit.room = { usageBytes: 3 * GB, quotaBytes: 5 * GB };
    await kit.files.keep(FRIEND, offerEntry(1, { sizeBytes: 4 * GB }));
    expect(await kit.files.accept(FILE)).toBeNull();
    expect(shown(1)).toMatchObject({
      status: 'offered',
      room: { neededBytes: 4 * GB, freeBytes: 2 * GB },
    });
    expect(kit.recorded(FILE)).toBe('offered');
    kit.room = { usageBytes: 0, quotaBytes: 5 * GB };
    await kit.files.accept(FILE);
    expect(shown(1)).toMatchObject({ status: 'active', room: null });
  });

  it('counts what was promised to other files, less what is here of them', async () => {
    kit.room = { usageBytes: 0, quotaBytes: 10 * GB };
    for (const n of [1, 2]) {
      await kit.files.keep(FRIEND, offerEntry(n, { sizeBytes: 6 * GB }));
      await kit.files.accept(receivedId(n));
    }
    expect(kit.status(receivedId(1))).toBe('active');
    expect(shown(2)?.room).toEqual({ neededBytes: 6 * GB, freeBytes: 4 * GB });
  });

  it('that the browser does not tell is no obstacle', async () => {
    await kit.files.keep(FRIEND, offerEntry(1, { sizeBytes: 900 * GB }));
    await kit.files.accept(FILE);
    expect(kit.status(FILE)).toBe('active');
  });
});

describe('files up to a size', () => {
  function takes(upToBytes: number): void {
    const friend = { id: FRIEND, takesUpToBytes: upToBytes };
    kit.store.update((state) => ({
      ...state,
      // Nothing else of the friend is looked at.
      friends: new Map([[FRIEND, friend]]) as unknown as typeof state.friends,
    }));
  }

  it('come without asking when they may, larger ones ask', async () => {
    takes(10_000_000);
    await kit.files.keep(FRIEND, offerEntry(1, { sizeBytes: 10_000_000 }));
    await kit.files.keep(FRIEND, offerEntry(2, { sizeBytes: 10_000_001 }));
    await kit.files.keep('g'.repeat(22), offerEntry(1));
    expect([1, 2].map((n) => kit.status(receivedId(n)))).toEqual(['active', 'offered']);
    expect(kit.shown.at(-1)?.status).toBe('offered');
  });

  it('ask when there is no room for them', async () => {
    takes(GB);
    kit.room = { usageBytes: GB, quotaBytes: GB };
    await kit.files.keep(FRIEND, offerEntry(1, { sizeBytes: 5 }));
    expect(shown(1)).toMatchObject({ status: 'offered', room: { freeBytes: 0 } });
  });

  it('that wait already come when it is chosen, and it is recorded', async () => {
    await kit.files.keep(FRIEND, offerEntry(1, { sizeBytes: 5 }));
    await kit.files.keep(FRIEND, offerEntry(2, { sizeBytes: 50 }));
    expect(await kit.files.takeUpTo(FRIEND, 10)).toBeNull();
    expect([1, 2].map((n) => kit.status(receivedId(n)))).toEqual(['active', 'offered']);
    expect(kit.takes.get(FRIEND)).toBe(10);
  });

  it('do so ten times a day at the most', () => {
    const atOnce = new AtOnce();
    const allowed = { images: false, upToBytes: 100_000_000 };
    const what = { mediaType: '', sizeBytes: 100_000_000 };
    const taken = Array.from({ length: 20 }, () => atOnce.takes(FRIEND, what, allowed, 0));
    expect(taken.filter(Boolean)).toHaveLength(10);
    expect(atOnce.takes(FRIEND, what, allowed, 86_400_000)).toBe(true);
  });
});

it('files are asked for in the order that they were accepted in, after a reload too', async () => {
  const order = [3, 1, 4, 2, 5];
  for (const n of [1, 2, 3, 4, 5]) await kit.files.keep(FRIEND, offerEntry(n));
  for (const n of order) {
    kit.nowMs += 1;
    await kit.files.accept(receivedId(n));
  }
  kit.reload();
  await kit.files.load();
  const said: FileFrame[] = [];
  kit.files.transfersOf(FRIEND).attach({
    sendFrame: (frame) => {
      said.push(frame);
      return Promise.resolve();
    },
    sendChunk: () => Promise.resolve(),
    streamKey: () => new Uint8Array(32),
  });
  await settle();
  expect(said.map(({ fileId }) => toHex(fileId))).toEqual(order.map((n) => toHex(wireIdOf(n))));
});
