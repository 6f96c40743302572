import { beforeEach, describe, expect, it, vi } from 'vitest';
import { MemoryNetwork } from '../../src/peer/memory-dialer.ts';
import type { FileFrame } from '../../src/wire/frame.ts';
import { MessengerError } from '../../src/errors.ts';
import { sha256 } from '../../src/transfer/pipeline.ts';
import {
  FilesKit,
  FRIEND,
  held,
  offerEntry,
  receivedId,
  settle,
  takeBackEntry,
  wireIdOf,
} from './files-kit.ts';
import { sealedMessages } from '../transfer/scripted-line.ts';
import { meet, Person } from './person.ts';

const FILE = receivedId(1);
const CONTENT = Uint8Array.of(1, 2, 3, 4, 5);
const STREAM = new Uint8Array(8);
const KEY = new Uint8Array(32);

let kit: FilesKit;
let said: FileFrame[];
beforeEach(() => {
  kit = new FilesKit();
  said = [];
});

function openLine(): void {
  kit.files.transfersOf(FRIEND).attach({
    sendFrame: (frame) => {
      said.push(frame);
      return Promise.resolve();
    },
    sendChunk: () => Promise.resolve(),
    streamKey: () => KEY,
  });
}

/** The friend sends file 1 whole. */
async function sendAll(): Promise<void> {
  const transfers = kit.files.transfersOf(FRIEND);
  const fileId = wireIdOf(1);
  const { messages, sha256: hash } = await sealedMessages({
    ...{ sizeBytes: offerEntry(1).sizeBytes, piece: 0, fileId, streamId: STREAM, key: KEY },
  });
  transfers.onFrame({ type: 'file-start', fileId, want: 1, streamId: STREAM });
  for (const message of messages) transfers.onChunk(message);
  transfers.onFrame({ type: 'file-piece', fileId, piece: 0, sha256: hash });
  transfers.onFrame({ type: 'file-done', fileId, root: await sha256(hash) });
}

/** Ciphers work in threads of their own: how long that takes nobody knows. */
function untilComplete(): Promise<void> {
  return vi.waitFor(() => expect(kit.recorded(FILE)).toBe('complete'));
}

const full = (): Promise<never> => Promise.reject(new MessengerError('storage-full'));

describe('an offer', () => {
  it('counts once, however often its entry is kept', async () => {
    await Promise.all([
      kit.files.keep(FRIEND, offerEntry(1)),
      kit.files.keep(FRIEND, offerEntry(1, { name: 'other' })),
    ]);
    await kit.files.accept(FILE);
    await kit.files.keep(FRIEND, offerEntry(1));
    expect(kit.shown).toMatchObject([{ name: '1.bin', status: 'active' }]);
  });

  it('that cannot be recorded is not kept', async () => {
    kit.transfers.failWith = 'storage-full';
    await expect(kit.files.keep(FRIEND, offerEntry(1))).rejects.toMatchObject({
      code: 'storage-full',
    });
    expect(kit.shown).toEqual([]);
  });

  it('of mine that cannot be written is none', async () => {
    openLine();
    kit.writing = full;
    const file = new File([CONTENT], 'a.bin');
    expect(await kit.files.offer(FRIEND, [file])).toBe('storage-full');
    expect(kit.shown.map(({ status }) => status)).toEqual(['cancelled']);
    const fileId = new Uint8Array(16).fill(1);
    kit.files
      .transfersOf(FRIEND)
      .onFrame({ type: 'file-want', fileId, fromPiece: 0, want: 1, later: 0 });
    expect(said).toEqual([{ type: 'file-stop', fileId, reason: 'gone' }]);
  });
});

describe('accepting', () => {
  it('says why it could not be recorded, and the offer stands', async () => {
    await kit.files.keep(FRIEND, offerEntry(1));
    kit.transfers.failWith = 'storage-full';
    expect(await kit.files.accept(FILE)).toBe('storage-full');
    expect(kit.status(FILE)).toBe('offered');
    expect(await kit.files.decline(FILE)).toBe('storage-full');
    expect(kit.status(FILE)).toBe('offered');
  });

  it.each(['before', 'after'] as const)(
    'an offer that is taken back in that moment does nothing (%s)',
    async (order) => {
      openLine();
      await kit.files.keep(FRIEND, offerEntry(1));
      const gate = held();
      kit.transfers.gate = gate.promise;
      const works = [() => kit.files.accept(FILE), () => kit.files.keep(FRIEND, takeBackEntry(1))];
      const running = (order === 'before' ? works.toReversed() : works).map((work) => work());
      await settle();
      gate.release();
      await Promise.all(running);
      await settle();
      expect(kit.status(FILE)).toBe('cancelled');
      expect(kit.recorded(FILE)).toBe('cancelled');
      said = [];
      openLine();
      await settle();
      expect(said).toEqual([]);
    },
  );

  it('and declining at the same time ends declined, and nothing is asked for', async () => {
    openLine();
    await kit.files.keep(FRIEND, offerEntry(1));
    await Promise.all([kit.files.decline(FILE), kit.files.accept(FILE), kit.files.decline(FILE)]);
    expect(kit.recorded(FILE)).toBe('declined');
    expect(kit.written).toHaveLength(1);
    said = [];
    openLine();
    await settle();
    expect(said).toEqual([]);
  });
});

describe('a file that came whole', () => {
  beforeEach(async () => {
    openLine();
    await kit.files.keep(FRIEND, offerEntry(1));
    await kit.files.accept(FILE);
    await settle();
  });

  it('stays complete whatever comes after', async () => {
    await sendAll();
    await untilComplete();
    await kit.files.keep(FRIEND, takeBackEntry(1));
    expect(await kit.files.cancel(FILE)).toBeNull();
    expect(kit.recorded(FILE)).toBe('complete');
    expect(kit.stored.stored.has(FILE)).toBe(true);
    expect(kit.written).toEqual([]);
  });

  it.each(['taken back', 'cancelled'] as const)(
    'just when it is %s keeps its pieces if it is complete, else neither',
    async (how) => {
      for (let turns = 0; turns < 40; turns += 1) {
        kit = new FilesKit();
        said = [];
        openLine();
        await kit.files.keep(FRIEND, offerEntry(1));
        await kit.files.accept(FILE);
        await settle();
        await sendAll();
        for (let i = 0; i < turns; i += 1) await Promise.resolve();
        if (turns > 20) await new Promise((resolve) => setTimeout(resolve, turns % 4));
        await (how === 'cancelled'
          ? kit.files.cancel(FILE)
          : kit.files.keep(FRIEND, takeBackEntry(1)));
        await settle();
        const isComplete = kit.recorded(FILE) === 'complete';
        expect(kit.recorded(FILE)).toBe(isComplete ? 'complete' : 'cancelled');
        expect(kit.status(FILE)).toBe(kit.recorded(FILE));
        expect(kit.stored.stored.has(FILE)).toBe(isComplete);
        const told = said.some((frame) => frame.type === 'file-ack' && frame.complete);
        expect(told).toBe(isComplete);
      }
    },
  );

  it('after its end was recorded is not said to be here', async () => {
    const gate = held();
    kit.transfers.gate = gate.promise;
    const ended = kit.files.keep(FRIEND, takeBackEntry(1));
    await sendAll();
    await vi.waitFor(() => expect(kit.stored.stored.has(FILE)).toBe(true));
    await settle();
    gate.release();
    await ended;
    await settle();
    expect(kit.recorded(FILE)).toBe('cancelled');
    expect(kit.stored.stored.size).toBe(0);
    expect(said.some((frame) => frame.type === 'file-ack' && frame.complete)).toBe(false);
  });
});

describe('an end of mine', () => {
  it('is written before it is recorded', async () => {
    await kit.files.keep(FRIEND, offerEntry(1));
    const seen: (string | undefined)[] = [];
    kit.writing = () => {
      seen.push(kit.recorded(FILE));
      return Promise.resolve();
    };
    expect(await kit.files.decline(FILE)).toBeNull();
    expect(seen).toEqual(['offered']);
    expect(kit.recorded(FILE)).toBe('declined');
  });

  it('that cannot be written leaves a running file running', async () => {
    openLine();
    await kit.files.keep(FRIEND, offerEntry(1));
    await kit.files.accept(FILE);
    await settle();
    kit.writing = full;
    expect(await kit.files.cancel(FILE)).toBe('storage-full');
    await settle();
    await sendAll();
    await untilComplete();
  });

  it('that cannot be written leaves an offer of mine to be taken', async () => {
    openLine();
    await kit.files.offer(FRIEND, [new File([CONTENT], 'a.bin')]);
    const fileId = kit.shown[0]?.fileId ?? '';
    kit.writing = full;
    expect(await kit.files.cancel(fileId)).toBe('storage-full');
    expect(kit.status(fileId)).toBe('offered');
    const wireId = new Uint8Array(16).fill(1);
    kit.files
      .transfersOf(FRIEND)
      .onFrame({ type: 'file-want', fileId: wireId, fromPiece: 0, want: 1, later: 0 });
    await vi.waitFor(() => expect(said.at(-1)?.type).toBe('file-done'));
  });

  it('does not mind pieces that cannot be removed', async () => {
    await kit.files.keep(FRIEND, offerEntry(1));
    kit.stored.locked.add(FILE);
    expect(await kit.files.decline(FILE)).toBeNull();
    await kit.files.forget(FRIEND);
    expect(kit.shown).toEqual([]);
  });
});

it('a failure that cannot be recorded is shown all the same', async () => {
  openLine();
  await kit.files.keep(FRIEND, offerEntry(1));
  await kit.files.accept(FILE);
  await settle();
  kit.transfers.failWith = 'storage-full';
  const transfers = kit.files.transfersOf(FRIEND);
  transfers.onFrame({ type: 'file-stop', fileId: wireIdOf(1), reason: 'gone' });
  await settle();
  expect(kit.shown).toMatchObject([{ status: 'failed', error: 'file-sender-gone' }]);
});

it('both come to an end when an offer is taken back in the moment it is accepted', async () => {
  const network = new MemoryNetwork();
  const ada = await Person.start(network, 'Ada');
  const bob = await Person.start(network, 'Bob');
  await meet(ada, bob);
  for (let turn = 0; turn < 20; turn += 1) {
    await ada.app.offerFiles(ada.friend.id, [new File([new Uint8Array(100_000)], 'a.bin')]);
    await bob.until('offer', ({ transfers }) => transfers.size === turn + 1);
    const [mine, theirs] = [ada.transfer.fileId, bob.transfer.fileId];
    const accepted = bob.app.acceptFile(theirs);
    for (let i = 0; i < turn % 7; i += 1) await new Promise((resolve) => setImmediate(resolve));
    await Promise.all([accepted, ada.app.cancelFile(mine)]);
    const over = ['cancelled', 'complete'];
    await ada.until('end', ({ transfers }) => over.includes(transfers.get(mine)?.status ?? ''));
    await bob.until('end', ({ transfers }) => over.includes(transfers.get(theirs)?.status ?? ''));
    // Only a whole file may outrun the word that it is taken back.
    if (ada.state.transfers.get(mine)?.status === 'complete') {
      expect(bob.state.transfers.get(theirs)?.status).toBe('complete');
    }
  }
});
