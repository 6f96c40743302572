import { beforeEach, describe, expect, it } from 'vitest';
import { MAX_OPEN_OFFERS } from '../../src/app/offers.ts';
import { MessengerError } from '../../src/errors.ts';
import { MAX_REPEATED_ENDS } from '../../src/transfer/receives.ts';
import { toHex } from '../../src/wire/bytes.ts';
import type { FileFrame } from '../../src/wire/frame.ts';
import { PIECE_BYTES } from '../../src/wire/pieces.ts';
import {
  FilesKit,
  FRIEND,
  held,
  offerEntry,
  receivedId,
  receivedRecord,
  settle,
  takeBackEntry,
  wireIdOf,
} from './files-kit.ts';

let kit: FilesKit;
beforeEach(() => {
  kit = new FilesKit();
});

function record(...records: ReturnType<typeof receivedRecord>[]): void {
  for (const one of records) kit.transfers.records.set(one.fileId, one);
}

/** What a new line is told first. */
function saidOnANewLine(): FileFrame[] {
  const said: FileFrame[] = [];
  kit.files.transfersOf(FRIEND).attach({
    sendFrame: (frame) => {
      said.push(frame);
      return Promise.resolve();
    },
    sendChunk: () => Promise.resolve(),
    streamKey: () => new Uint8Array(32),
  });
  return said;
}

describe('the start', () => {
  it('takes a flood of offers in at once and looks at none of their files', async () => {
    record(...Array.from({ length: 20_000 }, (_, n) => receivedRecord(n)));
    await kit.files.load();
    expect(kit.shown).toHaveLength(20_000);
    expect(kit.changes).toBe(1);
    expect(kit.stored.asked).toBe(0);
  });

  it('shows how much of a running file is here', async () => {
    record(receivedRecord(1, { status: 'active', sizeBytes: 3 * PIECE_BYTES }));
    kit.stored.stored.set(receivedId(1), [new Uint8Array(1), new Uint8Array(1)]);
    await kit.files.load();
    expect(kit.shown).toMatchObject([{ status: 'active', doneBytes: 2 * PIECE_BYTES }]);
  });

  it('goes on when one file cannot be read: that one has failed, and may be tried again', async () => {
    record(receivedRecord(1, { status: 'active' }), receivedRecord(2, { status: 'active' }));
    kit.stored.locked.add(receivedId(1));
    await kit.files.load();
    expect(kit.shown).toMatchObject([
      { status: 'failed', error: 'storage-unavailable' },
      { status: 'active', error: null },
    ]);
    kit.stored.locked.clear();
    expect(await kit.files.accept(receivedId(1))).toBeNull();
    expect(kit.status(receivedId(1))).toBe('active');
  });

  it('does not wait for leftovers to go, and does not mind when they stay', async () => {
    record(receivedRecord(1, { status: 'complete' }), receivedRecord(2, { status: 'cancelled' }));
    kit.stored.stored.set(receivedId(9), [new Uint8Array(1)]);
    await kit.files.load();
    kit.stored.tidying = Promise.reject(new MessengerError('storage-unavailable'));
    kit.files.tidy();
    await settle();
    kit.stored.tidying = Promise.resolve();
    kit.files.tidy();
    await settle();
    expect([...(kit.stored.swept ?? [])]).toEqual([receivedId(1)]);
    expect(kit.stored.stored.size).toBe(0);
  });

  it('sweeps away nothing of a file that is accepted meanwhile', async () => {
    record(receivedRecord(1));
    await kit.files.load();
    const gate = held();
    kit.stored.tidying = gate.promise;
    kit.files.tidy();
    await kit.files.keep(FRIEND, offerEntry(2));
    const accepted = kit.files.accept(receivedId(2));
    await settle();
    expect(kit.status(receivedId(2))).toBe('offered');
    gate.release();
    expect(await accepted).toBeNull();
    expect(kit.status(receivedId(2))).toBe('active');
    expect(kit.stored.swept?.has(receivedId(1))).toBe(true);
  });
});

describe('what is said again after a reload', () => {
  it('is the newest files that came whole, by the time they did', async () => {
    const count = MAX_REPEATED_ENDS + 20;
    // Identifiers fall as time rises: their order says nothing.
    const ended = Array.from({ length: count }, (_, n) =>
      receivedRecord(count - n, { status: 'complete', endedAtMs: 1_000 + n }),
    );
    record(...ended.toReversed());
    await kit.files.load();
    const said = saidOnANewLine().map((frame) => toHex(frame.fileId));
    const newest = Array.from({ length: MAX_REPEATED_ENDS }, (_, n) => MAX_REPEATED_ENDS - n);
    expect(said).toEqual(newest.map((n) => toHex(wireIdOf(n))));
  });

  it('needs the time of the end, which is recorded', async () => {
    await kit.files.keep(FRIEND, offerEntry(1));
    kit.nowMs = 77_000;
    await kit.files.keep(FRIEND, takeBackEntry(1));
    expect(kit.transfers.records.get(receivedId(1))).toMatchObject({
      status: 'cancelled',
      endedAtMs: 77_000,
    });
  });
});

describe('a flood of offers', () => {
  it('is recorded up to a limit; what is past it is declined at once', async () => {
    for (let n = 0; n < MAX_OPEN_OFFERS + 3; n += 1) await kit.files.keep(FRIEND, offerEntry(n));
    expect(kit.shown).toHaveLength(MAX_OPEN_OFFERS);
    expect(kit.transfers.records.size).toBe(MAX_OPEN_OFFERS);
    expect(kit.written).toHaveLength(3);
    expect(kit.written[0]).toMatchObject({
      kind: 'file-end',
      fileId: wireIdOf(MAX_OPEN_OFFERS),
      outcome: 'declined',
    });
  });

  it('leaves room again when offers end, and takes none from another friend', async () => {
    for (let n = 0; n < MAX_OPEN_OFFERS; n += 1) await kit.files.keep(FRIEND, offerEntry(n));
    await kit.files.decline(receivedId(0));
    await kit.files.keep(FRIEND, offerEntry(MAX_OPEN_OFFERS));
    expect(kit.status(receivedId(MAX_OPEN_OFFERS))).toBe('offered');
    await kit.files.keep('g'.repeat(22), offerEntry(1));
    expect(kit.shown).toHaveLength(MAX_OPEN_OFFERS + 2);
  });
});
