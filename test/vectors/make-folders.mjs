/**
 * Writes folders.json from PROTOCOL.md §5.1 alone: no code of src is used.
 *
 *     node test/vectors/make-folders.mjs
 */
import { writeFileSync } from 'node:fs';
import { format } from 'prettier';

const MODIFIED_MS = 1_795_305_600_000;

function varint(value) {
  const bytes = [];
  for (let rest = BigInt(value); ; rest >>= 7n) {
    const low = Number(rest & 0x7fn);
    if (rest < 0x80n) return Buffer.from([...bytes, low]);
    bytes.push(low | 0x80);
  }
}

function text(value) {
  const utf8 = Buffer.from(value);
  return Buffer.concat([varint(utf8.length), utf8]);
}

function entry(path, sizeBytes, modifiedMs = MODIFIED_MS) {
  const bytes = Buffer.concat([text(path), varint(sizeBytes), varint(modifiedMs)]);
  return { bytes, value: { path, sizeBytes, modifiedMs } };
}

function valid(name, ...entries) {
  const listing = Buffer.concat(entries.map(({ bytes }) => bytes));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(listing.length);
  const bytes = Buffer.concat([length, listing]).toString('hex');
  return { name, bytes, entries: entries.map(({ value }) => value) };
}

const malformed = (name, bytes) => ({ name, bytes: bytes.toString('hex') });
const listed = (path, sizeBytes = 0) => entry(path, sizeBytes).bytes;

const json = JSON.stringify({
  valid: [
    valid('nothing at all'),
    valid(
      'a folder with another in it',
      entry('beach.jpg', 4_212_331),
      entry('day 2/hut 👋.jpg', 300, 0),
    ),
    valid('an empty file and an empty folder', entry('notes.txt', 0), entry('later/', 0)),
    valid('names that must be cleaned', entry('c:\\con', 1), entry('a/.htaccess', 2)),
    valid('32 names', entry(`${'d/'.repeat(31)}f`, 1)),
    valid('a path twice', entry('a', 1), entry('a', 2)),
    valid('a path of 1,024 bytes', entry('x'.repeat(1_024), 1)),
  ],
  malformed: [
    malformed('a path without anything', listed('')),
    malformed('a path from the root', listed('/etc/passwd')),
    malformed('a path upwards', listed('../../passwd')),
    malformed('a path upwards within', listed('a/../b')),
    malformed('a path through itself', listed('a/./b')),
    malformed('a name that is empty', listed('a//b')),
    malformed('the folder itself', listed('/')),
    malformed('a folder with bytes', listed('later/', 1)),
    malformed('33 names', listed(`${'d/'.repeat(32)}f`)),
    malformed('a path of 1,025 bytes', listed('x'.repeat(1_025))),
    malformed('a path of invalid UTF-8', Buffer.from('02c3280000', 'hex')),
    malformed('an entry cut off', listed('beach.jpg').subarray(0, -1)),
    malformed('a size in a longer form', Buffer.from('0161800000', 'hex')),
    malformed('a time that no calendar holds', entry('a', 0, 8.64e15 + 1).bytes),
  ],
});
const file = new URL('folders.json', import.meta.url);
writeFileSync(file, await format(json, { parser: 'json', printWidth: 100 }));
