/**
 * Makes backup.json by Node's own primitives and noble, apart from the code under test:
 * `node test/vectors/make-backup.mjs`.
 */
import { createCipheriv, createHash, hkdfSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { argon2id } from '@noble/hashes/argon2.js';

const CHUNK = 262_144;
const hex = (bytes) => Buffer.from(bytes).toString('hex');
const counted = (length, from) => Uint8Array.from({ length }, (_, i) => (from + i) % 256);
const join = (...parts) => Buffer.concat(parts.map((part) => Buffer.from(part)));
const u32 = (value) => Buffer.from([value >>> 24, value >>> 16, value >>> 8, value]);

function varint(value) {
  const bytes = [];
  let rest = BigInt(value);
  while (rest >= 128n) {
    bytes.push(Number(rest % 128n) | 128);
    rest /= 128n;
  }
  return Buffer.from([...bytes, Number(rest)]);
}

function text(value) {
  const utf8 = Buffer.from(value, 'utf8');
  return join(varint(utf8.length), utf8);
}

const record = (type, ...body) => {
  const bytes = join([type], ...body);
  return join(varint(bytes.length), bytes);
};

function head(form, secret, salt, cost) {
  const bound = join(
    Buffer.from('twocan backup'),
    [1, form],
    ...(cost === null ? [] : [u32(cost.memoryKib), u32(cost.passes)]),
    salt,
  );
  const derived = Buffer.from(hkdfSync('sha512', secret, salt, bound, 48));
  return { header: join(bound, derived.subarray(32)), key: derived.subarray(0, 32) };
}

/** @param lastFlag what the last chunk says of itself */
function seal(key, plain, lastFlag = 1) {
  const chunks = [];
  for (let at = 0; at < plain.length; at += CHUNK) {
    const isLast = at + CHUNK >= plain.length;
    const nonce = join(Buffer.alloc(7), u32(at / CHUNK), [isLast ? lastFlag : 0]);
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    chunks.push(cipher.update(plain.subarray(at, at + CHUNK)), cipher.final(), cipher.getAuthTag());
  }
  return join(...chunks);
}

const MADE_AT = 1_795_305_600_000;
// Alice and Bob of RFC 7748 §6.1.
const secretKey = Buffer.from(
  '77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a',
  'hex',
);
const publicKey = Buffer.from(
  '8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a',
  'hex',
);
const theirKey = Buffer.from(
  'de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f',
  'hex',
);

const begin = record(1, varint(MADE_AT), [1]);
const settings = record(
  2,
  ...[[4], text('Ada'), [2, 1, 0, 1], text('stun:stun.example'), text(''), text('')],
  ...[varint(15 + 1), [1], varint(MADE_AT - 5), varint(0)],
);
const friend = record(
  3,
  ...[text('friend-1'), [5], text('Grüße'), publicKey, secretKey, theirKey, [0]],
  ...[varint(MADE_AT - 1000), varint(1), varint(2), varint(0)],
  ...[[1], text(''), text(''), [0], [1], varint(0)],
);
const meeting = record(
  4,
  ...[[1], varint(0), varint(1), varint(7), counted(32, 50), varint(1), counted(7, 9), [1, 0]],
);
const entry = (author, sequence, words) =>
  record(5, [author], varint(sequence), varint(MADE_AT - 500), [1], text(words));
const begun = record(9, varint(MADE_AT - 400));
const file = (size, status) =>
  record(
    6,
    ...[counted(16, 200), [6, 1, status], varint(size), varint(MADE_AT - 900)],
    ...[text('a.txt'), text('text/plain'), text(''), varint(MADE_AT - 800), [0]],
    ...[varint(MADE_AT - 850), varint(0), [0, 0]],
  );
const piece = (bytes) => record(7, bytes);
const end = record(8);

const SIZE = 600_000;
const long = counted(SIZE, 0);
const small = join(
  ...[begin, settings, friend, meeting, entry(0, 1, 'hello'), entry(1, 1, 'Grüß dich 👋')],
  ...[entry(0, 2, 'bye'), begun, file(3, 2), piece(counted(3, 65)), end],
);
const large = join(
  ...[begin, friend, file(SIZE, 2), piece(long.subarray(0, 524_288))],
  ...[piece(long.subarray(524_288)), end],
);

const salt = counted(16, 0x10);
const cost = { memoryKib: 19_456, passes: 2 };
const passphrase = 'correct horse battery staple';
const fromPassphrase = argon2id(Buffer.from(passphrase), salt, {
  ...{ m: cost.memoryKib, t: cost.passes, p: 1, dkLen: 32 },
});
const given = counted(32, 0x80);
const byPassphrase = head(1, fromPassphrase, salt, cost);
const byKey = head(2, given, salt, null);

const whole = join(byPassphrase.header, seal(byPassphrase.key, small));
const wholeLarge = join(byKey.header, seal(byKey.key, large));
const plainOf = (...records) => join(byKey.header, seal(byKey.key, join(...records)));
const damaged = (name, bytes, error = 'backup-damaged') => ({ name, bytes: hex(bytes), error });
const changed = (bytes, at, value) => {
  const copy = Buffer.from(bytes);
  copy[at] = value;
  return copy;
};
const HEADER = byKey.header.length;
const one = plainOf(begin, end);

await writeFile(
  new URL('backup.json', import.meta.url),
  `${JSON.stringify(
    {
      files: [
        {
          ...{ name: 'under a passphrase', passphrase, ...cost, salt: hex(salt) },
          ...{ secret: hex(fromPassphrase), plain: hex(small), bytes: hex(whole) },
        },
        {
          name: 'under a key',
          salt: hex(salt),
          secret: hex(given),
          plain: hex(join(begin, end)),
          bytes: hex(one),
        },
      ],
      long: {
        name: 'three chunks, of which the file has 600,000 bytes counting from 0',
        ...{ salt: hex(salt), secret: hex(given), sizeBytes: SIZE, chunkBytes: CHUNK },
        plainSha256: createHash('sha256').update(large).digest('hex'),
        bytesSha256: createHash('sha256').update(wholeLarge).digest('hex'),
      },
      damaged: [
        damaged('nothing', Buffer.alloc(0), 'backup-not-one'),
        damaged('something else', Buffer.from('a letter to somebody'), 'backup-not-one'),
        damaged('a later version', changed(one, 13, 2), 'backup-newer-version'),
        damaged('a later form of the key', changed(one, 14, 3), 'backup-newer-version'),
        damaged('version 0', changed(one, 13, 0)),
        damaged('less memory than is safe', changed(whole, 17, 0)),
        damaged('a header that ends early', one.subarray(0, HEADER - 1)),
        damaged('nothing behind the header', one.subarray(0, HEADER)),
        damaged('another salt', changed(one, 20, 0), 'passphrase-wrong'),
        damaged('another check', changed(one, HEADER - 1, one[HEADER - 1] ^ 1), 'passphrase-wrong'),
        damaged('a changed byte', changed(one, HEADER, one[HEADER] ^ 1)),
        damaged('a byte less', one.subarray(0, -1)),
        damaged('a byte more', join(one, [0])),
        damaged(
          'an empty chunk',
          join(byKey.header, seal(byKey.key, join(begin, end)).subarray(-16)),
        ),
        damaged(
          'a last chunk that is not the last',
          join(byKey.header, seal(byKey.key, join(begin, end), 0)),
        ),
        damaged('records without end', plainOf(begin)),
        damaged('records after the end', plainOf(begin, end, end)),
        damaged('no beginning', plainOf(end)),
        damaged('two beginnings', plainOf(begin, begin, end)),
        damaged('settings after a friend', plainOf(begin, friend, settings, end)),
        damaged('a friend twice', plainOf(begin, friend, friend, end)),
        damaged('an entry of nobody', plainOf(begin, entry(0, 1, 'x'), end)),
        damaged(
          'a sequence twice',
          plainOf(begin, friend, entry(0, 1, 'x'), entry(0, 1, 'y'), end),
        ),
        damaged('a gap in the friend’s log', plainOf(begin, friend, entry(1, 2, 'x'), end)),
        damaged('sequence 0', plainOf(begin, friend, entry(0, 0, 'x'), end)),
        damaged('a beginning of no entry', plainOf(begin, friend, begun, end)),
        damaged(
          'two beginnings of an entry',
          plainOf(begin, friend, entry(0, 1, 'x'), begun, begun, end),
        ),
        damaged('entries after files', plainOf(begin, friend, file(3, 2), entry(0, 1, 'x'), end)),
        damaged('a piece of nothing', plainOf(begin, friend, piece([1]), end)),
        damaged(
          'a piece too many',
          plainOf(begin, friend, file(1, 2), piece([1]), piece([1]), end),
        ),
        damaged('a piece too short', plainOf(begin, friend, file(3, 2), piece([1]), end)),
        damaged('an empty piece', plainOf(begin, friend, file(3, 2), piece([]), end)),
        damaged('a record cut off', plainOf(begin, end.subarray(0, 1))),
        damaged('an empty record', plainOf(begin, [0], end)),
        damaged('a record too long', plainOf(begin, [0x81, 0x80, 0x40], end)),
        damaged(
          'a record of a later version',
          plainOf(begin, record(2, [200]), end),
          'backup-newer-version',
        ),
        damaged(
          'a record type that is not known',
          plainOf(begin, record(10), end),
          'backup-newer-version',
        ),
        damaged('a record with more in it', plainOf(begin, record(8, [0]))),
      ],
    },
    null,
    2,
  )}\n`,
);
