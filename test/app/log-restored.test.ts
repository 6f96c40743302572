/** Logs that went on elsewhere: restored from a backup, or used on two devices in turns (PROTOCOL.md §4.1). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LogExchange } from '../../src/app/log-exchange.ts';
import type { ErrorCode } from '../../src/errors.ts';
import type { StoredEntry } from '../../src/storage/repositories.ts';
import type { Frame, LogEntry } from '../../src/wire/frame.ts';
import { countMissing } from '../../src/wire/missing-entries.ts';
import { MemoryLog } from './memory-log.ts';

const [CONVERSATION, FRIEND] = ['c', 'friend'];

const text = (of: string): LogEntry => ({ kind: 'text', atMs: 1, text: of });

/** Lets everything that is ready run. */
async function settle(): Promise<void> {
  for (let i = 0; i < 20; i += 1) await new Promise((resolve) => setImmediate(resolve));
}

class Device {
  readonly log = new MemoryLog();
  restoredSeq: number | null = null;
  failure: ErrorCode | null = null;
  exchange: LogExchange | null = null;

  /** What was kept at that time, on another device. */
  static restored(backup: readonly StoredEntry[]): Device {
    const device = new Device();
    device.log.entries.push(...backup);
    device.restoredSeq = Math.max(0, ...backup.filter((e) => e.author === 'me').map((e) => e.seq));
    return device;
  }

  backup(): StoredEntry[] {
    return [...this.log.entries];
  }

  async write(...what: string[]): Promise<void> {
    for (const each of what) {
      const stored = await this.log.append(CONVERSATION, text(each));
      this.exchange?.written(stored);
    }
  }

  connect(send: (frame: Frame) => void): LogExchange {
    this.exchange = new LogExchange({
      conversationId: CONVERSATION,
      friendId: FRIEND,
      logs: this.log,
      send: async (frame) => {
        await Promise.resolve();
        send(frame);
      },
      fail: (code) => (this.failure = code),
      restoredSeq: () => this.restoredSeq,
      settled: () => {
        this.restoredSeq = null;
        return Promise.resolve();
      },
      nowMs: () => 7,
      keep: () => Promise.resolve(),
      onEntry: () => undefined,
      onSent: () => undefined,
      onAcked: () => undefined,
    });
    return this.exchange;
  }

  take(frame: Frame): void {
    if (frame.type === 'entry') this.exchange?.entry(frame.seq, frame.entry);
    else if (frame.type === 'ack') this.exchange?.ack(frame.seq);
  }

  /** What stands in the log of an author, in the order of its numbers; how many are missing where. */
  texts(author: string): string[] {
    return this.log.entries
      .filter((stored) => stored.author === author)
      .sort((a, b) => a.seq - b.seq)
      .map(({ entry }) => {
        const missing = countMissing(entry);
        if (missing > 0) return `${missing} missing`;
        return entry.kind === 'text' ? entry.text : '?';
      });
  }
}

/** A line that carries everything. */
async function meet(a: Device, b: Device): Promise<void> {
  a.connect((frame) => b.take(frame));
  b.connect((frame) => a.take(frame));
  const has = (device: Device): Promise<number> => device.log.count(CONVERSATION, FRIEND);
  const [aHas, bHas] = [await has(a), await has(b)];
  await Promise.all([a.exchange?.hello(bHas), b.exchange?.hello(aHas)]);
  await settle();
  for (const device of [a, b]) {
    device.exchange?.end();
    device.exchange = null;
    expect(device.failure).toBeNull();
  }
}

describe('a log restored from a backup', () => {
  it('gets back what the friend wrote, and goes on behind what the friend has', async () => {
    const [old, ben] = [new Device(), new Device()];
    await old.write('a1', 'a2');
    await ben.write('b1');
    await meet(old, ben);
    const backup = old.backup();
    await old.write('a3', 'a4');
    await ben.write('b2');
    await meet(old, ben);

    const fresh = Device.restored(backup);
    await meet(fresh, ben);
    await fresh.write('a5');
    await meet(fresh, ben);
    expect(ben.texts(FRIEND)).toEqual(['a1', 'a2', 'a3', 'a4', 'a5']);
    expect(fresh.texts(FRIEND)).toEqual(['b1', 'b2']);
    expect(fresh.texts('me')).toEqual(['a1', 'a2', '2 missing', 'a5']);
  });

  it('delivers what was written before the first line, though the numbers were taken', async () => {
    const [old, ben] = [new Device(), new Device()];
    await old.write('a1');
    const backup = old.backup();
    await old.write('a2', 'a3');
    await meet(old, ben);

    const fresh = Device.restored(backup);
    await fresh.write('x', 'y', 'z');
    await meet(fresh, ben);
    expect(ben.texts(FRIEND)).toEqual(['a1', 'a2', 'a3', 'x', 'y', 'z']);
    expect(fresh.texts('me')).toEqual(['a1', '2 missing', 'x', 'y', 'z']);
  });

  it('sends once what the backup held and no line had carried', async () => {
    const [old, ben] = [new Device(), new Device()];
    await old.write('a1', 'a2');
    const fresh = Device.restored(old.backup());
    await fresh.write('a3');
    await meet(fresh, ben);
    expect(ben.texts(FRIEND)).toEqual(['a1', 'a2', 'a3']);
    expect(fresh.texts('me')).toEqual(['a1', 'a2', 'a3']);
    expect(fresh.restoredSeq).toBeNull();
  });

  it('goes on once, when the page dies before that is noted', async () => {
    const [old, ben] = [new Device(), new Device()];
    await old.write('a1');
    const backup = old.backup();
    await old.write('a2');
    await meet(old, ben);
    const fresh = Device.restored(backup);
    await fresh.write('x');
    await meet(fresh, ben);
    // As the record of the friend has it.
    fresh.restoredSeq = 1;
    await meet(fresh, ben);
    expect(fresh.restoredSeq).toBeNull();
    expect(fresh.texts('me')).toEqual(['a1', '1 missing', 'x']);
    expect(ben.texts(FRIEND)).toEqual(['a1', 'a2', 'x']);
  });

  it('says of each missing entry that it is, when the friend was restored, too', async () => {
    const [old, benOld] = [new Device(), new Device()];
    await old.write('a1');
    await meet(old, benOld);
    const [backup, benBackup] = [old.backup(), benOld.backup()];
    await old.write('a2', 'a3');
    await meet(old, benOld);
    const fresh = Device.restored(backup);
    await meet(fresh, benOld);
    await fresh.write('a4');
    const ben = Device.restored(benBackup);
    await meet(fresh, ben);
    expect(ben.texts(FRIEND)).toEqual(['a1', '?', '?', 'a4']);
  });

  it('bears no friend who claims to have a million entries more', async () => {
    const device = new Device();
    await device.write('a1');
    const exchange = device.connect(() => undefined);
    await expect(exchange.hello(1_048_578)).rejects.toMatchObject({ code: 'line-malformed-frame' });
    expect(device.texts('me')).toEqual(['a1']);
  });

  it('sends over a wide gap no more than may be under way', async () => {
    const device = new Device();
    await device.write('a1');
    const sent: Frame[] = [];
    await device.connect((frame) => sent.push(frame)).hello(100_000);
    device.exchange?.end();
    await device.connect((frame) => sent.push(frame)).hello(1);
    await settle();
    expect(sent).toHaveLength(64);
  });
});

describe('two devices under the same keys, in turns', () => {
  it('each go on behind what the other sent, and say what they lack', async () => {
    const [one, ben] = [new Device(), new Device()];
    await one.write('a1');
    await meet(one, ben);
    const two = Device.restored(one.backup());
    await two.write('t1');
    await meet(two, ben);
    await meet(one, ben);
    await one.write('o1');
    await meet(one, ben);
    expect(ben.texts(FRIEND)).toEqual(['a1', 't1', 'o1']);
    expect(one.texts('me')).toEqual(['a1', '1 missing', 'o1']);
  });
});

describe('random lives of backups', () => {
  it('lose nothing that was written on the device in use, and double nothing', async () => {
    const step = fc.constantFrom('mine', 'theirs', 'meet', 'backup', 'restore');
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const ben = new Device();
        let ann = new Device();
        let backup = ann.backup();
        /** Written on a device that was not lost before it met Ben. */
        let unsent: string[] = [];
        const delivered: string[] = [];
        const written: string[] = [];
        for (const [at, what] of [...steps, 'meet'].entries()) {
          if (what === 'mine') {
            unsent.push(`a${at}`);
            await ann.write(`a${at}`);
          } else if (what === 'theirs') {
            written.push(`b${at}`);
            await ben.write(`b${at}`);
          } else if (what === 'meet') {
            await meet(ann, ben);
            delivered.push(...unsent);
            unsent = [];
          } else if (what === 'backup') {
            backup = ann.backup();
            // What waits goes out after it was made: it must not come again from the backup.
            await meet(ann, ben);
            delivered.push(...unsent);
            unsent = [];
          } else {
            ann = Device.restored(backup);
            unsent = [];
          }
        }
        expect(ben.texts(FRIEND)).toEqual(delivered);
        expect(ann.texts(FRIEND)).toEqual(written);
      }),
      { numRuns: 100 },
    );
  });
});
