import { describe, expect, it } from 'vitest';
import { sealHere } from '../../src/transfer/pipeline.ts';
import type { TransferEvent } from '../../src/transfer/transfer-event.ts';
import { MAX_REPEATED_ENDS } from '../../src/transfer/receives.ts';
import { Transfers } from '../../src/transfer/transfers.ts';
import type { FileFrame } from '../../src/wire/frame.ts';

const FILE = new Uint8Array(16).fill(7);

function someTransfers(): { transfers: Transfers; events: TransferEvent[] } {
  const events: TransferEvent[] = [];
  const transfers = new Transfers({
    seal: sealHere,
    random: (length) => new Uint8Array(length),
    clock: { nowMs: () => 0 },
    sinkFor: () => {
      throw new Error('nothing is received here');
    },
    report: (event) => events.push(event),
  });
  return { transfers, events };
}

describe('after a reload', () => {
  it('the receiver of a whole file says so again, and the sender without it believes that', () => {
    const sent: FileFrame[] = [];
    const receiver = someTransfers();
    receiver.transfers.received({ fileId: FILE, sizeBytes: 5 });
    receiver.transfers.attach({
      sendFrame: (frame) => {
        sent.push(frame);
        return Promise.resolve();
      },
      sendChunk: () => Promise.resolve(),
      streamKey: () => new Uint8Array(32),
    });
    expect(sent).toEqual([{ type: 'file-ack', fileId: FILE, pieces: 1, complete: true }]);

    const sender = someTransfers();
    for (const frame of sent) sender.transfers.onFrame(frame);
    expect(sender.events).toMatchObject([
      { fileId: FILE, direction: 'send', status: 'complete', error: null },
    ]);
  });

  it('only the newest files are named again', () => {
    const sent: FileFrame[] = [];
    const { transfers } = someTransfers();
    for (let n = 0; n < 100; n++) {
      transfers.received({ fileId: new Uint8Array(16).fill(n), sizeBytes: 5 });
    }
    transfers.attach({
      sendFrame: (frame) => {
        sent.push(frame);
        return Promise.resolve();
      },
      sendChunk: () => Promise.resolve(),
      streamKey: () => new Uint8Array(32),
    });
    expect(sent.map(({ fileId }) => fileId[0])).toEqual(
      Array.from({ length: MAX_REPEATED_ENDS }, (_, n) => 100 - MAX_REPEATED_ENDS + n),
    );
  });

  it('an unfinished acknowledgement of an unknown file is nothing', () => {
    const { transfers, events } = someTransfers();
    transfers.onFrame({ type: 'file-ack', fileId: FILE, pieces: 3, complete: false });
    expect(events).toEqual([]);
  });
});
