import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MessengerError } from '../../src/errors.ts';
import type { Frame } from '../../src/wire/frame.ts';
import { CONVERSATION, FRIEND, settle, Side, text } from './log-side.ts';

type Fault = 'none' | 'lose' | 'double';

/** One line between two sides that lasts for `budget` frames, each with a fault of its own. */
async function meetOnce(a: Side, b: Side, budget: number, faultOf: (n: number) => Fault) {
  let count = 0;
  let up = true;
  const carry =
    (to: Side) =>
    async (frame: Frame): Promise<void> => {
      await Promise.resolve();
      if (!up) throw new MessengerError('line-lost');
      const fault = faultOf(count);
      count += 1;
      // A frame that was lost takes the line with it: a Link never skips a message.
      if (count > budget || fault === 'lose') {
        up = false;
        return;
      }
      to.take(frame);
      if (fault === 'double') to.take(frame);
    };
  a.connect(carry(b));
  b.connect(carry(a));
  const [aHas, bHas] = [
    await a.log.count(CONVERSATION, FRIEND),
    await b.log.count(CONVERSATION, FRIEND),
  ];
  await Promise.all([a.exchange?.hello(bHas), b.exchange?.hello(aHas)]);
  await settle();
}

describe('log exchange', () => {
  it('delivers what both wrote while apart, once and in order', async () => {
    const [a, b] = [new Side(), new Side()];
    for (let i = 0; i < 200; i += 1) await a.write(`a${i}`);
    await b.write('b0');
    await meetOnce(a, b, Infinity, () => 'none');
    expect(b.texts(FRIEND)).toEqual(a.texts('me'));
    expect(a.texts(FRIEND)).toEqual(['b0']);
    expect(a.acked).toBe(200);
    expect(b.acked).toBe(1);
  });

  it('delivers what is written while the line is open', async () => {
    const [a, b] = [new Side(), new Side()];
    await meetOnce(a, b, Infinity, () => 'none');
    await Promise.all([a.write('one'), a.write('two'), b.write('three')]);
    await settle();
    expect(b.texts(FRIEND)).toEqual(a.texts('me'));
    expect(a.texts(FRIEND)).toEqual(['three']);
  });

  it('sends what was just written without reading it from storage', async () => {
    const [a, b] = [new Side(), new Side()];
    await meetOnce(a, b, Infinity, () => 'none');
    a.log.after = () => Promise.reject(new Error('read'));
    await a.write('one');
    await settle();
    await a.write('two');
    await settle();
    expect(b.texts(FRIEND)).toEqual(['one', 'two']);
    expect([...a.failures, ...b.failures]).toEqual([]);
  });

  it('stores an entry once that the line before is still storing', async () => {
    const side = new Side();
    let storeIt: () => void = () => undefined;
    side.keep = () => new Promise((resolve) => (storeIt = resolve));
    side.connect(() => Promise.resolve());
    side.take({ type: 'entry', seq: 1, entry: text('x') });
    await settle();
    side.keep = () => Promise.resolve();
    const before = side.log.receive.bind(side.log);
    // The new line has counted, and is about to store, when the one before has stored.
    side.log.receive = async (...stored) => {
      side.log.receive = before;
      storeIt();
      await settle();
      return before(...stored);
    };
    const acked: number[] = [];
    side.connect((frame) => {
      if (frame.type === 'ack') acked.push(frame.seq);
      return Promise.resolve();
    });
    side.take({ type: 'entry', seq: 1, entry: text('x') });
    side.take({ type: 'entry', seq: 2, entry: text('y') });
    await settle();
    await settle();
    expect(side.texts(FRIEND)).toEqual(['x', 'y']);
    expect(acked).toEqual([1, 2]);
    expect(side.failures).toEqual([]);
  });

  it('never has more than the window unacknowledged', async () => {
    const [a, b] = [new Side(), new Side()];
    for (let i = 0; i < 200; i += 1) await a.write(`a${i}`);
    const sent: number[] = [];
    a.connect((frame) => {
      if (frame.type === 'entry') sent.push(frame.seq);
      return Promise.resolve();
    });
    await a.exchange?.hello(0);
    await settle();
    expect(sent).toHaveLength(64);
    a.exchange?.ack(10);
    await settle();
    expect(sent).toHaveLength(74);
    expect(b.failures).toEqual([]);
  });

  it('loses and doubles nothing, whatever the lines do', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            budget: fc.nat(40),
            faults: fc.array(
              fc.constantFrom<Fault>('none', 'none', 'none', 'double', 'double', 'lose'),
              { minLength: 1, maxLength: 20 },
            ),
            writes: fc.array(fc.constantFrom('a', 'b'), { maxLength: 12 }),
          }),
          { minLength: 1, maxLength: 6 },
        ),
        async (lines) => {
          const [a, b] = [new Side(), new Side()];
          let n = 0;
          for (const { budget, faults, writes } of lines) {
            const met = meetOnce(a, b, budget, (i) => faults[i % faults.length] ?? 'none');
            for (const who of writes) await (who === 'a' ? a : b).write(`${who}${n++}`);
            await met;
          }
          await meetOnce(a, b, Infinity, () => 'none');
          expect(b.texts(FRIEND)).toEqual(a.texts('me'));
          expect(a.texts(FRIEND)).toEqual(b.texts('me'));
          expect([...a.failures, ...b.failures]).toEqual([]);
          expect(a.acked).toBe(a.texts('me').length);
        },
      ),
      { numRuns: 150 },
    );
  });

  it.each<[string, (side: Side) => void | Promise<void>]>([
    ['acknowledges entries that were never sent', (side) => side.exchange?.ack(3)],
    ['skips an entry', (side) => side.exchange?.entry(2, text('x'))],
    [
      'floods',
      (side) => {
        for (let i = 1; i < 500; i += 1) side.exchange?.entry(i, text('x'));
      },
    ],
  ])('ends the line of a friend who %s', async (_, attack) => {
    const side = new Side();
    side.connect(() => Promise.resolve());
    await side.exchange?.hello(0);
    await attack(side);
    await settle();
    expect(side.failures).toEqual(['line-malformed-frame']);
  });

  it('stores together what arrives while something is being stored', async () => {
    const side = new Side();
    let keep: () => void = () => undefined;
    side.keep = () => new Promise((resolve) => (keep = resolve));
    const acked: number[] = [];
    side.connect((frame) => {
      if (frame.type === 'ack') acked.push(frame.seq);
      return Promise.resolve();
    });
    const received: string[][] = [];
    const before = side.log.receive.bind(side.log);
    side.log.receive = (...args) => {
      received.push(args[3].map((entry) => (entry.kind === 'text' ? entry.text : '?')));
      return before(...args);
    };
    side.take({ type: 'entry', seq: 1, entry: text('a') });
    await settle();
    // The first comes once more, as over a line that broke before its ack.
    for (const [seq, what] of ['a', 'b', 'c', 'd'].entries()) {
      side.take({ type: 'entry', seq: seq + 1, entry: text(what) });
    }
    side.keep = () => Promise.resolve();
    keep();
    await settle();
    expect(received).toEqual([['a'], ['b', 'c', 'd']]);
    expect(acked).toEqual([1, 4]);
    expect(side.failures).toEqual([]);
  });

  it('acknowledges an old entry without storing it again', async () => {
    const side = new Side();
    const sent: Frame[] = [];
    side.connect((frame) => {
      sent.push(frame);
      return Promise.resolve();
    });
    await side.exchange?.hello(0);
    side.take({ type: 'entry', seq: 1, entry: text('x') });
    side.take({ type: 'entry', seq: 1, entry: text('x') });
    await settle();
    expect(side.texts(FRIEND)).toEqual(['x']);
    expect(sent).toEqual([
      { type: 'ack', seq: 1 },
      { type: 'ack', seq: 1 },
    ]);
  });

  it('acknowledges an entry when what it means is kept and it is stored, in this order', async () => {
    const side = new Side();
    const happened: string[] = [];
    let keep: () => void = () => undefined;
    side.keep = () => {
      happened.push(`keep, ${side.texts(FRIEND).length} stored`);
      return new Promise((resolve) => (keep = resolve));
    };
    side.connect((frame) => {
      happened.push(`${frame.type}, ${side.texts(FRIEND).length} stored`);
      return Promise.resolve();
    });
    await side.exchange?.hello(0);
    side.take({ type: 'entry', seq: 1, entry: text('x') });
    side.take({ type: 'entry', seq: 2, entry: text('y') });
    await settle();
    expect(happened).toEqual(['keep, 0 stored']);
    keep();
    await settle();
    expect(happened).toEqual(['keep, 0 stored', 'ack, 1 stored', 'keep, 1 stored']);
  });

  it('neither stores nor acknowledges what cannot be kept, and ends the line', async () => {
    const side = new Side();
    const sent: Frame[] = [];
    side.keep = () => Promise.reject(new MessengerError('storage-full'));
    side.connect((frame) => {
      sent.push(frame);
      return Promise.resolve();
    });
    await side.exchange?.hello(0);
    side.take({ type: 'entry', seq: 1, entry: text('x') });
    await settle();
    expect(side.failures).toEqual(['storage-full']);
    expect(side.texts(FRIEND)).toEqual([]);
    expect(sent).toEqual([]);
  });
});
