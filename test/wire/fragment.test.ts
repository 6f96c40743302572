import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  Assembler,
  fragments,
  MAX_CHANNEL_MESSAGE_BYTES,
  MAX_FRAGMENT_BYTES,
  MAX_JOINED_BYTES,
  writeFragment,
} from '../../src/wire/fragment.ts';
import { failureOf } from './arbitraries.ts';

const message = (length: number) => Uint8Array.from({ length }, (_, i) => i * 31 + (i >> 8));

/** What goes through the channel for a message, each in a buffer of its own. */
const channelMessages = (head: Uint8Array, rest?: Uint8Array): Uint8Array[] =>
  [...fragments(head, rest)].map((fragment) =>
    writeFragment(fragment, new Uint8Array(MAX_CHANNEL_MESSAGE_BYTES)),
  );

/** The messages that come out at the other end. */
function joined(parts: readonly Uint8Array[]): Uint8Array[] {
  const assembler = new Assembler();
  return parts.flatMap((part) => assembler.push(part) ?? []);
}

test.each([
  1,
  2,
  MAX_FRAGMENT_BYTES - 1,
  MAX_CHANNEL_MESSAGE_BYTES,
  MAX_FRAGMENT_BYTES,
  MAX_FRAGMENT_BYTES + 1,
  2 * MAX_FRAGMENT_BYTES,
  MAX_JOINED_BYTES,
])('a message of %d bytes comes back', (length) => {
  const sent = message(length);
  const assembler = new Assembler();
  const results = channelMessages(sent).map((part) => assembler.push(part));
  expect(results.slice(0, -1).every((result) => result === null)).toBe(true);
  expect(Buffer.compare(results.at(-1) ?? Buffer.alloc(0), sent)).toBe(0);
});

test('messages follow one another', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 200_000 }), { maxLength: 4 }), (lengths) => {
      const received = joined(lengths.flatMap((length) => channelMessages(message(length))));
      expect(received.map((each) => each.length)).toEqual(lengths);
    }),
    { numRuns: 30 },
  );
});

test('a single fragment is handed on without a copy', () => {
  const [part = new Uint8Array()] = channelMessages(message(100));
  expect(new Assembler().push(part)?.buffer).toBe(part.buffer);
});

test.each([
  [0, 1],
  [1, 0],
  [29, MAX_FRAGMENT_BYTES - 29],
  [29, MAX_FRAGMENT_BYTES - 28],
  [MAX_FRAGMENT_BYTES, 1],
  [MAX_FRAGMENT_BYTES + 1, MAX_FRAGMENT_BYTES],
  [29, MAX_JOINED_BYTES - 29],
])('a message of %d bytes and a rest of %d go as if they were joined', (headBytes, restBytes) => {
  const whole = message(headBytes + restBytes);
  const parts = channelMessages(whole.subarray(0, headBytes), whole.subarray(headBytes));
  const asOne = channelMessages(whole);
  expect(parts.map((part) => part.length)).toEqual(asOne.map((part) => part.length));
  expect(Buffer.compare(Buffer.concat(parts), Buffer.concat(asOne))).toBe(0);
  expect(Buffer.compare(joined(parts)[0] ?? Buffer.alloc(0), whole)).toBe(0);
});

test('a message and a rest that fit into one fragment are not copied before it is written', () => {
  const [head, rest] = [message(29), message(MAX_FRAGMENT_BYTES - 29)];
  const [fragment] = [...fragments(head, rest)];
  expect(fragment?.views.map((view) => view.buffer)).toEqual([head.buffer, rest.buffer]);
});

test('a shorter fragment leaves nothing of the one that was written before it', () => {
  const buffer = new Uint8Array(MAX_CHANNEL_MESSAGE_BYTES).fill(9);
  const [fragment] = [...fragments(message(3))];
  expect(fragment && [...writeFragment(fragment, buffer)]).toEqual([0, ...message(3)]);
});

test.each([0, MAX_JOINED_BYTES + 1])('a message of %d bytes is refused', (length) => {
  expect(() => [...fragments(new Uint8Array(length))]).toThrow(RangeError);
  expect(() => [...fragments(new Uint8Array(0), new Uint8Array(length))]).toThrow(RangeError);
});

describe('a hostile sender', () => {
  const full = () => new Uint8Array(1 + MAX_FRAGMENT_BYTES).fill(1, 0, 1);

  test.each([
    ['nothing', []],
    ['an empty last fragment', [0]],
    ['an empty fragment', [1]],
    ['another continuation', [2, 7]],
    ['a short fragment before the last', [1, 7]],
  ])('%s is malformed', (_, bytes) => {
    expect(failureOf(() => new Assembler().push(Uint8Array.from(bytes)))).toBe(
      'line-malformed-frame',
    );
  });

  test('a fragment over its size is too large', () => {
    const part = new Uint8Array(2 + MAX_FRAGMENT_BYTES);
    expect(failureOf(() => new Assembler().push(part))).toBe('line-message-too-large');
  });

  test('a message without end is too large before it is held', () => {
    const assembler = new Assembler();
    for (let i = 0; i < 15; i++) expect(assembler.push(full())).toBeNull();
    expect(failureOf(() => assembler.push(full()))).toBe('line-message-too-large');
  });

  test('arbitrary fragments fail with a code only', () => {
    const part = fc
      .uint8Array({ maxLength: 20 })
      .map((bytes) => bytes.map((b, i) => (i ? b : b % 3)));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 10 }), (parts) => {
        const assembler = new Assembler();
        const failure = failureOf(() => parts.forEach((bytes) => assembler.push(bytes)));
        expect([null, 'line-malformed-frame']).toContain(failure);
      }),
    );
  });
});
