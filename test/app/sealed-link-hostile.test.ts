/** What a peer may say to a sealed link, and how the line ends each time. */
import { describe, expect, test, vi } from 'vitest';
import { sealLink, type SealedLink } from '../../src/app/sealed-link.ts';
import { KkHandshake } from '../../src/crypto/kk-handshake.ts';
import { linePrologue } from '../../src/crypto/prologue.ts';
import { SecureChannel } from '../../src/crypto/secure-channel.ts';
import { MessengerError, type ErrorCode } from '../../src/errors.ts';
import type { Link } from '../../src/peer/link.ts';
import { memoryLinkPair } from '../../src/peer/memory-link.ts';
import { record, whenOpen } from '../contract/link.ts';
import { cards, NONE, random, roleA, roleB, sealedPair, settle } from './sealed-pair.ts';

/** A with a peer that may say anything; `shake` goes through the handshake as B does. */
async function facingHostile() {
  const [inner, hostile] = memoryLinkPair();
  const link = sealLink(inner, roleA);
  const atA = record(link);
  const atHostile = record(hostile);
  await vi.waitFor(() => expect(atHostile.received).toHaveLength(1));
  const shake = async (payload = NONE, type = 0x01): Promise<SecureChannel> => {
    const handshake = new KkHandshake({
      ...roleB,
      prologue: linePrologue(cards.inviteBytes, cards.replyBytes),
    });
    handshake.read(atHostile.received[0]?.subarray(1) ?? NONE);
    await hostile.send(new Uint8Array([type, ...handshake.write(payload)]));
    return new SecureChannel(handshake.split());
  };
  return { link, inner, hostile, atA, shake };
}

/** Expects A to have closed with the code, once, on both levels, and to say nothing after it. */
async function expectClosed(
  {
    link,
    inner,
    hostile,
    atA,
  }: { link: SealedLink; inner: Link; hostile: Link; atA: ReturnType<typeof record> },
  code: ErrorCode,
): Promise<void> {
  const heardBefore = atA.received.length;
  await vi.waitFor(() => expect(atA.codes).toEqual([code]));
  await hostile.send(Uint8Array.of(0x02)).catch(() => undefined);
  await settle();
  expect(atA.codes).toEqual([code]);
  expect(atA.received).toHaveLength(heardBefore);
  expect([link.state, inner.state, hostile.state]).toEqual(['closed', 'closed', 'closed']);
  await expect(link.send(Uint8Array.of(1))).rejects.toEqual(new MessengerError('line-lost'));
}

describe('A hostile peer closes the line', () => {
  test.each([
    ['a sealed frame', [0x02, ...new Array<number>(40).fill(0)]],
    ['a chunk', [0x03, ...new Array<number>(60).fill(0)]],
    ['an unknown message', [0x7f, 1]],
    ['an empty handshake message', [0x01]],
    ['a short handshake message', [0x01, ...new Array<number>(31).fill(9)]],
    ['a made-up handshake message', [0x01, ...new Array<number>(48).fill(9)]],
    ['a handshake message of low order', [0x01, ...new Array<number>(48).fill(0)]],
  ])('before the handshake with %s', async (_, message) => {
    const scene = await facingHostile();
    await scene.hostile.send(Uint8Array.from(message));
    await expectClosed(scene, 'line-handshake-failed');
    expect(scene.atA.heard).toEqual(['closed']);
  });

  test('before the handshake with a genuine message under another type', async () => {
    const scene = await facingHostile();
    await scene.shake(NONE, 0x02);
    await expectClosed(scene, 'line-handshake-failed');
  });

  test('and nothing that was under way is heard after it', async () => {
    const [inner, hostile] = memoryLinkPair();
    await whenOpen(inner, hostile);
    const prologue = linePrologue(cards.inviteBytes, cards.replyBytes);
    const first = new KkHandshake({ ...roleA, prologue }).write(NONE);
    // All of it waits in the link beneath before the seal listens.
    await hostile.send(new Uint8Array([0x01, ...first]));
    await hostile.send(new Uint8Array([0x02, ...new Uint8Array(8), ...random(60)]));
    await hostile.send(new Uint8Array([0x03, ...random(60)]));
    await settle();
    const link = sealLink(inner, roleB);
    const heard: string[] = [];
    link.listen({
      chunk: () => void heard.push('chunk'),
      closed: (code) => void heard.push(String(code)),
    });
    await settle();
    expect(heard).toEqual(['line-bad-seal']);
  });

  test('with a payload in the handshake', async () => {
    const scene = await facingHostile();
    await scene.shake(Uint8Array.of(1));
    await expectClosed(scene, 'line-handshake-failed');
  });

  test('with a second handshake', async () => {
    const scene = await facingHostile();
    await scene.shake();
    await scene.hostile.send(new Uint8Array([0x01, ...random(48)]));
    await expectClosed(scene, 'line-handshake-failed');
  });

  test('with a frame that does not open', async () => {
    const scene = await facingHostile();
    const channel = await scene.shake();
    await scene.hostile.send(channel.seal(Uint8Array.of(1)).map((byte, i) => byte ^ (i >> 3)));
    await expectClosed(scene, 'line-bad-seal');
  });

  test('with the same frame twice', async () => {
    const scene = await facingHostile();
    const message = (await scene.shake()).seal(Uint8Array.of(1));
    await scene.hostile.send(message);
    await scene.hostile.send(message);
    await expectClosed(scene, 'line-replayed-frame');
    expect(scene.atA.received).toEqual([Uint8Array.of(1)]);
  });

  test('with frames out of order', async () => {
    const scene = await facingHostile();
    const channel = await scene.shake();
    const [first, second] = [channel.seal(Uint8Array.of(1)), channel.seal(Uint8Array.of(2))];
    await scene.hostile.send(second);
    await scene.hostile.send(first);
    await expectClosed(scene, 'line-replayed-frame');
    expect(scene.atA.received).toEqual([Uint8Array.of(2)]);
  });

  test.each([0, 8, 24])('with a frame of only %d bytes', async (length) => {
    const scene = await facingHostile();
    await scene.shake();
    await scene.hostile.send(new Uint8Array([0x02, ...new Uint8Array(length)]));
    await expectClosed(scene, 'line-malformed-frame');
  });

  test('when it says more than can be kept while nobody listens', async () => {
    const { a, b } = sealedPair();
    await whenOpen(a, b);
    for (let i = 0; i < 1_025; i += 1) await a.send(Uint8Array.of(1));
    await vi.waitFor(() => expect(b.state).toBe('closed'));
    const { codes, received } = record(b);
    await settle();
    expect(codes).toEqual(['line-message-too-large']);
    expect(received).toHaveLength(1_024);
  });
});

test('After the handshake a message of an unknown kind is ignored', async () => {
  const { link, hostile, atA, shake } = await facingHostile();
  const channel = await shake();
  await hostile.send(Uint8Array.of(0x00));
  await hostile.send(Uint8Array.of(0xff, 1, 2));
  await hostile.send(channel.seal(Uint8Array.of(5)));
  await vi.waitFor(() => expect(atA.received).toEqual([Uint8Array.of(5)]));
  expect(link.state).toBe('open');
  link.close();
});
