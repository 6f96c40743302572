import { describe, expect, it } from 'vitest';
import { Session } from '../../src/app/session.ts';
import type { SessionEvents, SessionPorts } from '../../src/app/session.ts';
import type { ErrorCode } from '../../src/errors.ts';
import { encodeFrame } from '../../src/wire/frame-codec.ts';
import type { Frame } from '../../src/wire/frame.ts';
import { MemoryLog } from './memory-log.ts';
import { sealedPair, settle } from './sealed-pair.ts';

/** A log that takes its time, as storage does on a busy device. */
class SlowLog extends MemoryLog {
  constructor(private readonly delayMs: number) {
    super();
  }

  override async count(conversationId: string, author: string): Promise<number> {
    await new Promise((resolve) => setTimeout(resolve, this.delayMs));
    return super.count(conversationId, author);
  }
}

/** A session whose transfers have something to say as soon as there is a line. */
function makeSession(delayMs: number) {
  const lines: (ErrorCode | null | 'open')[] = [];
  const transfers = {
    attach: (line: { sendFrame(frame: Frame): Promise<void> }) =>
      void line.sendFrame({
        type: 'file-want',
        fileId: new Uint8Array(16),
        fromPiece: 0,
        want: 1,
        later: 0,
      }),
    detach: () => undefined,
    onFrame: () => undefined,
    onChunk: () => undefined,
  };
  const ports = {
    logs: new SlowLog(delayMs),
    transfers,
    keep: () => Promise.resolve(),
    myName: () => 'me',
    nowMs: () => 0,
    restoredSeq: () => null,
    settled: () => Promise.resolve(),
    certificates: { greet: () => undefined, onFrame: () => undefined },
    onOther: () => undefined,
    keeping: {
      watch: () => undefined,
      heard: () => undefined,
      onFrame: () => undefined,
      lost: () => false,
      end: () => undefined,
      wake: () => undefined,
    },
  } as unknown as SessionPorts;
  const events: SessionEvents = {
    onLine: (line, code) => lines.push(line === 'open' ? 'open' : code),
    onName: () => undefined,
    onEntry: () => undefined,
    onSent: () => undefined,
    onAcked: () => undefined,
  };
  return { session: new Session({ id: 'f', conversationId: 'c' }, ports, events), lines };
}

describe('a session', () => {
  it.each([
    [0, 20],
    [20, 0],
    [20, 20],
  ])('says hello before anything else, however slow storage is (%i and %i ms)', async (a, b) => {
    const [left, right] = [makeSession(a), makeSession(b)];
    const pair = sealedPair();
    await Promise.all([left.session.attach(pair.a), right.session.attach(pair.b)]);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(left.lines).toEqual(['open']);
    expect(right.lines).toEqual(['open']);
  });

  it('ends a line that a newer one has replaced while it was being greeted', async () => {
    const { session, lines } = makeSession(10);
    const [first, second] = [sealedPair(), sealedPair()];
    const attached = [session.attach(first.a), session.attach(second.a)];
    await Promise.all(attached);
    await settle();
    expect(first.a.state).toBe('closed');
    expect(second.a.state).toBe('open');
    expect(lines).toEqual([null]);
  });

  it('ends a line on which something comes before hello', async () => {
    const { session, lines } = makeSession(0);
    const pair = sealedPair();
    await session.attach(pair.a);
    await pair.b.send(encodeFrame({ type: 'ack', seq: 1 }));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(lines).toEqual(['line-malformed-frame']);
  });
});
