/** What a card costs: bytes, and the version of its QR code, against the raw description. */
import QRCode from 'qrcode';
import descriptions from '../test/vectors/descriptions.json';
import type { Candidate } from '../src/wire/card.ts';
import { cardTag, encodeCard } from '../src/wire/card-codec.ts';
import { qrSegments } from '../src/wire/card-text.ts';
import { readDescription } from '../src/wire/sdp.ts';

/** With its `#` the prefix of 20 characters that the goals are set for. */
const PAGE_URL = 'https://twocan.app/';

const TWO_IPV4: readonly Candidate[] = [
  { type: 'host', family: 'ipv4', address: '192.0.2.2', port: 57_723 },
  { type: 'host', family: 'ipv4', address: '198.51.100.7', port: 47_560 },
];

/** Sizes in bytes and QR versions at level M; the same on every run but for the random key. */
export function cards(): Promise<Record<string, number>> {
  // Chromium with hidden addresses: the usual case, two mDNS candidates.
  const sdp = descriptions[0]?.sdp.map((line) => `${line}\r\n`).join('') ?? '';
  const info = readDescription(sdp);
  const identityKey = crypto.getRandomValues(new Uint8Array(32));
  const plain = encodeCard({ kind: 'invite', identityKey, ...info, candidates: TWO_IPV4 });
  const named = encodeCard({ kind: 'invite', identityKey, ...info });
  const reply = encodeCard({
    kind: 'reply',
    inviteTag: cardTag(plain),
    identityKey,
    ...info,
    candidates: TWO_IPV4,
  });
  return Promise.resolve({
    inviteBytes2v4: plain.length,
    inviteQr2v4: qrVersion(plain),
    inviteBytes2mdns: named.length,
    inviteQr2mdns: qrVersion(named),
    replyBytes2v4: reply.length,
    rawSdpBytes: new TextEncoder().encode(JSON.stringify({ type: 'offer', sdp })).length,
  });
}

/** Version of the QR code of a card or code behind a page address of 20 characters, at level M. */
export function qrVersion(card: Uint8Array): number {
  const segments = qrSegments(PAGE_URL, card).map(({ mode, text }) =>
    mode === 'byte' ? { mode, data: new TextEncoder().encode(text) } : { mode, data: text },
  );
  return QRCode.create(segments, { errorCorrectionLevel: 'M' }).version;
}
