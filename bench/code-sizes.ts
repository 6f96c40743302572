/** What a code to meet again costs: bytes, and the version of its QR code at level M. */
import type { Candidate } from '../src/wire/card.ts';
import { CODE_SALT_BYTES, encodeCodeBody, joinCode } from '../src/wire/code.ts';
import { codeKeys, sealCode } from '../src/crypto/meeting-keys.ts';
import { qrVersion } from './cards.ts';

const CREDENTIALS = { ufrag: '/x2b', pwd: '5VC/zQPjdhdC6hUaGD/NFn2h' };
const TWO_IPV4: readonly Candidate[] = [
  { type: 'host', family: 'ipv4', address: '192.0.2.2', port: 57_723 },
  { type: 'host', family: 'ipv4', address: '198.51.100.7', port: 47_560 },
];
const TWO_MDNS: readonly Candidate[] = [1, 2].map((n) => ({
  type: 'host',
  family: 'mdns',
  address: `0000000${n}-0000-4000-8000-000000000000.local`,
  port: 50_000 + n,
}));

/** One code of each length. */
export function sampleCodes(): Record<'code2v4' | 'code2mdns', Uint8Array> {
  return { code2v4: makeCode(TWO_IPV4), code2mdns: makeCode(TWO_MDNS) };
}

/** The same on every run: the lengths do not depend on keys. */
export function codeSizes(): Record<
  'reconnectBytes2v4' | 'reconnectQr2v4' | 'reconnectBytes2mdns' | 'reconnectQr2mdns',
  number
> {
  const { code2v4: plain, code2mdns: named } = sampleCodes();
  return {
    reconnectBytes2v4: plain.length,
    reconnectQr2v4: qrVersion(plain),
    reconnectBytes2mdns: named.length,
    reconnectQr2mdns: qrVersion(named),
  };
}

function makeCode(candidates: readonly Candidate[]): Uint8Array {
  const salt = crypto.getRandomValues(new Uint8Array(CODE_SALT_BYTES));
  const { key } = codeKeys(new Uint8Array(32), salt, new Uint8Array(32));
  const body = encodeCodeBody({
    credentials: CREDENTIALS,
    candidates,
    canAnswer: true,
    myCertificate: 1,
    yourCertificate: 0,
  });
  return joinCode(salt, sealCode(key, body));
}
