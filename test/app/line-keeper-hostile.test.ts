import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeIdentity } from '../../src/crypto/identity.ts';
import { decodeKeepingFrame, encodeKeepingFrame } from '../../src/wire/keeping-frame.ts';
import { seededRandom } from '../crypto/seeded-random.ts';
import { keptPair, type Kept } from './kept-pair.ts';

const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
const SECOND = 1_000;

const info = {
  ...{ ufrag: 'abcd', pwd: 'a'.repeat(24), fingerprint: new Uint8Array(32) },
  candidates: [{ type: 'host', family: 'ipv4', address: '192.0.2.1', port: 1 }],
} as const;

/** Says something on the line in the name of this side, past everything that keeps to the protocol. */
function say(kept: Kept, frame: Parameters<typeof encodeKeepingFrame>[0]): void {
  kept.links
    .at(-1)
    ?.send(encodeKeepingFrame(frame))
    .catch(() => undefined);
}

/** What arrives at this side from now on. */
function hear(kept: Kept): string[] {
  const types: string[] = [];
  kept.links.at(-1)?.listen({
    received: (message) => {
      if (message[0] !== undefined && message[0] >> 4 === 3) {
        types.push(decodeKeepingFrame(message)?.type ?? 'unknown');
      }
    },
  });
  return types;
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a hostile friend', () => {
  it('who floods with pings gets eight answers in ten seconds', async () => {
    const { leader, other } = await keptPair();
    await pass(11 * SECOND);
    const heard = hear(leader);
    for (let number = 0; number < 1_000; number += 1) say(leader, { type: 'ping', number });
    await pass(2 * SECOND);
    expect(heard.filter((type) => type === 'pong').length).toBeLessThanOrEqual(8);
    expect(other.state).toBe('open');
  });

  it('who floods with calls is hung up on', async () => {
    const { leader, other } = await keptPair();
    for (let call = 101; call < 301; call += 2) {
      say(leader, { type: 'call-offer', call, kind: 'spare', connection: info });
    }
    await pass(2 * SECOND);
    expect(other.state).toBe('away');
    expect(other.lastCode).toBe('line-malformed-frame');
  });

  it.each([
    ['leader', 101],
    ['other', 102],
  ] as const)('who offers spare after spare takes one place, not many', async (who, first) => {
    const pair = await keptPair();
    const hostile = pair[who];
    const heard = hear(hostile);
    for (let call = first; call < first + 10; call += 2) {
      say(hostile, { type: 'call-offer', call, kind: 'spare', connection: info });
      await pass(SECOND);
    }
    expect(heard.filter((type) => type === 'call-answer')).toHaveLength(5);
    // The one before the first of these, and all but the last two of them.
    expect(heard.filter((type) => type === 'call-end')).toHaveLength(4);
    expect([pair.leader.state, pair.other.state]).toEqual(['open', 'open']);
  });

  it('who ends every spare leaves a line that ends when it ends', async () => {
    const { network, leader, other } = await keptPair();
    for (const side of [leader, other]) {
      for (let call = 1; call <= 6; call += 1) say(side, { type: 'call-end', call });
    }
    await pass(SECOND);
    expect([leader.state, other.state]).toEqual(['open', 'open']);
    network.wires[0]?.cut();
    await pass(SECOND);
    expect([leader.state, other.state]).toEqual(['away', 'away']);
  });

  it('gets new spares after that, when the line lives', async () => {
    const { network, leader, other } = await keptPair();
    for (let call = 1; call <= 6; call += 1) say(other, { type: 'call-end', call });
    await pass(40 * SECOND);
    network.wires[0]?.cut();
    await pass(3 * SECOND);
    expect([leader.state, other.state]).toEqual(['open', 'open']);
  });

  it('who answers with other keys never takes the place of the line', async () => {
    const stranger = makeIdentity(seededRandom('stranger'));
    const { network, leader, other } = await keptPair([{}, {}], stranger);
    const [first] = leader.links;
    network.wires[0]?.cut();
    await pass(60 * SECOND);
    expect(leader.state).not.toBe('open');
    expect(leader.links).toEqual([first]);
    expect(other.state).not.toBe('open');
  });

  it('ends the line by what does not decode, or comes before hello', async () => {
    const { leader, other } = await keptPair();
    void leader.links[0]?.send(Uint8Array.of(0x32, 0x00));
    await pass(SECOND);
    expect([other.state, other.lastCode]).toEqual(['away', 'line-malformed-frame']);
  });
});
