/** A friend of somebody's who holds the right keys and says on the line whatever they like. */
import { vi } from 'vitest';
import { makeIdentity, type KeyPair } from '../../src/crypto/identity.ts';
import { KkHandshake } from '../../src/crypto/kk-handshake.ts';
import { linePrologue } from '../../src/crypto/prologue.ts';
import { randomBytes } from '../../src/crypto/random.ts';
import { SecureChannel } from '../../src/crypto/secure-channel.ts';
import type { Link } from '../../src/peer/link.ts';
import { cardTag, decodeCard, encodeCard } from '../../src/wire/card-codec.ts';
import { cardLink } from '../../src/wire/card-link.ts';
import { readCardLink } from '../../src/wire/card-text.ts';
import { encodeFrame } from '../../src/wire/frame-codec.ts';
import type { Person } from '../app/person.ts';

const PAGE_URL = 'https://twocan.example/';

/** What a flood set off before may take so long on a busy machine. */
const PATIENCE_MS = 30_000;

/** Waits until everything that is under way in this process has gone a step further. */
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

export class HostilePeer {
  readonly #keys = makeIdentity(randomBytes);
  #link: Link | null = null;
  #channel: SecureChannel | null = null;
  /** Who they are at the victim's; null before the first line, and after they were removed. */
  friendId: string | null = null;

  constructor(private readonly victim: Person) {}

  get isOpen(): boolean {
    return this.#link?.state === 'open' && this.#channel !== null;
  }

  /** Answers a fresh invite of the victim's, with cards that fit; the line is not sealed yet. */
  async dial(): Promise<{ handshake: (keys: KeyPair) => KkHandshake; first: Uint8Array }> {
    const { app } = this.victim;
    app.cancelPairing();
    await app.invite(this.friendId);
    const inviteBytes = readCardLink(this.victim.card);
    const invite = decodeCard(inviteBytes);
    const { info, link } = await this.victim.network.dialer().reply(invite);
    const replyBytes = encodeCard({
      kind: 'reply',
      inviteTag: cardTag(inviteBytes),
      identityKey: this.#keys.publicKey,
      ...info,
    });
    const heard: Uint8Array[] = [];
    link.listen({ received: (message) => heard.push(message) });
    this.#link = link;
    this.#channel = null;
    await app.takeCard(cardLink(PAGE_URL, replyBytes), 'link');
    const first = await vi.waitFor(() => {
      const [message] = heard;
      const { error } = this.victim.state.pairing;
      if (message === undefined) throw new Error(`the victim says nothing but ${String(error)}`);
      return message;
    }, PATIENCE_MS);
    const handshake = (myKeys: KeyPair): KkHandshake =>
      new KkHandshake({
        initiator: false,
        prologue: linePrologue(inviteBytes, replyBytes),
        myKeys,
        theirKey: invite.identityKey,
        random: randomBytes,
      });
    return { handshake, first };
  }

  /** A line on which hello was said; the victim takes them for a friend. */
  async meet(name: string): Promise<void> {
    const { handshake, first } = await this.dial();
    const mine = handshake(this.#keys);
    mine.read(first.subarray(1));
    await this.raw(new Uint8Array([0x01, ...mine.write(new Uint8Array(0))]));
    this.#channel = new SecureChannel(mine.split());
    const known = new Set(this.victim.state.friends.keys());
    if (this.friendId !== null) known.delete(this.friendId);
    this.say(encodeFrame({ type: 'hello', have: 0, name }));
    await this.victim.until('the hostile friend on a line', ({ friends }) =>
      [...friends.values()].some(({ id, line }) => !known.has(id) && line === 'open'),
    );
    const there = [...this.victim.state.friends.keys()].find((id) => !known.has(id));
    this.friendId = there ?? null;
  }

  /** Bytes past everything that seals. */
  async raw(message: Uint8Array): Promise<void> {
    await this.#link?.send(message).catch(() => undefined);
  }

  /** A frame as a friend seals it. @returns the sealed message */
  say(frame: Uint8Array): Uint8Array {
    if (this.#channel === null || frame.length === 0) return frame;
    const message = this.#channel.seal(frame);
    void this.raw(message);
    return message;
  }

  /** Until what was said has been heard and whatever it set off has gone some steps. */
  async settle(): Promise<void> {
    for (let turns = 0; turns < 4; turns += 1) await turn();
  }

  hangUp(): void {
    this.#link?.close();
  }
}
