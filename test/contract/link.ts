/** What every Link must do. Each implementation runs this suite; see src/peer/link.ts. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { MessengerError, type ErrorCode } from '../../src/errors.ts';
import { MAX_MESSAGE_BYTES, type Link } from '../../src/peer/link.ts';
import { concat } from '../../src/wire/bytes.ts';
import { MAX_FRAGMENT_BYTES } from '../../src/wire/fragment.ts';

/** Two joined Links, still connecting when they are handed over. */
export interface LinkPair {
  readonly a: Link;
  readonly b: Link;
  dispose(): void | Promise<void>;
}

/** Long enough for a real connection on a busy machine, with a few retransmissions. */
const WAIT = { timeout: 15_000, interval: 2 };

/** Bytes that differ at every place, so that a lost or swapped fragment shows. */
export function patternBytes(sizeBytes: number, seed: number): Uint8Array {
  const bytes = new Uint8Array(sizeBytes);
  for (let i = 0; i < sizeBytes; i += 1) bytes[i] = (i * 31 + (i >> 8) * 7 + seed) & 0xff;
  return bytes;
}

/** Writes down everything that a listener hears. */
export function record(link: Link) {
  const received: Uint8Array[] = [];
  const codes: (ErrorCode | null)[] = [];
  const heard: string[] = [];
  const stop = link.listen({
    opened: () => void heard.push('opened'),
    received: (message) => {
      heard.push('received');
      received.push(message);
    },
    closed: (code) => {
      heard.push('closed');
      codes.push(code);
    },
  });
  return { received, codes, heard, stop };
}

/** Waits until the link is open. */
export async function whenOpen(...links: Link[]): Promise<void> {
  await vi.waitFor(() => {
    for (const link of links) expect(link.state).toBe('open');
  }, WAIT);
}

/** Long enough for a second event, if there were one by mistake. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 30));

/** @param maxBytes the largest message, where another than MAX_MESSAGE_BYTES (a seal takes its share) */
export function linkContract(
  name: string,
  makePair: () => Promise<LinkPair>,
  maxBytes = MAX_MESSAGE_BYTES,
): void {
  describe(`${name} keeps the Link contract:`, { timeout: 30_000 }, () => {
    const pairs: LinkPair[] = [];
    afterEach(async () => {
      for (const pair of pairs.splice(0)) await pair.dispose();
    });
    async function pairOf(): Promise<LinkPair> {
      const pair = await makePair();
      pairs.push(pair);
      return pair;
    }
    async function openPair(): Promise<LinkPair> {
      const pair = await pairOf();
      await whenOpen(pair.a, pair.b);
      return pair;
    }

    test('messages of every size arrive whole and in order, both ways', async () => {
      const { a, b } = await openPair();
      const sizes = [1, 2, 65_536, 65_537, maxBytes, 1, 1_000];
      const messages = sizes.map((size, index) => patternBytes(size, index));
      // One way after the other: bursts both ways at once overflow the sockets of a busy machine.
      for (const [from, to] of [
        [a, b],
        [b, a],
      ] as const) {
        const { received } = record(to);
        await Promise.all(messages.map((message) => from.send(message)));
        await vi.waitFor(() => expect(received).toHaveLength(sizes.length), WAIT);
        messages.forEach((message, index) => {
          expect(Buffer.compare(message, received[index] ?? new Uint8Array())).toBe(0);
        });
      }
    });

    test('an empty and an oversized message are a RangeError', async () => {
      const { a } = await pairOf();
      expect(() => a.send(new Uint8Array())).toThrow(RangeError);
      expect(() => a.send(new Uint8Array(maxBytes + 1))).toThrow(RangeError);
      expect(() => a.send(new Uint8Array(), new Uint8Array())).toThrow(RangeError);
      expect(() => a.send(new Uint8Array(1), new Uint8Array(maxBytes))).toThrow(RangeError);
    });

    test('a message and its rest arrive as one, and neither is changed', async () => {
      const { a, b } = await openPair();
      const { received } = record(b);
      const head = patternBytes(29, 1);
      // Within a fragment, over the border of one, over many, and a rest without anything before it.
      const rests = [1, MAX_FRAGMENT_BYTES - 29, MAX_FRAGMENT_BYTES - 28, maxBytes - 29];
      const messages = [
        ...rests.map((sizeBytes) => [head, patternBytes(sizeBytes, 2)] as const),
        [new Uint8Array(), patternBytes(100, 3)] as const,
        [head, new Uint8Array()] as const,
      ];
      const before = messages.map(([first, rest]) => concat(first, rest));
      await Promise.all(messages.map(([first, rest]) => a.send(first, rest)));
      await vi.waitFor(() => expect(received).toHaveLength(messages.length), WAIT);
      messages.forEach(([first, rest], i) => {
        expect(Buffer.compare(received[i] ?? new Uint8Array(), before[i] ?? head)).toBe(0);
        expect(Buffer.compare(concat(first, rest), before[i] ?? head)).toBe(0);
      });
    });

    test('what is sent while connecting arrives, and the caller may reuse its buffer after', async () => {
      // From the side that answers: the native module may swap what reaches a channel that it has just announced.
      const { a, b } = await pairOf();
      const { received, heard } = record(a);
      expect(a.state).toBe('connecting');
      const buffer = patternBytes(100_000, 1);
      await Promise.all([b.send(Uint8Array.of(9)), b.send(buffer)]);
      buffer.fill(0);
      await vi.waitFor(() => expect(received).toHaveLength(2), WAIT);
      expect(received[0]).toEqual(Uint8Array.of(9));
      expect(Buffer.compare(received[1] ?? new Uint8Array(), patternBytes(100_000, 1))).toBe(0);
      expect(heard[0]).toBe('opened');
    });

    test('a sender feels back-pressure and is released', async () => {
      const { a, b } = await openPair();
      record(b);
      let released = false;
      const sends = Array.from({ length: 4 }, () => a.send(patternBytes(maxBytes, 3)));
      const last = sends.at(-1)?.then(() => (released = true));
      expect(a.bufferedBytes).toBeGreaterThan(65_536);
      await Promise.resolve();
      expect(released).toBe(false);
      await Promise.all(sends);
      await last;
      await vi.waitFor(() => expect(a.bufferedBytes).toBe(0), WAIT);
    });

    test('a stream of 8 MiB arrives whole without growing the buffer', async () => {
      const { a, b } = await openPair();
      const { received } = record(b);
      let highest = 0;
      for (let i = 0; i < 128; i += 1) {
        await a.send(patternBytes(65_536, i));
        highest = Math.max(highest, a.bufferedBytes);
      }
      await vi.waitFor(() => expect(received).toHaveLength(128), WAIT);
      received.forEach((message, i) => {
        expect(Buffer.compare(message, patternBytes(65_536, i))).toBe(0);
      });
      expect(highest).toBeLessThan(512 * 1024);
    });

    test.each(['a', 'b'] as const)(
      'a close from %s tells both sides once, with null',
      async (who) => {
        const pair = await openPair();
        const [atA, atB] = [record(pair.a), record(pair.b)];
        pair[who].close();
        expect(pair[who].state).toBe('closed');
        pair[who].close();
        await vi.waitFor(() => expect([atA.codes, atB.codes]).toEqual([[null], [null]]), WAIT);
        await settle();
        expect([atA.codes, atB.codes]).toEqual([[null], [null]]);
        expect([pair.a.state, pair.b.state]).toEqual(['closed', 'closed']);
      },
    );

    test('a close with a code says so here, and null there', async () => {
      const { a, b } = await openPair();
      const [atA, atB] = [record(a), record(b)];
      a.close('line-bad-seal');
      a.close('line-lost');
      await vi.waitFor(
        () => expect([atA.codes, atB.codes]).toEqual([['line-bad-seal'], [null]]),
        WAIT,
      );
    });

    test('both sides may close at once', async () => {
      const { a, b } = await openPair();
      const [atA, atB] = [record(a), record(b)];
      a.close();
      b.close();
      await vi.waitFor(() => expect([atA.codes, atB.codes]).toEqual([[null], [null]]), WAIT);
    });

    test('what was sent right before a close still arrives', async () => {
      const { a, b } = await openPair();
      const { received, codes } = record(b);
      // Small: the native SCTP drops what it has to send again once its stream is reset.
      const sent = [a.send(patternBytes(20_000, 1)), a.send(Uint8Array.of(5))];
      a.close();
      await Promise.all(sent);
      await vi.waitFor(() => expect(codes).toEqual([null]), WAIT);
      expect(received.map((message) => message.length)).toEqual([20_000, 1]);
    });

    test('a close while connecting tells this side once', async () => {
      const { a } = await pairOf();
      const { heard, codes } = record(a);
      a.close();
      expect(a.state).toBe('closed');
      await settle();
      expect(heard).toEqual(['closed']);
      expect(codes).toEqual([null]);
    });

    test('sends after a close are rejected with line-lost', async () => {
      const { a, b } = await openPair();
      const { codes } = record(b);
      a.close();
      await expect(a.send(Uint8Array.of(1))).rejects.toEqual(new MessengerError('line-lost'));
      await vi.waitFor(() => expect(codes).toEqual([null]), WAIT);
      await expect(b.send(Uint8Array.of(1))).rejects.toEqual(new MessengerError('line-lost'));
    });

    test('messages before anyone listens are kept for the first who receives', async () => {
      const { a, b } = await openPair();
      const states: string[] = [];
      b.listen({ opened: () => void states.push('opened') });
      await a.send(Uint8Array.of(1));
      await a.send(Uint8Array.of(2));
      await settle();
      const first = record(b);
      const second = record(b);
      await settle();
      expect(first.heard).toEqual(['opened', 'received', 'received']);
      expect(first.received).toEqual([Uint8Array.of(1), Uint8Array.of(2)]);
      expect(second.heard).toEqual(['opened']);
      expect(states).toEqual(['opened']);
    });

    test('messages and the close before anyone listens come in that order', async () => {
      const { a, b } = await openPair();
      await a.send(Uint8Array.of(1));
      a.close();
      await vi.waitFor(() => expect(b.state).toBe('closed'), WAIT);
      const { heard } = record(b);
      expect(heard).toEqual([]);
      await settle();
      expect(heard).toEqual(['received', 'closed']);
    });

    test('two listeners hear the same, each with bytes of its own', async () => {
      const { a, b } = await openPair();
      const [first, second] = [record(b), record(b)];
      await a.send(Uint8Array.of(1, 2, 3));
      await vi.waitFor(() => expect(second.received).toHaveLength(1), WAIT);
      first.received[0]?.fill(0);
      expect(second.received).toEqual([Uint8Array.of(1, 2, 3)]);
    });

    test('who stopped listening hears nothing more', async () => {
      const { a, b } = await openPair();
      const [quitter, stayer] = [record(b), record(b)];
      await a.send(Uint8Array.of(1));
      await vi.waitFor(() => expect(stayer.received).toHaveLength(1), WAIT);
      quitter.stop();
      quitter.stop();
      await a.send(Uint8Array.of(2));
      a.close();
      await vi.waitFor(() => expect(stayer.heard).toContain('closed'), WAIT);
      expect(quitter.heard).toEqual(['opened', 'received']);
    });
  });
}
