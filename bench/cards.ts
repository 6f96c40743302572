/** What a card costs: bytes, and the version of its QR code, against the raw description. */
import QRCode from 'qrcode';
import descriptions from '../test/vectors/descriptions.json';
import type { Candidate } from '../src/wire/card.ts';
import { cardTag, encodeCard } from '../src/wire/card-codec.ts';
import { qrSegments } from '../src/wire/card-link.ts';
import { readDescription } from '../src/wire/sdp.ts';

/** With its `#` the prefix of 20 characters that the goals are set for. */
const PAGE_URL = 'https://twocan.app/';

// Chromium with hidden addresses: the usual case, two mDNS candidates.
const sdp = descriptions[0]?.sdp.map((line) => `${line}\r\n`).join('') ?? '';

const TWO_IPV4: readonly Candidate[] = [
  { type: 'host', family: 'ipv4', address: '192.0.2.2', port: 57_723 },
  { type: 'host', family: 'ipv4', address: '198.51.100.7', port: 47_560 },
];

/** One card of each kind, with a random key. */
export function sampleCards(): Record<'invite2v4' | 'invite2mdns' | 'reply2v4', Uint8Array> {
  const info = readDescription(sdp);
  const identityKey = crypto.getRandomValues(new Uint8Array(32));
  const invite2v4 = encodeCard({ kind: 'invite', identityKey, ...info, candidates: TWO_IPV4 });
  const inviteTag = cardTag(invite2v4);
  return {
    invite2v4,
    invite2mdns: encodeCard({ kind: 'invite', identityKey, ...info }),
    reply2v4: encodeCard({ kind: 'reply', inviteTag, identityKey, ...info, candidates: TWO_IPV4 }),
  };
}

/** Sizes in bytes and QR versions at level M; the same on every run but for the random key. */
export function cards(): Promise<Record<string, number>> {
  const { invite2v4, invite2mdns, reply2v4 } = sampleCards();
  return Promise.resolve({
    inviteBytes2v4: invite2v4.length,
    inviteQr2v4: qrVersion(invite2v4),
    inviteBytes2mdns: invite2mdns.length,
    inviteQr2mdns: qrVersion(invite2mdns),
    replyBytes2v4: reply2v4.length,
    rawSdpBytes: new TextEncoder().encode(JSON.stringify({ type: 'offer', sdp })).length,
  });
}

/** Version of the QR code of a card or code behind a page address of 20 characters, at level M. */
export function qrVersion(card: Uint8Array): number {
  return qrOf(card).version;
}

/** The modules of that QR code, and what a reader makes of them. */
export function qrBits(card: Uint8Array): {
  modules: boolean[];
  sideModules: number;
  text: string;
} {
  const { data, size } = qrOf(card).modules;
  const text = qrSegments(PAGE_URL, card)
    .map((segment) => segment.text)
    .join('');
  return { modules: Array.from(data, (dark) => dark === 1), sideModules: size, text };
}

function qrOf(card: Uint8Array): QRCode.QRCode {
  const segments = qrSegments(PAGE_URL, card).map(({ mode, text }) =>
    mode === 'byte' ? { mode, data: new TextEncoder().encode(text) } : { mode, data: text },
  );
  return QRCode.create(segments, { errorCorrectionLevel: 'M' });
}
