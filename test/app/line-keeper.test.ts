import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MemoryDialerOptions } from '../../src/peer/memory-dialer.ts';
import { keptPair, type KeptPair } from './kept-pair.ts';

const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** A browser without returns. */
const FORBIDDEN = { refusesDerivedCredentials: true };

/** The lines that are there now: whatever connected and was not closed on both sides. */
async function expectHealed(pair: KeptPair, says: string): Promise<void> {
  const { leader, other } = pair;
  expect([leader.state, other.state]).toEqual(['open', 'open']);
  await Promise.all([leader.say(says), other.say(says)]);
  await pass(SECOND);
  expect((await leader.heard()).at(-1)).toBe(says);
  expect((await other.heard()).at(-1)).toBe(says);
}

// Hours pass here second by second, on machines that have much else to do.
vi.setConfig({ testTimeout: 60_000 });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a kept line', () => {
  it('stays as it is for an hour, and says little', async () => {
    const { network, leader, other } = await keptPair();
    const before = network.wires[0]?.deliveredCount ?? 0;
    await pass(60 * MINUTE);
    expect([leader.states, other.states]).toEqual([['open'], ['open']]);
    // The spares wait, and are no lines.
    expect(network.wires).toHaveLength(1);
    const messages = (network.wires[0]?.deliveredCount ?? 0) - before;
    // The leader's ping spares the other side its own.
    expect(messages).toBeLessThanOrEqual(2 * 20 * 60 + 2);
  });

  it.each([12 * SECOND, MINUTE, 10 * MINUTE, 60 * MINUTE])(
    'goes on by itself after a cut of %i ms',
    async (cutMs) => {
      const pair = await keptPair();
      pair.network.cut();
      await pass(10_500);
      expect([pair.leader.state, pair.other.state]).toEqual(['looking', 'looking']);
      await Promise.all([pair.leader.say('while apart'), pair.other.say('while apart')]);
      // Browsers give up by themselves.
      await pass(5 * SECOND);
      pair.network.wires[0]?.cut();
      await pass(Math.max(0, cutMs - 15_500));
      expect([pair.leader.state, pair.other.state]).toEqual(['looking', 'looking']);
      pair.network.mend();
      await pass(3 * SECOND);
      expect(await pair.leader.heard()).toEqual(['while apart']);
      expect(await pair.other.heard()).toEqual(['while apart']);
      await expectHealed(pair, 'together again');
    },
  );

  it('heals a second cut as the first, and a third', async () => {
    const pair = await keptPair();
    for (const round of [1, 2, 3]) {
      pair.network.cut();
      await pass(30 * SECOND);
      for (const wire of pair.network.wires) wire.cut();
      await pass(30 * SECOND);
      pair.network.mend();
      await pass(5 * SECOND);
      await expectHealed(pair, `round ${round}`);
    }
  });

  it('says that it is shaky before it says that it is lost', async () => {
    const { network, leader } = await keptPair();
    network.cut();
    await pass(20 * SECOND);
    expect(leader.states).toEqual(['open', 'shaky', 'looking']);
  });

  it('comes back by itself after a short cut', async () => {
    const pair = await keptPair();
    pair.network.cut();
    await pass(7 * SECOND);
    expect(pair.leader.state).toBe('shaky');
    pair.network.mend();
    await pass(5 * SECOND);
    await expectHealed(pair, 'still here');
  });

  it.each([
    ['the leader', 'leader'],
    ['the other', 'other'],
  ] as const)('heals when only %s notices', async (_, who) => {
    const pair = await keptPair();
    // The other's path is well, as far as it knows.
    const [wire] = pair.network.wires;
    wire?.hold();
    pair[who === 'leader' ? 'other' : 'leader'].session.wake('back');
    await pass(2 * MINUTE);
    await expectHealed(pair, 'over another line');
    expect(pair.leader.links.length).toBeGreaterThan(1);
  });

  it('is looked for at once when it breaks with a reason, and found', async () => {
    const pair = await keptPair();
    pair.network.wires[0]?.cut();
    await pass(SECOND);
    await expectHealed(pair, 'at once');
    expect(pair.leader.states).toEqual(['open', 'looking', 'open']);
  });

  it('heals without returns, where browsers forbid them', async () => {
    const pair = await keptPair([FORBIDDEN, FORBIDDEN]);
    pair.network.wires[0]?.cut();
    await pass(SECOND);
    await expectHealed(pair, 'by the spare alone');
  });

  it.each([
    ['the leader', 0],
    ['the other', 1],
  ] as const)('heals when %s finds nobody by name any more', async (_, lost) => {
    let isLost = false;
    const finds = (): boolean => !isLost;
    const browsers: [MemoryDialerOptions, MemoryDialerOptions] = [FORBIDDEN, FORBIDDEN];
    browsers[lost] = { ...FORBIDDEN, finds };
    const pair = await keptPair(browsers);
    isLost = true;
    pair.network.wires[0]?.cut();
    await pass(2 * SECOND);
    await expectHealed(pair, 'in the spare of the friend');
  });

  it('is not looked for after a bye, by neither side', async () => {
    const { network, leader, other } = await keptPair();
    leader.session.hangUp();
    await pass(2 * MINUTE);
    expect([leader.state, other.state]).toEqual(['away', 'away']);
    expect(other.states).toEqual(['open', 'away']);
    expect(network.wires).toHaveLength(1);
  });

  it('is not looked for after the other broke the protocol', async () => {
    const { leader, other } = await keptPair();
    await leader.links[0]?.send(Uint8Array.of(0x01));
    await pass(MINUTE);
    expect(other.states).toEqual(['open', 'away']);
    expect(other.lastCode).toBe('line-malformed-frame');
  });

  it('is no longer looked for when the person says so', async () => {
    const { network, leader, other } = await keptPair();
    network.cut();
    await pass(30 * SECOND);
    network.wires[0]?.cut();
    await pass(SECOND);
    leader.session.hangUp();
    expect(leader.state).toBe('away');
    network.mend();
    await pass(MINUTE);
    expect(leader.state).toBe('away');
    expect(network.wires).toHaveLength(1);
    // Nobody told the other side, which may go on looking.
    expect(other.state).toBe('looking');
  });

  it('is given up after 12 hours', async () => {
    const { network, leader } = await keptPair([FORBIDDEN, FORBIDDEN]);
    network.cut();
    await pass(20 * SECOND);
    network.wires[0]?.cut();
    await pass(11.9 * 60 * MINUTE);
    expect(leader.state).toBe('looking');
    await pass(0.2 * 60 * MINUTE);
    expect([leader.state, leader.lastCode]).toEqual(['away', 'line-lost']);
  });

  it('is asked at once when the person comes back, and known to be dead within 5 s', async () => {
    const { network, leader } = await keptPair();
    network.cut();
    leader.session.wake('back');
    await pass(5 * SECOND);
    expect(leader.state).toBe('looking');
  });

  it('stands a machine that slept for an hour: nothing is declared dead before it was asked', async () => {
    const pair = await keptPair();
    vi.setSystemTime(Date.now() + 60 * MINUTE);
    await pass(10 * SECOND);
    expect(pair.leader.states).toEqual(['open']);
    await expectHealed(pair, 'good morning');
  });

  it('has new spares after the network changed under it', async () => {
    const pair = await keptPair();
    const { network } = pair;
    pair.leader.session.wake('network');
    pair.other.session.wake('network');
    await pass(30 * SECOND);
    expect(pair.leader.states).toEqual(['open']);
    network.cut();
    await pass(20 * SECOND);
    for (const wire of network.wires) wire.cut();
    network.mend();
    await pass(5 * SECOND);
    await expectHealed(pair, 'elsewhere');
  });
});
