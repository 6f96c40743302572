/**
 * Random histories of files between two people: lines are cut, pages die at any moment and come back
 * over the same storage, files are chosen again, paused, cancelled. The app's own Files and Transfers
 * run over an in-memory link.
 */
import fc from 'fast-check';
import { expect, vi } from 'vitest';
import { wireFileId } from '../../src/app/file-ids.ts';
import type { Transfer } from '../../src/app/state.ts';
import { isOver } from '../../src/app/transfer-book.ts';
import { memoryLinkPair, MemoryWire } from '../../src/peer/memory-link.ts';
import { concat, toHex } from '../../src/wire/bytes.ts';
import { PIECE_BYTES } from '../../src/wire/pieces.ts';
import { Side } from './histories-side.ts';

/** Most are short, so that many histories fit into a minute; what is special about lengths is in all. */
const SIZES = [0, 1, 5, 70_000, PIECE_BYTES, PIECE_BYTES + 1] as const;
/** A loaded machine may take as long for a few hashes, which are made in threads of their own. */
const PATIENCE_MS = 10_000;
/** A new line must not come before they can be done. */
const LINE_MS = 500;

type Step =
  | { readonly do: 'offer'; readonly side: number; readonly sizeBytes: number }
  | {
      readonly do: 'accept' | 'pause' | 'resume' | 'cancel';
      readonly side: number;
      readonly at: number;
    }
  | { readonly do: 'provide'; readonly side: number; readonly at: number; readonly right: boolean }
  | { readonly do: 'reload'; readonly side: number }
  | { readonly do: 'cut' | 'connect' | 'second' }
  | { readonly do: 'wait'; readonly turns: number };

const side = fc.nat(1);
const at = fc.nat(3);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('offer' as const),
      side,
      sizeBytes: fc.constantFrom(...SIZES),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('accept' as const), side, at }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('pause' as const, 'resume' as const), side, at }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), side, at }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('provide' as const), side, at, right: fc.boolean() }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('reload' as const), side }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'cut' as const,
        'connect' as const,
        'connect' as const,
        'second' as const,
      ),
    }),
  },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('wait' as const), turns: fc.nat(60) }) },
);

/** Begins with a line and a file on its way, since that is where it gets interesting. */
const histories = fc
  .tuple(fc.constantFrom(5, 70_000, PIECE_BYTES + 70_000), fc.array(step, { maxLength: 24 }))
  .map(([sizeBytes, steps]): Step[] => [
    { do: 'connect' },
    { do: 'offer', side: 0, sizeBytes },
    { do: 'wait', turns: 6 },
    { do: 'accept', side: 1, at: 0 },
    ...steps,
  ]);

class World {
  readonly sides = [new Side(1), new Side(2)] as const;
  #wire: MemoryWire | null = null;

  async begin(): Promise<void> {
    const [a, b] = this.sides;
    a.friendsLog = b.log;
    b.friendsLog = a.log;
    await Promise.all([a.open(), b.open()]);
  }

  cut(): void {
    this.#wire?.cut();
    this.#wire = null;
  }

  connect(): void {
    this.cut();
    const [a, b] = this.sides;
    this.#wire = new MemoryWire((task) => setImmediate(task));
    const [left, right] = memoryLinkPair(this.#wire);
    // What the other has is read before anything of this line is kept.
    const [ofA, ofB] = [b.have, a.have];
    a.attach(left, ofA);
    b.attach(right, ofB);
  }

  run(one: Step): void | Promise<void> {
    switch (one.do) {
      case 'cut':
        this.cut();
        return;
      case 'connect':
        this.connect();
        return;
      case 'second':
        vi.advanceTimersByTime(1_000);
        return;
      case 'wait':
        return turns(one.turns);
      case 'reload':
        this.cut();
        return this.#side(one.side).open();
      case 'offer':
        void this.#side(one.side).offer(one.sizeBytes);
        return;
      case 'provide': {
        const page = this.#side(one.side);
        const mine = page.all.filter(({ direction }) => direction === 'send')[one.at];
        if (mine !== undefined) void page.provide(mine, one.right);
        return;
      }
      default: {
        const page = this.#side(one.side);
        const transfer = page.all[one.at];
        if (transfer !== undefined) void page.files[one.do](transfer.fileId);
      }
    }
  }

  /** Both do what is left to them, until nothing is. */
  async end(): Promise<void> {
    const endMs = performance.now() + PATIENCE_MS;
    let lineSinceMs = -Infinity;
    while (performance.now() < endMs) {
      if (performance.now() - lineSinceMs > LINE_MS) {
        this.connect();
        lineSinceMs = performance.now();
      }
      await turns(4);
      for (const page of this.sides) {
        for (const transfer of page.all) {
          const { fileId, direction, status, paused } = transfer;
          if (paused) await page.files.resume(fileId);
          if (direction === 'send') await page.provide(transfer, true);
          else if (status === 'offered' || status === 'failed') await page.files.accept(fileId);
        }
      }
      await turns(10);
      if (this.#isOver()) return;
    }
  }

  check(): void {
    for (const [index, page] of this.sides.entries()) {
      const friend = this.sides[1 - index];
      for (const transfer of page.all.filter(({ direction }) => direction === 'receive')) {
        const wireId = toHex(wireFileId(transfer.fileId));
        const sent = friend?.all.find((one) => toHex(wireFileId(one.fileId)) === wireId);
        const outcome = `${sent?.status} / ${transfer.status}`;
        if (transfer.status !== 'complete') {
          expect(['cancelled / cancelled', 'declined / declined']).toContain(outcome);
          expect(page.stored.stored.has(transfer.fileId)).toBe(false);
          continue;
        }
        // Taken back in the moment of its arrival it may be here all the same.
        expect(['complete / complete', 'cancelled / complete']).toContain(outcome);
        const content = friend?.offered.get(transfer.name)?.content ?? Uint8Array.of(0);
        const pieces = page.stored.stored.get(transfer.fileId) ?? [];
        expect(Buffer.compare(concat(...pieces), content)).toBe(0);
      }
    }
  }

  #isOver(): boolean {
    return this.sides.every(
      ({ all, have, friendsLog }) =>
        have === friendsLog.length && all.every((one) => isOver(one) || !this.#isKnown(one)),
    );
  }

  /** An offer whose page died before its entry was written is known to nobody else. */
  #isKnown({ fileId, direction }: Transfer): boolean {
    if (direction === 'receive') return true;
    const wireId = toHex(wireFileId(fileId));
    return this.sides.some(({ log }) =>
      log.some((entry) => entry.kind === 'file-offer' && toHex(entry.fileId) === wireId),
    );
  }

  #side(index: number): Side {
    return this.sides[index === 0 ? 0 : 1];
  }
}

async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Runs `count` histories. @throws Error of the first that does not end with equal content, shrunk */
export async function runHistories(count: number, seed?: number): Promise<void> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    await fc.assert(
      fc.asyncProperty(histories, async (steps) => {
        const world = new World();
        await world.begin();
        for (const one of steps) await world.run(one);
        await world.end();
        world.check();
      }),
      { numRuns: count, ...(seed === undefined ? {} : { seed }) },
    );
  } finally {
    vi.useRealTimers();
  }
}
