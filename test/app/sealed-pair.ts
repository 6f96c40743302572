/** Two friends, their cards, and the sealed links between them. */
// Fetched beforehand, as main.ts does.
import '../../src/crypto/kk-handshake.ts';
import { sealLink, type SealRole } from '../../src/app/sealed-link.ts';
import { makeIdentity } from '../../src/crypto/identity.ts';
import { memoryLinkPair, MemoryWire } from '../../src/peer/memory-link.ts';
import { seededRandom } from '../crypto/seeded-random.ts';

export const random = seededRandom('sealed link');
const aKeys = makeIdentity(random);
const bKeys = makeIdentity(random);
export const strangerKeys = makeIdentity(random);
export const cards = { inviteBytes: random(110), replyBytes: random(114) };
export const roleA: SealRole = {
  initiator: true,
  myKeys: aKeys,
  theirKey: bKeys.publicKey,
  ...cards,
  random,
};
export const roleB: SealRole = {
  initiator: false,
  myKeys: bKeys,
  theirKey: aKeys.publicKey,
  ...cards,
  random,
};

export const NONE = new Uint8Array(0);
/** Long enough for whatever is still to be heard. */
export const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

/** A and B, each with its own changes to what the cards say. */
export function sealedPair(
  changesA: Partial<SealRole> = {},
  changesB: Partial<SealRole> = {},
  wire = new MemoryWire(),
) {
  const [innerA, innerB] = memoryLinkPair(wire);
  const a = sealLink(innerA, { ...roleA, ...changesA });
  const b = sealLink(innerB, { ...roleB, ...changesB });
  return { a, b, innerA, innerB, wire };
}
