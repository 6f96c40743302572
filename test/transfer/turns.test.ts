import { beforeEach, describe, expect, test } from 'vitest';
import { PIECE_BYTES } from '../../src/wire/pieces.ts';
import { contentOf, idOf, MemorySource, Peer, settle } from './peers.ts';
import { ScriptedLine } from './scripted-line.ts';

const FILES = [1, 2, 3, 4];

let peer: Peer;
let line: ScriptedLine;

beforeEach(() => {
  peer = new Peer();
  line = new ScriptedLine();
});

describe('a sender', () => {
  let go: () => void;

  beforeEach(async () => {
    line.room = new Promise((resolve) => (go = resolve));
    peer.transfers.attach(line);
    for (const id of FILES) {
      peer.transfers.offer(idOf(id), new MemorySource(contentOf(PIECE_BYTES)));
      peer.transfers.onFrame({
        type: 'file-want',
        fileId: idOf(id),
        fromPiece: 0,
        want: 1,
        later: 0,
      });
    }
    while (line.chunks.length === 0) await settle();
  });

  async function started(): Promise<number[]> {
    go();
    while (line.sent('file-done').length < FILES.length) await settle();
    return line.sent('file-start').map(({ fileId }) => fileId[0] ?? 0);
  }

  test('shows what waits for its turn as accepted', () => {
    expect(peer.last(idOf(4))).toMatchObject({ status: 'active', rateBytesPerSecond: null });
  });

  test('sends in the order of the wants', async () => {
    expect(await started()).toEqual([1, 2, 3, 4]);
  });

  test('lets one come next by its own wish', async () => {
    peer.transfers.next('send', idOf(3));
    expect(await started()).toEqual([1, 3, 2, 4]);
  });

  test('lets one come next that the friend wishes', async () => {
    peer.transfers.onFrame({ type: 'file-next', fileId: idOf(4) });
    peer.transfers.onFrame({ type: 'file-next', fileId: idOf(3) });
    expect(await started()).toEqual([1, 3, 4, 2]);
  });

  test('ignores that wish for a file that runs, is unknown or not wanted', async () => {
    peer.transfers.offer(idOf(5), new MemorySource(contentOf(1)));
    for (const id of [1, 5, 9]) {
      peer.transfers.onFrame({ type: 'file-next', fileId: idOf(id) });
    }
    expect(await started()).toEqual([1, 2, 3, 4]);
  });
});

describe('a receiver', () => {
  const wanted = (on: ScriptedLine): number[] =>
    on.sent('file-want').map(({ fileId }) => fileId[0] ?? 0);

  test('tells what is to come next, and keeps to it on the next line', async () => {
    for (const id of FILES) peer.transfers.accept({ fileId: idOf(id), sizeBytes: 5 });
    peer.transfers.attach(line);
    await settle();
    peer.transfers.next('receive', idOf(3));
    peer.transfers.next('receive', idOf(9));
    expect(wanted(line)).toEqual([1, 2, 3, 4]);
    expect(line.sent('file-next').map(({ fileId }) => fileId[0])).toEqual([3]);
    const later = new ScriptedLine();
    peer.transfers.attach(later);
    await settle();
    expect(wanted(later)).toEqual([3, 1, 2, 4]);
  });
});
