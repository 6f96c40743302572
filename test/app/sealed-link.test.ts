import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  HANDSHAKE_TIMEOUT_MS,
  MAX_FRAME_BYTES,
  sealLink,
  type SealRole,
} from '../../src/app/sealed-link.ts';
import { MessengerError } from '../../src/errors.ts';
import { memoryLinkPair, MemoryWire } from '../../src/peer/memory-link.ts';
import { MAX_CHUNK_BYTES } from '../../src/wire/envelope.ts';
import { linkContract, record, whenOpen } from '../contract/link.ts';
import { chunkMessage } from '../transfer/scripted-line.ts';
import { cards, random, roleA, roleB, sealedPair, settle, strangerKeys } from './sealed-pair.ts';

const CHUNK = {
  fileId: new Uint8Array(16).fill(1),
  streamId: new Uint8Array(8).fill(2),
  index: 1,
  sealed: new Uint8Array(99).fill(3),
};

const contractPair = (wire?: MemoryWire) => {
  const { a, b } = sealedPair({}, {}, wire);
  const dispose = () => {
    a.close();
    b.close();
  };
  return Promise.resolve({ a, b, dispose });
};
linkContract('A sealed link', () => contractPair(), MAX_FRAME_BYTES);
linkContract(
  'A sealed link over a slow wire',
  () => contractPair(new MemoryWire((task) => setTimeout(task, 1))),
  MAX_FRAME_BYTES,
);

describe('A sealed link', () => {
  test('opens only after the handshake, not with the link beneath', async () => {
    const [inner, silent] = memoryLinkPair();
    const link = sealLink(inner, roleA);
    await whenOpen(inner, silent);
    await settle();
    expect(link.state).toBe('connecting');
    link.close();
  });

  test('seals what passes beneath', async () => {
    const [innerA, innerB] = memoryLinkPair();
    const beneath = record(innerB);
    const [a, b] = [sealLink(innerA, roleA), sealLink(innerB, roleB)];
    const above = record(b);
    const text = new TextEncoder().encode('nobody else reads this');
    await a.send(text);
    await vi.waitFor(() => expect(above.received).toEqual([text]));
    expect(beneath.received.map((message) => message[0])).toEqual([0x01, 0x02]);
    const passed = Buffer.concat(beneath.received);
    expect(passed.includes(Buffer.from(text))).toBe(false);
    expect(passed).toHaveLength(1 + 48 + 25 + text.length);
    a.close();
  });

  test('counts what waits for the handshake as buffered', async () => {
    const { a, b } = sealedPair();
    const { received } = record(b);
    const sent = a.send(Uint8Array.of(1, 2, 3));
    expect(a.bufferedBytes).toBe(3);
    await sent;
    await vi.waitFor(() => expect(received).toEqual([Uint8Array.of(1, 2, 3)]));
    expect(a.bufferedBytes).toBe(0);
    a.close();
  });

  test('carries chunks as they are, in order with the frames', async () => {
    const { a, b } = sealedPair();
    const heard: [string, Uint8Array][] = [];
    const early = a.send(Uint8Array.of(0x03));
    await whenOpen(a, b);
    const sends = [early, a.sendChunk(CHUNK), a.send(Uint8Array.of(2))];
    await Promise.all(sends);
    await settle();
    b.listen({
      received: (frame) => heard.push(['frame', frame]),
      chunk: (message) => heard.push(['chunk', message]),
    });
    await a.sendChunk({ ...CHUNK, index: 2 });
    await vi.waitFor(() => expect(heard).toHaveLength(4));
    expect(heard).toEqual([
      ['frame', Uint8Array.of(0x03)],
      ['chunk', chunkMessage(CHUNK)],
      ['frame', Uint8Array.of(2)],
      ['chunk', chunkMessage({ ...CHUNK, index: 2 })],
    ]);
    for (const sizeBytes of [0, MAX_CHUNK_BYTES + 1]) {
      const sealed = new Uint8Array(sizeBytes);
      expect(() => a.sendChunk({ ...CHUNK, sealed })).toThrow(RangeError);
    }
    a.close();
  });

  test('carries no chunk before the handshake: its key comes from there; nor after the end', async () => {
    const { a, b } = sealedPair();
    expect(() => a.sendChunk(CHUNK)).toThrow(TypeError);
    await whenOpen(a, b);
    await a.sendChunk(CHUNK);
    a.close();
    await expect(a.sendChunk(CHUNK)).rejects.toEqual(new MessengerError('line-lost'));
  });

  test('agrees with the other side on the keys of file streams', async () => {
    const { a, b } = sealedPair();
    const [file, stream, another] = [random(16), random(8), random(8)];
    expect(() => a.fileStreamKey(file, stream)).toThrow(TypeError);
    await whenOpen(a, b);
    expect(a.fileStreamKey(file, stream)).toEqual(b.fileStreamKey(file, stream));
    expect(a.fileStreamKey(file, stream)).not.toEqual(a.fileStreamKey(file, another));
    a.close();
  });

  test('tells when the link beneath is lost, and rejects what still waits', async () => {
    const { a, b, wire } = sealedPair();
    const [atA, atB] = [record(a), record(b)];
    const waiting = a.send(Uint8Array.of(1));
    wire.cut();
    await expect(waiting).rejects.toEqual(new MessengerError('line-lost'));
    await settle();
    expect([atA.codes, atB.codes]).toEqual([['line-lost'], ['line-lost']]);
    expect([atA.heard, atB.heard]).toEqual([['closed'], ['closed']]);
  });

  test('over a link that has already ended says so', async () => {
    const [inner] = memoryLinkPair();
    inner.close('line-not-connected');
    const link = sealLink(inner, roleA);
    const { codes } = record(link);
    await settle();
    expect(codes).toEqual(['line-not-connected']);
    expect(link.state).toBe('closed');
  });

  const other = (bytes: Uint8Array) => bytes.map((byte, i) => (i === 50 ? byte ^ 1 : byte));
  test.each<[string, Partial<SealRole>]>([
    ['the invites differ in one bit', { inviteBytes: other(cards.inviteBytes) }],
    ['the replies differ in one bit', { replyBytes: other(cards.replyBytes) }],
    ['one side is a stranger', { myKeys: strangerKeys }],
    ['one side expects a stranger', { theirKey: strangerKeys.publicKey }],
    ['the other side has a key of low order', { theirKey: new Uint8Array(32) }],
    ['both took the part of the initiator', { initiator: true }],
  ])('does not open when %s', async (_, changes) => {
    const { a, b, innerA, innerB } = sealedPair({}, changes);
    const [atA, atB] = [record(a), record(b)];
    await vi.waitFor(() => expect([innerA.state, innerB.state]).toEqual(['closed', 'closed']));
    await settle();
    expect([...atA.heard, ...atB.heard]).toEqual(['closed', 'closed']);
    expect([...atA.codes, ...atB.codes]).toContain('line-handshake-failed');
  });

  describe('waiting for a handshake', () => {
    afterEach(() => void vi.useRealTimers());

    test.each([
      ['initiator', roleA],
      ['responder', roleB],
    ])('gives up %s after 10 seconds, counted from the opening beneath', async (_, role) => {
      vi.useFakeTimers();
      const [inner] = memoryLinkPair(new MemoryWire((task) => setTimeout(task, 60_000)));
      const link = sealLink(inner, role);
      const { codes } = record(link);
      await vi.advanceTimersByTimeAsync(60_000);
      expect(inner.state).toBe('open');
      await vi.advanceTimersByTimeAsync(HANDSHAKE_TIMEOUT_MS - 1);
      expect([link.state, codes]).toEqual(['connecting', []]);
      await vi.advanceTimersByTimeAsync(1);
      expect([link.state, inner.state, codes]).toEqual([
        'closed',
        'closed',
        ['line-handshake-failed'],
      ]);
    });

    test('leaves no clock running once open or closed', async () => {
      vi.useFakeTimers();
      const { a, b } = sealedPair();
      await vi.advanceTimersByTimeAsync(1);
      expect([a.state, b.state]).toEqual(['open', 'open']);
      expect(vi.getTimerCount()).toBe(0);
      const [inner] = memoryLinkPair();
      const lonely = sealLink(inner, roleA);
      await vi.advanceTimersByTimeAsync(1);
      expect(vi.getTimerCount()).toBe(1);
      lonely.close();
      expect(vi.getTimerCount()).toBe(0);
    });
  });
});
