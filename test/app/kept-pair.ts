/** Two friends whose sessions keep their line, over the in-memory network; for fake timers. */
// Fetched beforehand, as main.ts does.
import '../../src/crypto/kk-handshake.ts';
import { vi } from 'vitest';
import type { LineState } from '../../src/app/keeping.ts';
import { LineKeeper } from '../../src/app/line-keeper.ts';
import { sealLink, type SealedLink } from '../../src/app/sealed-link.ts';
import { Session, type SessionPorts } from '../../src/app/session.ts';
import { makeIdentity, type KeyPair } from '../../src/crypto/identity.ts';
import type { ErrorCode } from '../../src/errors.ts';
import { MemoryNetwork, type MemoryDialerOptions } from '../../src/peer/memory-dialer.ts';
import { seededRandom } from '../crypto/seeded-random.ts';
import { MemoryLog } from './memory-log.ts';

/** One of the two. */
export class Kept {
  readonly log = new MemoryLog();
  readonly states: LineState[] = [];
  readonly keeper: LineKeeper;
  readonly session: Session;
  lastCode: ErrorCode | null = null;
  /** Whatever is attached to the session, oldest first. */
  readonly links: SealedLink[] = [];

  constructor(
    readonly network: MemoryNetwork,
    readonly name: string,
    readonly keys: KeyPair,
    theirKey: Uint8Array,
    isLeader: boolean,
    browser: MemoryDialerOptions,
    /** What spares are sealed with; somebody who is not the friend has others. */
    spareKeys = keys,
  ) {
    const note = (state: LineState, code: ErrorCode | null): void => {
      this.lastCode = code;
      if (this.states.at(-1) !== state) this.states.push(state);
    };
    this.keeper = new LineKeeper({
      dialer: network.dialer(browser),
      random: seededRandom(`keeper of ${name}`),
      ...{ myKeys: spareKeys, theirKey, isLeader },
      transfers: { onChunk: () => undefined, laneLost: () => undefined },
      nowMs: () => Date.now(),
      attach: (link) => void this.attach(link),
      onState: note,
    });
    const nothing = (): undefined => undefined;
    const ports = {
      logs: this.log,
      transfers: { attach: nothing, detach: nothing, onFrame: nothing, onChunk: nothing },
      certificates: { greet: nothing, onFrame: nothing },
      onOther: nothing,
      keeping: this.keeper,
      keep: () => Promise.resolve(),
      myName: () => name,
      restoredSeq: () => null,
      settled: () => Promise.resolve(),
      nowMs: () => Date.now(),
    } as unknown as SessionPorts;
    this.session = new Session({ id: 'friend', conversationId: 'c' }, ports, {
      onLine: note,
      onName: nothing,
      onEntry: nothing,
      onSent: nothing,
      onAcked: nothing,
    });
  }

  get state(): LineState {
    return this.states.at(-1) ?? 'away';
  }

  attach(link: SealedLink): Promise<void> {
    this.links.push(link);
    return this.session.attach(link);
  }

  say(text: string): Promise<unknown> {
    return this.session.write({ kind: 'text', atMs: 0, text });
  }

  /** What the friend said, as it was stored. */
  async heard(): Promise<string[]> {
    const entries = await this.log.after('c', 'friend', 0, 10_000);
    return entries.map(({ entry }) => (entry.kind === 'text' ? entry.text : entry.kind));
  }
}

export interface KeptPair {
  readonly network: MemoryNetwork;
  /** Whose key is the lower. */
  readonly leader: Kept;
  readonly other: Kept;
}

/** Two friends who have met, with their spares arranged. Needs fake timers. */
export async function keptPair(
  browsers: readonly [MemoryDialerOptions, MemoryDialerOptions] = [{}, {}],
  otherSpareKeys?: KeyPair,
): Promise<KeptPair> {
  const network = new MemoryNetwork((task) => setTimeout(task, 20));
  const random = seededRandom('kept pair');
  const keys: [KeyPair, KeyPair] = [makeIdentity(random), makeIdentity(random)];
  const [one, two] = keys;
  const leader = new Kept(network, 'leader', one, two.publicKey, true, browsers[0]);
  const other = new Kept(network, 'other', two, one.publicKey, false, browsers[1], otherSpareKeys);
  await connect({ network, leader, other });
  await vi.advanceTimersByTimeAsync(3_000);
  return { network, leader, other };
}

/** Gives both a line, as two cards would. */
export async function connect({ network, leader, other }: KeptPair): Promise<void> {
  const invite = await network.dialer().invite();
  const reply = await network.dialer().reply(invite.info);
  const link = invite.accept(reply.info);
  const cards = { inviteBytes: new Uint8Array(100), replyBytes: new Uint8Array(104) };
  const random = seededRandom('cards');
  await Promise.all([
    leader.attach(
      sealLink(link, {
        ...{ initiator: true, myKeys: leader.keys, theirKey: other.keys.publicKey },
        ...{ ...cards, random },
      }),
    ),
    other.attach(
      sealLink(reply.link, {
        ...{ initiator: false, myKeys: other.keys, theirKey: leader.keys.publicKey },
        ...{ ...cards, random },
      }),
    ),
    vi.advanceTimersByTimeAsync(500),
  ]);
}
