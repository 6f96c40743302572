/**
 * Writes move-frames.json from PROTOCOL.md §11 alone: no code of src is used.
 *
 *     node test/vectors/make-move-frames.mjs
 */
import { writeFileSync } from 'node:fs';
import { format } from 'prettier';

const MOVE = '00112233445566778899aabbccddeeff';
const FILE = 'f0e0d0c0b0a090807060504030201000';
const SECRET = '77'.repeat(32);

const frame = (name, bytes, step) => ({
  ...{ name, bytes: `38${MOVE}${bytes}` },
  frame: { type: 'move', move: MOVE, step },
});
const valid = [
  frame('an offer', '0107ac028080808004', {
    ...{ name: 'offer', friends: 7, files: 300, fileBytes: 1_073_741_824 },
  }),
  frame('an offer of as many friends as there may be', '0180200000', {
    ...{ name: 'offer', friends: 4_096, files: 0, fileBytes: 0 },
  }),
  frame('a no', '0200', { name: 'answer', answer: 'no' }),
  frame('a yes', '0201', { name: 'answer', answer: 'yes' }),
  frame('an answer of a device that is not new', '0202', { name: 'answer', answer: 'not-new' }),
  frame('the file', `03${FILE}${SECRET}`, { name: 'file', fileId: FILE, secret: SECRET }),
  frame('done', '04', { name: 'done' }),
  frame('noted', '05', { name: 'noted' }),
  frame('an end', '06', { name: 'end' }),
];

const ignored = [
  { name: 'a step of a later version', bytes: `38${MOVE}070102` },
  { name: 'the last step that there can be', bytes: `38${MOVE}ff` },
];

const malformed = [
  ['a move without an identifier', '38'],
  ['an identifier that breaks off', `38${MOVE.slice(2)}`],
  ['a move without a step', `38${MOVE}`],
  ['step 0', `38${MOVE}00`],
  ['an offer of one friend too many', `38${MOVE}0181200000`],
  ['an offer that breaks off', `38${MOVE}010700`],
  ['an offer with something behind it', `38${MOVE}0107000000`],
  ['an answer that is not listed', `38${MOVE}0203`],
  ['a secret that breaks off', `38${MOVE}03${FILE}${SECRET.slice(2)}`],
  ['done with something behind it', `38${MOVE}0400`],
].map(([name, bytes]) => ({ name, bytes }));

const json = JSON.stringify({ valid, ignored, malformed });
const file = new URL('move-frames.json', import.meta.url);
writeFileSync(file, await format(json, { parser: 'json', printWidth: 100 }));
