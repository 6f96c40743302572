/**
 * Writes codes.json from PROTOCOL.md alone: no code of src is used, and other libraries for the same
 * mathematics (node:crypto for X25519 and HKDF, noble for XSalsa20-Poly1305).
 *
 *     node test/vectors/make-codes.mjs
 */
import { createPrivateKey, createPublicKey, diffieHellman, hkdfSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { hsalsa, xsalsa20poly1305 } from '@noble/ciphers/salsa.js';
import { format } from 'prettier';

const PAGE_URL = 'https://twocan.app/';
const hex = (bytes) => Buffer.from(bytes).toString('hex');
const ascii = (text) => Buffer.from(text, 'ascii');
/** Bytes that look random and are the same every time. */
const bytes = (name, length) =>
  Buffer.from(hkdfSync('sha512', ascii(name), '', 'twocan test vectors', length));

// Keys as Node wants them: the fixed heads of RFC 8410 before the raw 32 bytes.
const PKCS8 = '302e020100300506032b656e04220420';
const SPKI = '302a300506032b656e032100';
const secretKey = (raw) =>
  createPrivateKey({ key: Buffer.from(PKCS8 + hex(raw), 'hex'), format: 'der', type: 'pkcs8' });
const publicKey = (raw) =>
  createPublicKey({ key: Buffer.from(SPKI + hex(raw), 'hex'), format: 'der', type: 'spki' });
const publicOf = (raw) =>
  createPublicKey(secretKey(raw)).export({ format: 'der', type: 'spki' }).subarray(-32);
const x25519 = (secret, other) =>
  diffieHellman({ privateKey: secretKey(secret), publicKey: publicKey(other) });
const hkdf = (secret, salt, info, length) =>
  Buffer.from(hkdfSync('sha512', secret, salt, info, length));

// RFC 7748 §6.1.
const ALICE = Buffer.from(
  '77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a',
  'hex',
);
const BOB = Buffer.from('5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb', 'hex');

const secret = hkdf(x25519(ALICE, publicOf(BOB)), '', 'twocan meet', 32);

function candidateBytes({ type, family, address, port }) {
  const form =
    ['ipv4', 'ipv6', 'mdns'].indexOf(family) | (['host', 'srflx', 'relay'].indexOf(type) << 2);
  const raw = {
    ipv4: () => Buffer.from(address.split('.').map(Number)),
    // Written without "::" here.
    ipv6: () =>
      Buffer.from(
        address
          .split(':')
          .map((group) => group.padStart(4, '0'))
          .join(''),
        'hex',
      ),
    mdns: () => Buffer.from(address.replace('.local', '').replaceAll('-', ''), 'hex'),
  }[family]();
  return Buffer.concat([Buffer.of(form), raw, Buffer.of(port >> 8, port & 255)]);
}

function bodyBytes({ credentials, carried, canAnswer, myCertificate, yourCertificate }, size) {
  const isHex = credentials.ufrag.length === 8;
  const encoding = isHex ? 'hex' : 'base64';
  const flags =
    (isHex ? 1 : 0) +
    (carried.length - 1) * 4 +
    (canAnswer ? 32 : 0) +
    myCertificate * 64 +
    yourCertificate * 128;
  const body = Buffer.concat([
    Buffer.of(flags),
    Buffer.from(credentials.ufrag, encoding),
    Buffer.from(credentials.pwd, encoding),
    ...carried.map(candidateBytes),
  ]);
  if (body.length > size) throw new Error(`${body.length} bytes do not fit`);
  return Buffer.concat([body, Buffer.alloc(size - body.length)]);
}

const BASE41 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*+-/';
function base41(raw) {
  let text = '';
  for (let i = 0; i < raw.length; i += 2) {
    const isPair = i + 1 < raw.length;
    const value = isPair ? raw[i] * 256 + raw[i + 1] : raw[i];
    const digits = isPair ? [1681, 41, 1] : [41, 1];
    for (const digit of digits) text += BASE41[Math.floor(value / digit) % 41];
  }
  return text;
}

function makeCode({ name, sender, size, body }) {
  const salt = bytes(name, 7);
  const senderKey = publicOf(sender === 'alice' ? ALICE : BOB);
  const keys = hkdf(secret, salt, Buffer.concat([ascii('twocan code'), senderKey]), 62);
  const plain = bodyBytes(body, size);
  const box = xsalsa20poly1305(keys.subarray(0, 32), new Uint8Array(24)).encrypt(plain);
  const code = Buffer.concat([Buffer.of(size === 36 ? 0x12 : 0x13), salt, box]);
  return {
    name,
    sender,
    salt: hex(salt),
    key: hex(keys.subarray(0, 32)),
    answer: {
      ufrag: keys.subarray(32, 38).toString('base64'),
      pwd: keys.subarray(38, 62).toString('base64'),
    },
    body,
    bodyBytes: hex(plain),
    code: hex(code),
    link: `${PAGE_URL}#${code.toString('base64url')}`,
    qr: `${PAGE_URL.toUpperCase()}#${base41(code)}`,
  };
}

const host = (address, port, family = 'ipv4') => ({ type: 'host', family, address, port });
const CHROMIUM = { ufrag: '/x2b', pwd: '5VC/zQPjdhdC6hUaGD/NFn2h' };
const FIREFOX = { ufrag: '09ae2782', pwd: 'd74877d262daf99164416084e96ba462' };
const TWO_IPV4 = [host('192.0.2.2', 57723), host('198.51.100.7', 47560)];
const IPV6 = host('2001:db8:1:2:3:4:5:6', 50000, 'ipv6');
const MDNS = [
  '3f0c6f1e-8d2a-4b7c-9e51-0a1b2c3d4e5f.local',
  'b0a7c1d2-0e3f-4a5b-8c6d-7e8f90a1b2c3.local',
].map((name, i) => host(name, 40001 + i, 'mdns'));
const REFLEXIVE = { type: 'srflx', family: 'ipv4', address: '203.0.113.5', port: 61000 };
const RELAY = { type: 'relay', family: 'ipv4', address: '203.0.113.9', port: 3479 };

const body = (credentials, candidates, carried, flags) => ({
  credentials,
  candidates,
  carried,
  canAnswer: flags.canAnswer,
  myCertificate: flags.my,
  yourCertificate: flags.your,
});

const codes = [
  {
    name: 'two IPv4 addresses, credentials of Chromium',
    sender: 'alice',
    size: 36,
    body: body(CHROMIUM, TWO_IPV4, TWO_IPV4, { canAnswer: true, my: 1, your: 0 }),
  },
  {
    name: 'two IPv4 addresses, credentials of Firefox',
    sender: 'bob',
    size: 36,
    body: body(FIREFOX, TWO_IPV4, TWO_IPV4, { canAnswer: false, my: 0, your: 1 }),
  },
  {
    name: 'two hidden addresses',
    sender: 'bob',
    size: 64,
    body: body(CHROMIUM, MDNS, MDNS, { canAnswer: true, my: 0, your: 0 }),
  },
  {
    name: 'more than fit: the best of each kind first',
    sender: 'alice',
    size: 64,
    body: body(FIREFOX, [...MDNS, REFLEXIVE, RELAY], [MDNS[0], REFLEXIVE, RELAY], {
      canAnswer: true,
      my: 1,
      your: 1,
    }),
  },
  {
    name: 'an IPv6 address alone',
    sender: 'alice',
    size: 64,
    body: body(CHROMIUM, [IPV6], [IPV6], { canAnswer: false, my: 1, your: 1 }),
  },
].map(makeCode);

/** What only a friend could seal, and is no body all the same. */
const [{ bodyBytes: good }] = codes;
const at = (offset, value) => {
  const altered = Buffer.from(good, 'hex');
  altered[offset] = value;
  return hex(altered);
};
const invalidBodies = [
  { name: 'nothing', bytes: '' },
  { name: 'a byte less', bytes: good.slice(2) },
  { name: 'a byte more', bytes: `${good}00` },
  { name: 'form 2 of credentials', bytes: at(0, 0x66) },
  { name: 'form 3 of credentials', bytes: at(0, 0x67) },
  { name: 'more candidates than there is room for', bytes: at(0, 0x7c) },
  { name: 'fewer candidates announced, so padding that is not zero', bytes: at(0, 0x60) },
  { name: 'padding that is not zero', bytes: `${codes[1].bodyBytes.slice(0, -2)}01` },
  { name: 'an unknown family', bytes: at(22, 0x03) },
  { name: 'an unknown type', bytes: at(22, 0x0c) },
  {
    name: 'port 0',
    bytes: hex(bodyBytes({ ...codes[0].body, carried: [host('192.0.2.2', 0), TWO_IPV4[1]] }, 36)),
  },
];

// Introductions: nacl.box is XSalsa20-Poly1305 under HSalsa20 of the X25519 result.
const words = (raw) => new Uint32Array(Uint8Array.from(raw).buffer);
function boxKey(secretKey, publicKey) {
  const key = new Uint32Array(8);
  hsalsa(
    words(ascii('expand 32-byte k')),
    words(x25519(secretKey, publicKey)),
    new Uint32Array(4),
    key,
  );
  return Buffer.from(key.buffer);
}
function padded(card, size) {
  return Buffer.concat([card, Buffer.of(0x80), Buffer.alloc(size - card.length - 1)]);
}
const [mine, theirs] = [bytes('introduction of x', 32), bytes('introduction of y', 32)];
const cards = JSON.parse(readFileSync(new URL('cards.json', import.meta.url), 'utf8'));
const boxOf = (name, card, size, meeting) => {
  const nonce = bytes(name, 24);
  const plainKey = boxKey(mine, publicOf(theirs));
  const key = meeting ? hkdf(plainKey, meeting, 'twocan found', 32) : plainKey;
  return {
    name,
    card: hex(card),
    meeting: meeting ? hex(meeting) : null,
    nonce: hex(nonce),
    box: hex(Buffer.concat([nonce, xsalsa20poly1305(key, nonce).encrypt(padded(card, size))])),
  };
};
const invite = Buffer.from(cards.valid[0].bytes, 'hex');

const findSalt = bytes('find offer', 32);
const prints = [bytes('certificate of a', 32), bytes('certificate of b', 32)];

const vectors = {
  pageUrl: PAGE_URL,
  alice: { secretKey: hex(ALICE), publicKey: hex(publicOf(ALICE)) },
  bob: { secretKey: hex(BOB), publicKey: hex(publicOf(BOB)) },
  secret: hex(secret),
  codes,
  invalidBodies,
  reply: {
    fingerprintA: hex(prints[0]),
    fingerprintB: hex(prints[1]),
    bytes: hex(Buffer.concat([ascii('twocan/1 code'), ...prints])),
  },
  find: { salt: hex(findSalt), tag: hex(hkdf(secret, findSalt, 'twocan find', 16)) },
  introduction: {
    sender: { secretKey: hex(mine), publicKey: hex(publicOf(mine)) },
    receiver: { secretKey: hex(theirs), publicKey: hex(publicOf(theirs)) },
    boxes: [
      boxOf('an invite for somebody new', invite, 512, null),
      boxOf('an invite for a friend found again', invite, 512, secret),
      boxOf('a card of 600 bytes', bytes('a long card', 600), 984, null),
    ],
  },
};

const target = new URL('codes.json', import.meta.url);
writeFileSync(target, await format(JSON.stringify(vectors), { parser: 'json', printWidth: 100 }));
