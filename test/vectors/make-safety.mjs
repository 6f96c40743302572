/**
 * Writes safety.json from PROTOCOL.md §9 alone, with the hash of Node: no code of src is used.
 *
 *     node test/vectors/make-safety.mjs
 */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { format } from 'prettier';

/** Alice and Bob of RFC 7748 §6.1, and keys that are mostly one byte. */
const ALICE = '8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a';
const BOB = 'de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f';
const PAIRS = [
  ['Alice and Bob of RFC 7748', ALICE, BOB],
  ['Bob and Alice', BOB, ALICE],
  ['a base point and ones', `09${'00'.repeat(31)}`, 'ff'.repeat(32)],
  ['a key with itself', ALICE, ALICE],
];
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*+-/';

function fingerprintOf(key) {
  let hash = Buffer.concat([Buffer.from([0, 0]), key, Buffer.from('twocan safety')]);
  for (let n = 0; n < 5_200; n++) hash = createHash('sha512').update(hash).update(key).digest();
  return hash.subarray(0, 32);
}

function half(fingerprint) {
  let digits = '';
  for (let at = 0; at < 30; at += 5) {
    digits += String(fingerprint.readUIntBE(at, 5) % 100_000).padStart(5, '0');
  }
  return digits;
}

function base41(bytes) {
  let text = '';
  for (let at = 0; at < bytes.length; at += 2) {
    const pair = bytes.subarray(at, at + 2);
    let value = pair.readUIntBE(0, pair.length);
    let group = '';
    for (let n = 0; n <= pair.length; n++, value = Math.floor(value / 41)) {
      group = ALPHABET[value % 41] + group;
    }
    text += group;
  }
  return text;
}

const vectors = PAIRS.map(([name, mine, theirs]) => {
  const fingerprints = [mine, theirs].map((key) => fingerprintOf(Buffer.from(key, 'hex')));
  const bytes = Buffer.concat([Buffer.from([1]), ...fingerprints]);
  return {
    name,
    myKey: mine,
    theirKey: theirs,
    myFingerprint: fingerprints[0].toString('hex'),
    theirFingerprint: fingerprints[1].toString('hex'),
    number: fingerprints.map(half).sort().join('').match(/.{5}/g).join(' '),
    code: `TWOCAN:SAFETY:${base41(bytes)}`,
  };
});
const file = new URL('safety.json', import.meta.url);
writeFileSync(file, await format(JSON.stringify(vectors), { parser: 'json', printWidth: 100 }));
