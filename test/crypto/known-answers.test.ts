/** The primitives against published answers, so that a bad build or a wrong import is seen at once. */
import { hkdfSync } from 'node:crypto';
import nacl from 'tweetnacl';
import { describe, expect, test } from 'vitest';
import { deriveKey } from '../../src/crypto/hkdf.ts';
import { makeIdentity } from '../../src/crypto/identity.ts';
import { linePrologue } from '../../src/crypto/prologue.ts';
import { randomBytes } from '../../src/crypto/random.ts';
import { fileStreamKey } from '../../src/crypto/stream-key.ts';
import { concat, fromHex, toHex, utf8Encode } from '../../src/wire/bytes.ts';
import { seededRandom } from './seeded-random.ts';

const shared = (scalar: string, point: string) =>
  toHex(nacl.scalarMult(fromHex(scalar), fromHex(point)));

describe('X25519', () => {
  test('gives the answers of RFC 7748 §5.2', () => {
    expect(
      shared(
        'a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4',
        'e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c',
      ),
    ).toBe('c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552');
    expect(
      shared(
        '4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d',
        'e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493',
      ),
    ).toBe('95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957');
  });

  test('gives the answers of RFC 7748 §5.2 when it feeds itself, once and 1,000 times over', () => {
    let scalar: Uint8Array = new Uint8Array(32);
    let point: Uint8Array = new Uint8Array(32);
    scalar[0] = point[0] = 9;
    for (let i = 1; i <= 1_000; i += 1) {
      [scalar, point] = [nacl.scalarMult(scalar, point), scalar];
      if (i === 1) {
        expect(toHex(scalar)).toBe(
          '422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079',
        );
      }
    }
    expect(toHex(scalar)).toBe('684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51');
  });

  test('makes the identities of RFC 7748 §6.1 from their secret halves', () => {
    const alice = makeIdentity(() =>
      fromHex('77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a'),
    );
    const bob = makeIdentity(() =>
      fromHex('5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb'),
    );
    expect(toHex(alice.publicKey)).toBe(
      '8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a',
    );
    expect(toHex(bob.publicKey)).toBe(
      'de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f',
    );
    expect(shared(toHex(alice.secretKey), toHex(bob.publicKey))).toBe(
      '4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742',
    );
  });
});

test('secretbox gives the answer of "Cryptography in NaCl", §10', () => {
  const key = fromHex('1b27556473e985d462cd51197a9a46c76009549eac6474f206c4ee0844f68389');
  const nonce = fromHex('69696ee955b62b73cd62bda875fc73d68219e0036b7a0b37');
  const plain = fromHex(
    'be075fc53c81f2d5cf141316ebeb0c7b5228c52a4c62cbd44b66849b64244ffc' +
      'e5ecbaaf33bd751a1ac728d45e6c61296cdc3c01233561f41db66cce314adb31' +
      '0e3be8250c46f06dceea3a7fa1348057e2f6556ad6b1318a024a838f21af1fde' +
      '048977eb48f59ffd4924ca1c60902e52f0a089bc76897040e082f93776384864' +
      '5e0705',
  );
  const box =
    'f3ffc7703f9400e52a7dfb4b3d3305d98e993b9f48681273c29650ba32fc76ce' +
    '48332ea7164d96a4476fb8c531a1186ac0dfc17c98dce87b4da7f011ec48c972' +
    '71d2c20f9b928fe2270d6fb863d51738b48eeee314a7cc8ab932164548e526ae' +
    '90224368517acfeabd6bb3732bc0e9da99832b61ca01b6de56244a9e88d5f9b3' +
    '7973f622a43d14a6599b1f654cb45a74e355a5';
  expect(toHex(nacl.secretbox(plain, nonce, key))).toBe(box);
  expect(nacl.secretbox.open(fromHex(box), nonce, key)).toEqual(plain);
});

test('a derived key is the HKDF-SHA512 of another implementation', () => {
  const [secret, purpose] = [seededRandom('secret')(32), utf8Encode('a purpose')];
  const expected = hkdfSync('sha512', secret, new Uint8Array(0), purpose, 32);
  expect(deriveKey(secret, purpose)).toEqual(new Uint8Array(expected));
});

describe('the key of a file stream', () => {
  const random = seededRandom('stream');
  const [exportKey, fileId, streamId] = [random(32), random(16), random(8)];

  test('is the HKDF-SHA512 of PROTOCOL.md §5', () => {
    const info = concat(utf8Encode('twocan file'), fileId, streamId);
    const expected = hkdfSync('sha512', exportKey, new Uint8Array(0), info, 32);
    expect(fileStreamKey(exportKey, fileId, streamId)).toEqual(new Uint8Array(expected));
  });

  test('needs identifiers of the right lengths', () => {
    expect(() => fileStreamKey(exportKey, random(15), streamId)).toThrow(RangeError);
    expect(() => fileStreamKey(exportKey, fileId, random(9))).toThrow(RangeError);
  });
});

test('the prologue holds both cards behind their lengths', () => {
  const prologue = linePrologue(Uint8Array.of(1, 2, 3), new Uint8Array(300).fill(7));
  expect(toHex(prologue)).toBe(`${toHex(utf8Encode('twocan/1'))}0003010203012c${'07'.repeat(300)}`);
  expect(() => linePrologue(new Uint8Array(65_536), new Uint8Array(1))).toThrow(RangeError);
});

test('the random bytes of the platform have the length asked for and differ', () => {
  const [first, second] = [randomBytes(32), randomBytes(32)];
  expect(first).toHaveLength(32);
  expect(first).not.toEqual(second);
});
