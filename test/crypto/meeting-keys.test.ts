/** PROTOCOL.md §6: keys of codes, against the vectors of a second implementation and against thieves. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeIdentity } from '../../src/crypto/identity.ts';
import { KkHandshake } from '../../src/crypto/kk-handshake.ts';
import {
  codeKeys,
  findTag,
  meetingSecret,
  openCode,
  sealCode,
} from '../../src/crypto/meeting-keys.ts';
import { codeReplyBytes, linePrologue } from '../../src/crypto/prologue.ts';
import { MessengerError } from '../../src/errors.ts';
import { fromHex, toHex } from '../../src/wire/bytes.ts';
import { decodeCodeBody, isCode, joinCode, splitCode } from '../../src/wire/code.ts';
import { areCredentials } from '../../src/wire/credentials.ts';
import vectors from '../vectors/codes.json';
import { seededRandom } from './seeded-random.ts';

const random = seededRandom('meeting-keys');
const alice = makeIdentity(() => fromHex(vectors.alice.secretKey));
const bob = makeIdentity(() => fromHex(vectors.bob.secretKey));
const secret = meetingSecret(alice.secretKey, bob.publicKey);
const BODY = new Uint8Array(36).fill(7);

/** A code as Alice shows it to Bob. */
function aliceShows(body = BODY): Uint8Array {
  const salt = random(7);
  return joinCode(salt, sealCode(codeKeys(secret, salt, alice.publicKey).key, body));
}

function openedWith(
  code: Uint8Array,
  anySecret: Uint8Array,
  sender: Uint8Array,
): Uint8Array | null {
  const { salt, box } = splitCode(code);
  return openCode(codeKeys(anySecret, salt, sender).key, box);
}

describe('vectors', () => {
  test('both friends have the same secret', () => {
    expect(toHex(secret)).toBe(vectors.secret);
    expect(toHex(meetingSecret(bob.secretKey, alice.publicKey))).toBe(vectors.secret);
  });

  test.each(vectors.codes)('$name, in both directions', (vector) => {
    const sender = vector.sender === 'alice' ? alice : bob;
    const { key, ufrag, pwd } = codeKeys(secret, fromHex(vector.salt), sender.publicKey);
    expect({ key: toHex(key), ufrag, pwd }).toEqual({ key: vector.key, ...vector.answer });
    const box = sealCode(key, fromHex(vector.bodyBytes));
    expect(toHex(joinCode(fromHex(vector.salt), box))).toBe(vector.code);
    const opened = openedWith(fromHex(vector.code), secret, sender.publicKey);
    expect(opened && toHex(opened)).toBe(vector.bodyBytes);
  });

  test('what stands for the reply', () => {
    const { fingerprintA, fingerprintB, bytes } = vectors.reply;
    expect(toHex(codeReplyBytes(fromHex(fingerprintA), fromHex(fingerprintB)))).toBe(bytes);
  });

  test('the tag to be found by', () => {
    expect(toHex(findTag(secret, fromHex(vectors.find.salt)))).toBe(vectors.find.tag);
  });
});

describe('a stolen code', () => {
  test('opens for nobody but the friend', () => {
    const code = aliceShows();
    expect(openedWith(code, secret, alice.publicKey)).toEqual(BODY);
    const thief = makeIdentity(random);
    for (const known of [alice.publicKey, bob.publicKey]) {
      expect(openedWith(code, meetingSecret(thief.secretKey, known), alice.publicKey)).toBeNull();
    }
    // A friend of Alice's, who knows another identity of hers.
    const aliceForCarol = makeIdentity(random);
    const carols = meetingSecret(thief.secretKey, aliceForCarol.publicKey);
    expect(openedWith(code, carols, aliceForCarol.publicKey)).toBeNull();
  });

  test('shows neither addresses nor who is meant: two of one pair share no byte run', () => {
    const [first, second] = [aliceShows(), aliceShows()];
    for (const [i, code] of [first, second].entries()) {
      const hex = toHex(code);
      for (const known of [alice.publicKey, bob.publicKey, secret, BODY]) {
        expect(hex.includes(toHex(known.subarray(0, 4))), `code ${i}`).toBe(false);
      }
    }
    for (let at = 1; at + 4 <= first.length; at++) {
      expect(toHex(second).includes(toHex(first.subarray(at, at + 4)))).toBe(false);
    }
  });

  test('opens no line for a thief who answers it: the handshake asks for identities', () => {
    const code = aliceShows();
    const prologue = linePrologue(code, codeReplyBytes(new Uint8Array(32), new Uint8Array(32)));
    const atAlice = new KkHandshake({
      initiator: true,
      prologue,
      myKeys: alice,
      theirKey: bob.publicKey,
      random,
    });
    const atThief = new KkHandshake({
      initiator: false,
      prologue,
      myKeys: makeIdentity(random),
      theirKey: alice.publicKey,
      random,
    });
    const hello = atAlice.write(new Uint8Array(0));
    expect(() => atThief.read(hello)).toThrow(new MessengerError('line-handshake-failed'));
  });
});

describe('a code', () => {
  test('with any bit flipped does not open', () => {
    const code = aliceShows();
    for (let flipped = 8; flipped < 8 * code.length; flipped++) {
      const altered = code.map((byte, i) =>
        i === flipped >> 3 ? byte ^ (1 << (flipped & 7)) : byte,
      );
      expect(openedWith(altered, secret, alice.publicKey), `bit ${flipped}`).toBeNull();
    }
  });

  test('handed back to its maker does not pass for one of the friend', () => {
    expect(openedWith(aliceShows(), secret, bob.publicKey)).toBeNull();
  });

  test('that is arbitrary bytes opens for nobody', () => {
    const length = fc.constantFrom(60, 88);
    const arbitrary = length.chain((sizeBytes) =>
      fc.uint8Array({ minLength: sizeBytes, maxLength: sizeBytes }),
    );
    fc.assert(
      fc.property(arbitrary, (bytes) => {
        bytes[0] = bytes.length === 60 ? 0x12 : 0x13;
        expect(isCode(bytes)).toBe(true);
        expect(openedWith(bytes, secret, alice.publicKey)).toBeNull();
      }),
      { numRuns: 100 },
    );
  });

  test('sealed by a hostile friend is still read with care', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 36, maxLength: 36 }), (body) => {
        const opened = openedWith(aliceShows(body), secret, alice.publicKey);
        try {
          decodeCodeBody(opened ?? new Uint8Array(0));
        } catch (error) {
          expect(error).toEqual(new MessengerError('card-altered'));
        }
      }),
      { numRuns: 100 },
    );
  });

  test('has credentials that ICE takes, others for every salt and sender', () => {
    const seen = new Set<string>();
    for (let i = 0; i < 50; i++) {
      const salt = random(7);
      for (const { publicKey } of [alice, bob]) {
        const keys = codeKeys(secret, salt, publicKey);
        expect(areCredentials(keys)).toBe(true);
        seen.add(toHex(keys.key)).add(keys.ufrag).add(keys.pwd);
      }
    }
    expect(seen.size).toBe(300);
  });
});

describe('what one code binds', () => {
  const prints = [random(32), random(32), random(32)] as const;
  const reaches = (atA: Uint8Array, atB: Uint8Array): boolean => {
    const a = new KkHandshake({
      initiator: true,
      prologue: atA,
      myKeys: alice,
      theirKey: bob.publicKey,
      random,
    });
    const b = new KkHandshake({
      initiator: false,
      prologue: atB,
      myKeys: bob,
      theirKey: alice.publicKey,
      random,
    });
    try {
      b.read(a.write(new Uint8Array(0)));
      a.read(b.write(new Uint8Array(0)));
      return a.complete && b.complete;
    } catch {
      return false;
    }
  };

  test('is itself and both certificates: with another of them no line opens', () => {
    const code = aliceShows();
    const bound = linePrologue(code, codeReplyBytes(prints[0], prints[1]));
    expect(reaches(bound, bound)).toBe(true);
    const others = [
      linePrologue(aliceShows(), codeReplyBytes(prints[0], prints[1])),
      linePrologue(code, codeReplyBytes(prints[2], prints[1])),
      linePrologue(code, codeReplyBytes(prints[0], prints[2])),
      linePrologue(code, codeReplyBytes(prints[1], prints[0])),
    ];
    for (const other of others) expect(reaches(bound, other)).toBe(false);
  });
});

describe('the tag to be found by', () => {
  test('is another under another salt and for another pair', () => {
    const salt = random(32);
    const carol = makeIdentity(random);
    const tags = [
      findTag(secret, salt),
      findTag(secret, random(32)),
      findTag(meetingSecret(carol.secretKey, alice.publicKey), salt),
    ].map(toHex);
    expect(new Set(tags).size).toBe(3);
  });
});

describe('mistakes of ours', () => {
  test('are called so', () => {
    const short = new Uint8Array(31);
    expect(() => codeKeys(secret, new Uint8Array(8), alice.publicKey)).toThrow(RangeError);
    expect(() => codeKeys(secret, new Uint8Array(7), short)).toThrow(RangeError);
    expect(() => meetingSecret(short, alice.publicKey)).toThrow(RangeError);
    expect(() => findTag(secret, new Uint8Array(16))).toThrow(RangeError);
  });

  test('but a key of low order is hostile', () => {
    const failed = new MessengerError('line-handshake-failed');
    expect(() => meetingSecret(alice.secretKey, new Uint8Array(32))).toThrow(failed);
  });
});
