/**
 * Writes keeping-frames.json from PROTOCOL.md §8 alone: no code of src is used.
 *
 *     node test/vectors/make-keeping-frames.mjs
 */
import { writeFileSync } from 'node:fs';
import { format } from 'prettier';

const FINGERPRINT = '7c94a834e9982baa68d050ea5edc33dc46036cd6d2742ec03927d9bfc00e00d5';
/** What the invite of the appendix carries, after its fingerprint. */
const CHROMIUM = {
  bytes: `${FINGERPRINT}02ff1d9be550bfcd03e3761742ea151a183fcd167da100c0000202e17b00c6336407b9c8`,
  connection: {
    ufrag: '/x2b',
    pwd: '5VC/zQPjdhdC6hUaGD/NFn2h',
    fingerprint: FINGERPRINT,
    candidates: [
      { type: 'host', family: 'ipv4', address: '192.0.2.2', port: 57_723 },
      { type: 'host', family: 'ipv4', address: '198.51.100.7', port: 47_560 },
    ],
  },
};
/** The credentials of its reply, without addresses. */
const NOWHERE = {
  bytes: `${FINGERPRINT}1009ae2782d74877d262daf99164416084e96ba462`,
  connection: {
    ufrag: '09ae2782',
    pwd: 'd74877d262daf99164416084e96ba462',
    fingerprint: FINGERPRINT,
    candidates: [],
  },
};

const frame = (name, bytes, value) => ({ name, bytes, frame: value });
const offer = (call, kind, connection) => ({ type: 'call-offer', call, kind, connection });

const valid = [
  frame('a ping', '3000', { type: 'ping', number: 0 }),
  frame('a pong', '31ac02', { type: 'pong', number: 300 }),
  frame('a spare offered', `320101${CHROMIUM.bytes}`, offer(1, 'spare', CHROMIUM.connection)),
  frame('a return offered', `320202${NOWHERE.bytes}`, offer(2, 'return', NOWHERE.connection)),
  frame('a lane offered', `32810103${CHROMIUM.bytes}`, offer(129, 'lane', CHROMIUM.connection)),
  frame('an answer', `3302${CHROMIUM.bytes}`, {
    ...{ type: 'call-answer', call: 2, connection: CHROMIUM.connection },
  }),
  frame('an end', '3401', { type: 'call-end', call: 1 }),
];

/** Read, and answered with an end; nobody writes them today. */
const later = [
  frame('an offer of a later kind', `320504${NOWHERE.bytes}`, offer(5, null, NOWHERE.connection)),
  frame('an offer of kind 0', `320500${NOWHERE.bytes}`, offer(5, null, NOWHERE.connection)),
];

const malformed = [
  ['a ping without a number', '30'],
  ['a ping with a number in a longer form', '308000'],
  ['a ping with something behind it', '300000'],
  ['call 0', '3400'],
  ['an offer of call 0', `320001${CHROMIUM.bytes}`],
  ['an offer that breaks off in the fingerprint', `320101${FINGERPRINT.slice(2)}`],
  ['an offer that breaks off in the candidates', `320101${CHROMIUM.bytes.slice(0, -2)}`],
  ['an offer with something behind it', `320101${CHROMIUM.bytes}00`],
  [
    'nine candidates',
    `320101${FINGERPRINT}19${NOWHERE.bytes.slice(66)}${'00c0000202e17b'.repeat(9)}`,
  ],
  ['credentials of an unknown form', `320101${FINGERPRINT}30${NOWHERE.bytes.slice(66)}`],
  ['a candidate of port 0', `320101${FINGERPRINT}11${NOWHERE.bytes.slice(66)}00c00002020000`],
  ['an answer without a connection', '3301'],
].map(([name, bytes]) => ({ name, bytes }));

const ignored = [{ name: 'a type of a later version', bytes: '3f0102' }];

const json = JSON.stringify({ valid, later, ignored, malformed });
const file = new URL('keeping-frames.json', import.meta.url);
writeFileSync(file, await format(json, { parser: 'json', printWidth: 100 }));
