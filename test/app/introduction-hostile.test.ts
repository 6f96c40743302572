/** Introducers who do not keep to their part, and what they get. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CardMaker } from '../../src/app/card-maker.ts';
import { Codes } from '../../src/app/codes.ts';
import { Introduced } from '../../src/app/introduced.ts';
import { Introducer } from '../../src/app/introducer.ts';
import { MeetingSecrets } from '../../src/app/meeting-secrets.ts';
import { makeIdentity } from '../../src/crypto/identity.ts';
import { introductionKeys, openCardFrom, sealCardFor } from '../../src/crypto/introduction-seal.ts';
import { randomBytes } from '../../src/crypto/random.ts';
import { SecretboxVault } from '../../src/crypto/vault.ts';
import { MemoryNetwork } from '../../src/peer/memory-dialer.ts';
import { Database } from '../../src/storage/database.ts';
import { IdbMeetings } from '../../src/storage/idb-meetings.ts';
import type { FriendRecord } from '../../src/storage/repositories.ts';
import { decodeCard } from '../../src/wire/card-codec.ts';
import type { IntroductionFrame } from '../../src/wire/frame.ts';

type Pass = Extract<IntroductionFrame, { type: 'introduction-pass' }>;

const NO_VAULT = new SecretboxVault(new Uint8Array(32), randomBytes);
const ID = new Uint8Array(16).fill(7);

/** Somebody who is introduced; what they say to the introducer is kept. */
class Guest {
  readonly said: IntroductionFrame[] = [];
  readonly met: Uint8Array[] = [];
  readonly statuses: string[] = [];
  readonly introduced: Introduced;
  /** Connections that were begun to answer somebody. */
  replies = 0;

  constructor(network: MemoryNetwork) {
    const dialer = network.dialer();
    const reply = dialer.reply.bind(dialer);
    dialer.reply = (invite) => {
      this.replies += 1;
      return reply(invite);
    };
    const [clock, pageUrl] = [{ nowMs: () => 0 }, 'https://x.example/'];
    // Introductions make no codes, so nothing of these is ever kept.
    const meetings = new IdbMeetings(new Database('unused', () => undefined), NO_VAULT);
    const secrets = new MeetingSecrets();
    const codes = new Codes({ dialer, clock, random: randomBytes, secrets, meetings });
    this.introduced = new Introduced({
      random: randomBytes,
      secrets,
      maker: new CardMaker({ dialer, codes, random: randomBytes, clock, pageUrl }),
      tell: (_, frame) => {
        this.said.push(frame);
        return true;
      },
      met: ({ theirKey }) => {
        this.met.push(theirKey);
        return Promise.resolve('friend');
      },
      replaced: () => undefined,
      changed: (_, status) => this.statuses.push(status),
    });
  }

  hear(frame: IntroductionFrame): void {
    if (frame.type === 'introduction-answer' || frame.type.startsWith('find')) return;
    this.introduced.onFrame('introducer', frame as Parameters<Introduced['onFrame']>[1]);
  }

  get key(): Uint8Array {
    const answer = this.said.find(({ type }) => type === 'introduction-answer');
    if (answer?.type !== 'introduction-answer' || answer.key === null) throw new Error('no key');
    return answer.key;
  }

  async passed(): Promise<Pass> {
    return vi.waitFor(() => {
      const pass = this.said.find((frame) => frame.type === 'introduction-pass');
      if (pass?.type !== 'introduction-pass') throw new Error('nothing was passed');
      return pass;
    });
  }
}

let x: Guest;
let y: Guest;

beforeEach(() => {
  const network = new MemoryNetwork();
  x = new Guest(network);
  y = new Guest(network);
});

/** Both were asked and agreed. */
function agreed(): void {
  for (const guest of [x, y]) {
    guest.hear({ type: 'introduction', id: ID, name: 'somebody' });
    guest.introduced.answer('07'.repeat(16), true);
  }
}

/** Two who know each other look for each other. */
function foundAgain(): void {
  const [ofX, ofY] = [makeIdentity(randomBytes), makeIdentity(randomBytes)];
  const record = (keys: typeof ofX, theirKey: Uint8Array): FriendRecord => ({
    ...{ id: 'f', conversationId: 'c', name: 'n', metBy: 'link', pairedAtMs: 0 },
    ...{ readSeq: 0, ackedSeq: 0, theirKey, ...keys },
  });
  x.introduced.found('introducer', ID, record(ofX, ofY.publicKey));
  y.introduced.found('introducer', ID, record(ofY, ofX.publicKey));
}

function go(keyForX: Uint8Array, keyForY: Uint8Array): void {
  x.hear({ type: 'introduction-go', id: ID, role: 'invite', key: keyForX });
  y.hear({ type: 'introduction-go', id: ID, role: 'wait', key: keyForY });
}

const lastOf = (guest: Guest): IntroductionFrame | undefined => guest.said.at(-1);

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 30));

describe('an honest introducer', () => {
  it.each([
    ['strangers', agreed],
    ['friends found again', foundAgain],
  ])('brings %s together', async (_, begin) => {
    begin();
    go(y.key, x.key);
    y.hear(await x.passed());
    x.hear(await y.passed());
    await vi.waitFor(() => expect([x.met.length, y.met.length]).toEqual([1, 1]));
  });
});

describe('a hostile introducer', () => {
  it('alters a card', async () => {
    agreed();
    go(y.key, x.key);
    const { box } = await x.passed();
    y.hear({
      type: 'introduction-pass',
      id: ID,
      box: box.map((byte, n) => (n === 99 ? byte ^ 1 : byte)),
    });
    await settle();
    expect(lastOf(y)).toEqual({ type: 'introduction-end', id: ID, reason: 'failed' });
    expect(y.statuses.at(-1)).toBe('ended');
    expect([x.met, y.met]).toEqual([[], []]);
  });

  it('cannot read the cards that it carries', async () => {
    agreed();
    go(y.key, x.key);
    const { box } = await x.passed();
    expect(openCardFrom(box, introductionKeys(randomBytes), x.key)).toBeNull();
  });

  it('swaps keys: reads the cards of a first introduction, which nobody but the two can tell', async () => {
    agreed();
    const mine = introductionKeys(randomBytes);
    go(mine.publicKey, mine.publicKey);
    const { box } = await x.passed();
    const card = openCardFrom(box, mine, x.key);
    expect(card && decodeCard(card).kind).toBe('invite');
    // The line is direct all the same unless it answers the card itself.
    if (card === null) throw new Error('unread');
    y.hear({ type: 'introduction-pass', id: ID, box: sealCardFor(card, mine, y.key, randomBytes) });
    expect((await y.passed()).type).toBe('introduction-pass');
  });

  it('swaps keys: gets nothing of friends found again', async () => {
    foundAgain();
    const mine = introductionKeys(randomBytes);
    go(mine.publicKey, mine.publicKey);
    const { box } = await x.passed();
    expect(openCardFrom(box, mine, x.key)).toBeNull();
    // Neither can it put a card of its own in.
    const forged = sealCardFor(new Uint8Array(100), mine, y.key, randomBytes);
    y.hear({ type: 'introduction-pass', id: ID, box: forged });
    await settle();
    expect(lastOf(y)).toEqual({ type: 'introduction-end', id: ID, reason: 'failed' });
    expect([x.met, y.met]).toEqual([[], []]);
  });

  it('passes the same card again and again: it is answered once', async () => {
    agreed();
    go(y.key, x.key);
    const pass = await x.passed();
    for (let n = 0; n < 50; n += 1) y.hear(pass);
    await settle();
    expect(y.said.filter(({ type }) => type === 'introduction-pass')).toHaveLength(1);
    expect(y.replies).toBe(1);
  });

  it('gives a key of low order', async () => {
    agreed();
    go(new Uint8Array(32), x.key);
    await settle();
    expect(lastOf(x)).toEqual({ type: 'introduction-end', id: ID, reason: 'failed' });
  });

  it('says go, or passes a card, to somebody who did not agree', async () => {
    x.hear({ type: 'introduction', id: ID, name: 'somebody' });
    go(new Uint8Array(32).fill(9), new Uint8Array(32).fill(9));
    x.hear({ type: 'introduction-pass', id: ID, box: new Uint8Array(552) });
    await settle();
    expect([x.said, y.said]).toEqual([[], []]);
  });
});

describe('an introducer', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** What X, who agreed, is told over three minutes, and when, depending on what Y does. */
  function toldWhen(act: (introducer: Introducer, id: Uint8Array) => void): unknown[] {
    const told: unknown[] = [];
    let id: Uint8Array = ID;
    let elapsedS = 0;
    const introducer = new Introducer({
      random: randomBytes,
      hasLine: () => true,
      tell: (friendId, frame) => {
        if (frame.type === 'introduction') ({ id } = frame);
        else if (friendId === 'x') told.push([elapsedS, { ...frame, id: null }]);
        return true;
      },
      changed: () => undefined,
    });
    introducer.introduce({ id: 'x', name: 'X' }, { id: 'y', name: 'Y' });
    introducer.onFrame('x', { type: 'introduction-answer', id, key: new Uint8Array(32) });
    act(introducer, id);
    for (; elapsedS < 180; elapsedS += 1) vi.advanceTimersByTime(1_000);
    return told;
  }

  it('a refusal looks like absence', () => {
    const silent = toldWhen(() => undefined);
    const refused = toldWhen((introducer, id) =>
      introducer.onFrame('y', { type: 'introduction-answer', id, key: null }),
    );
    const gone = toldWhen((introducer) => introducer.lineEnded('y'));
    expect(silent).toEqual([[119, { type: 'introduction-end', id: null, reason: 'timed-out' }]]);
    expect(refused).toEqual(silent);
    expect(gone).toEqual(silent);
  });

  it('takes no answer for an introduction of others', () => {
    const told = toldWhen((introducer, id) =>
      introducer.onFrame('z', { type: 'introduction-answer', id, key: new Uint8Array(32) }),
    );
    expect(told).toHaveLength(1);
  });
});
