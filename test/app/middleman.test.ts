/** Somebody in the middle: swaps both cards, or ends both connections. The apps never call that verified. */
import { beforeEach, describe, expect, it } from 'vitest';
import { sealLink } from '../../src/app/sealed-link.ts';
import { makeIdentity } from '../../src/crypto/identity.ts';
import { randomBytes } from '../../src/crypto/random.ts';
import type { Dialer } from '../../src/peer/dialer.ts';
import type { Link } from '../../src/peer/link.ts';
import { MemoryNetwork, type MemoryDialerOptions } from '../../src/peer/memory-dialer.ts';
import { memoryLinkPair } from '../../src/peer/memory-link.ts';
import { concat } from '../../src/wire/bytes.ts';
import { decodeCard } from '../../src/wire/card-codec.ts';
import { readCardLink } from '../../src/wire/card-text.ts';
import { Person } from './person.ts';

describe('who swaps both cards on their way', () => {
  let ada: Person;
  let bob: Person;
  /** Mallory's two faces: Bob for Ada, Ada for Bob. */
  let asBob: Person;
  let asAda: Person;

  beforeEach(async () => {
    const network = new MemoryNetwork();
    [ada, bob, asBob, asAda] = await Promise.all([
      Person.start(network, 'Ada'),
      Person.start(network, 'Bob'),
      Person.start(network, 'Bob'),
      Person.start(network, 'Ada'),
    ]);
    // Ada's invite reaches Mallory, who gives Bob one of his own, and so with the reply.
    await ada.app.invite(null);
    await asBob.app.takeCard(ada.card, 'link');
    await asAda.app.invite(null);
    await bob.app.takeCard(asAda.card, 'link');
    await asAda.app.takeCard(bob.card, 'text');
    await ada.app.takeCard(asBob.card, 'text');
    await Promise.all([ada, bob, asAda, asBob].map((person) => person.untilLine('open')));
  });

  it('reads what they say, as in any first meeting by link; nobody is shown as verified', async () => {
    await asBob.app.loadEarlier(asBob.friend.id);
    await ada.app.sendText(ada.friend.id, 'for Bob alone');
    await asBob.until('a text', () => asBob.texts.includes('for Bob alone'));
    for (const person of [ada, bob]) expect(person.friend.trust?.verified ?? null).toBeNull();
  });

  it('gives the two different safety numbers, and a scan between them raises the alarm', async () => {
    const [ofAda, ofBob] = await Promise.all([ada.app.trust(), bob.app.trust()]);
    const [shownByAda, shownByBob] = [ofAda.safety(ada.friend.id), ofBob.safety(bob.friend.id)];
    expect(shownByAda.number).not.toEqual(shownByBob.number);
    // Not a single group stands in both at the same place but by chance.
    const alike = shownByAda.number.filter((group, n) => group === shownByBob.number[n]);
    expect(alike.length).toBeLessThan(3);
    expect(await ofAda.scan(ada.friend.id, shownByBob.code[0]?.text ?? '')).toBe('mismatch');
    expect(await ofBob.scan(bob.friend.id, shownByAda.code[0]?.text ?? '')).toBe('mismatch');
    for (const person of [ada, bob]) expect(person.friend.trust?.verified ?? null).toBeNull();
  });
});

describe('who swaps the reply alone, where the invite went by camera', () => {
  it('gets no line to Bob, and Ada’s is not verified', async () => {
    const network = new MemoryNetwork();
    const [ada, bob, asBob] = await Promise.all([
      Person.start(network, 'Ada'),
      Person.start(network, 'Bob'),
      Person.start(network, 'Bob'),
    ]);
    await ada.app.invite(null);
    await bob.app.takeCard(ada.card, 'camera');
    await asBob.app.takeCard(ada.card, 'link');
    await ada.app.takeCard(asBob.card, 'text');
    await ada.untilLine('open');
    expect(ada.friend.trust?.verified ?? null).toBeNull();
    expect(bob.state.friends.size).toBe(0);
  });
});

/** Every connection of this network ends at somebody in the middle, on both sides. */
class TappedNetwork extends MemoryNetwork {
  /** The ends that Mallory holds: toward who invited, and toward who replied. */
  readonly taps: { toInviter?: Link; toReplier?: Link } = {};

  override dialer(options?: MemoryDialerOptions): Dialer {
    const dialer = super.dialer(options);
    return {
      ...dialer,
      invite: async () => {
        const pending = await dialer.invite();
        const accept = (): Link => {
          const [mine, theirs] = memoryLinkPair();
          this.taps.toInviter = mine;
          return theirs;
        };
        return { ...pending, accept };
      },
      reply: async (invite) => {
        const { info } = await dialer.reply(invite);
        const [mine, theirs] = memoryLinkPair();
        this.taps.toReplier = mine;
        return { info, link: theirs };
      },
    };
  }
}

describe('who ends both connections, where both cards went by camera', () => {
  it('is refused by both: no line, no friend, nothing verified', async () => {
    const network = new TappedNetwork();
    const [ada, bob] = await Promise.all([
      Person.start(network, 'Ada'),
      Person.start(network, 'Bob'),
    ]);
    await ada.app.invite(null);
    const inviteBytes = readCardLink(ada.card);
    await bob.app.takeCard(ada.card, 'camera');
    const replyBytes = readCardLink(bob.card);
    await ada.app.takeCard(bob.card, 'camera');
    const { toInviter, toReplier } = network.taps;
    if (toInviter === undefined || toReplier === undefined) throw new Error('nobody connected');
    // Mallory saw both cards over a shoulder, and has keys of his own.
    const mallory = makeIdentity(randomBytes);
    const seen = { inviteBytes, replyBytes, myKeys: mallory, random: randomBytes };
    const ofBob = decodeCard(replyBytes).identityKey;
    // Without Bob's secret key no answer of his can be right; this one has the length of it.
    toInviter.listen({
      received: () => void toInviter.send(concat(Uint8Array.of(0x01), randomBytes(48))),
    });
    sealLink(toReplier, { ...seen, initiator: true, theirKey: ofBob });
    await Promise.all(
      [ada, bob].map((person) =>
        person.until('refused', ({ pairing }) => pairing.error === 'line-handshake-failed'),
      ),
    );
    expect([ada.state.friends.size, bob.state.friends.size]).toEqual([0, 0]);
  });
});
