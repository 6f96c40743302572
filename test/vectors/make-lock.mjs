/**
 * Makes lock.json by Node's own primitives and noble, apart from the code under test:
 * `node test/vectors/make-lock.mjs`.
 */
import { hkdfSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { argon2id } from '@noble/hashes/argon2.js';
import { xsalsa20poly1305 } from '@noble/ciphers/salsa.js';

const hex = (bytes) => Buffer.from(bytes).toString('hex');
const counted = (length, from) => Uint8Array.from({ length }, (_, i) => from + i);

function wrapped(name, passphrase, memoryKib, passes) {
  const salt = counted(16, 0x10);
  const nonce = counted(24, 0x40);
  const vaultKey = counted(32, 0x80);
  const utf8 = Buffer.from(passphrase.normalize('NFKC'), 'utf8');
  const key = argon2id(utf8, salt, { m: memoryKib, t: passes, p: 1, dkLen: 32 });
  const head = Buffer.alloc(9);
  head[0] = 1;
  head.writeUInt32BE(memoryKib, 1);
  head.writeUInt32BE(passes, 5);
  const box = xsalsa20poly1305(key, nonce).encrypt(vaultKey);
  const bytes = hex(Buffer.concat([head, salt, nonce, box]));
  return {
    ...{ name, passphrase, memoryKib, passes, salt: hex(salt), nonce: hex(nonce) },
    ...{ vaultKey: hex(vaultKey), passphraseKey: hex(key), bytes },
  };
}

function forDevice(name, idLength) {
  const [id, salt] = [counted(idLength, 0x20), counted(32, 0x30)];
  const [secret, nonce, vaultKey] = [counted(32, 0x60), counted(24, 0x40), counted(32, 0x80)];
  const key = new Uint8Array(hkdfSync('sha512', secret, '', 'twocan device unlock', 32));
  const head = Buffer.alloc(3);
  head[0] = 1;
  head.writeUInt16BE(idLength, 1);
  const box = xsalsa20poly1305(key, nonce).encrypt(vaultKey);
  const bytes = hex(Buffer.concat([head, id, salt, nonce, box]));
  return {
    ...{ name, id: hex(id), salt: hex(salt), secret: hex(secret), nonce: hex(nonce) },
    ...{ vaultKey: hex(vaultKey), bytes },
  };
}

const device = forDevice('a short identifier', 16);
const good = wrapped('letters of ASCII', 'correct horse battery staple', 19_456, 2);
const at = (offset, value) =>
  good.bytes.slice(0, 2 * offset) + value + good.bytes.slice(2 * offset + value.length);
const corrupt = (name, bytes) => ({ name, bytes, error: 'storage-corrupt' });

await writeFile(
  new URL('lock.json', import.meta.url),
  `${JSON.stringify(
    {
      wrapped: [good, wrapped('composed letters', 'Gr\u00fc\u00dfe \u{1f96b}', 32_768, 3)],
      device: [device, forDevice('a long identifier', 300)],
      invalid: [
        { name: 'a later version', bytes: at(0, '02'), error: 'storage-newer-version' },
        corrupt('version 0', at(0, '00')),
        corrupt('nothing', ''),
        corrupt('a byte short', good.bytes.slice(0, -2)),
        corrupt('a byte too many', `${good.bytes}00`),
        corrupt('less memory than is safe', at(1, '00004bff')),
        corrupt('more memory than a phone has', at(1, '00040001')),
        corrupt('one pass', at(5, '00000001')),
        corrupt('passes without end', at(5, '00000041')),
      ],
      invalidDevice: [
        {
          name: 'a later version',
          bytes: `02${device.bytes.slice(2)}`,
          error: 'storage-newer-version',
        },
        corrupt('version 0', `00${device.bytes.slice(2)}`),
        corrupt('nothing', ''),
        corrupt('no identifier', `010000${device.bytes.slice(6 + 32)}`),
        corrupt(
          'an identifier past its bound',
          `010400${'ab'.repeat(1_024)}${device.bytes.slice(38)}`,
        ),
        corrupt('a byte short', device.bytes.slice(0, -2)),
        corrupt('a byte too many', `${device.bytes}00`),
      ],
    },
    null,
    2,
  )}\n`,
);
