/**
 * The session descriptions of browsers (SDP, RFC 8866 and 8839) reduced to what differs between
 * two of ours, and built again from it. PROTOCOL.md §2 says what is fixed.
 */
import { MessengerError } from '../errors.ts';
import { formatAddress, parseAddress } from './address.ts';
import { fromHex, toHex } from './bytes.ts';
import { MAX_CANDIDATES } from './card.ts';
import type { Candidate, ConnectionInfo } from './card.ts';
import { areCredentials } from './credentials.ts';

/** Who a rebuilt description speaks for, and who begins DTLS (RFC 8842 §5.2). */
export interface DescriptionRole {
  readonly type: 'offer' | 'answer';
  readonly setup: 'active' | 'passive' | 'actpass';
}

/** SHA-256. */
const FINGERPRINT_BYTES = 32;

/** Best first: plain addresses on this network, names and IPv6, what a NAT showed to STUN, relays. */
const RANKS = [
  'host ipv4',
  'host mdns',
  'host ipv6',
  'srflx ipv4',
  'srflx ipv6',
  'relay ipv4',
  'relay ipv6',
] as const;

/** RFC 8445 §5.1.2.2: type preference; a relay is the last resort, whatever its place. */
const PREFERENCES = { host: 126, srflx: 126, relay: 0 } as const;
const COMPONENT = 1;

/**
 * Reads a browser's own description. Keeps UDP candidates that another machine can use, at most
 * MAX_CANDIDATES; none when the browser found none.
 * @throws MessengerError 'line-gathering-failed' when it lacks credentials or a SHA-256 fingerprint
 */
export function readDescription(sdp: string): ConnectionInfo {
  const lines = sdp.split(/\r?\n/);
  // Firefox says the fingerprint once for the whole session, others with the media.
  const attribute = (name: string): string =>
    lines.findLast((line) => line.startsWith(`a=${name}:`))?.slice(name.length + 3) ?? '';
  const ufrag = attribute('ice-ufrag');
  const pwd = attribute('ice-pwd');
  const digest = /^sha-256 ((?:[0-9a-f]{2}:){31}[0-9a-f]{2})$/i.exec(attribute('fingerprint'));
  if (!digest?.[1] || !areCredentials({ ufrag, pwd })) {
    throw new MessengerError('line-gathering-failed');
  }
  const fingerprint = fromHex(digest[1].replaceAll(':', ''));
  const found = lines.flatMap((line) => readCandidateLine(line) ?? []);
  return { ufrag, pwd, fingerprint, candidates: choose(found) };
}

/**
 * A description that Chromium, Firefox and Safari accept as the other side's.
 * @throws RangeError for values that no card carries; so nothing in them can add a line
 */
export function writeDescription(info: ConnectionInfo, role: DescriptionRole): string {
  if (!areCredentials(info) || info.fingerprint.length !== FINGERPRINT_BYTES) {
    throw new RangeError('not what a card carries');
  }
  const fingerprint = toHex(info.fingerprint).toUpperCase().match(/../g)?.join(':') ?? '';
  const candidates = info.candidates.map(
    (candidate, index) => `a=${candidateLine(candidate, index, info.ufrag)}`,
  );
  const lines = [
    'v=0',
    // Any session number serves; an answer is another session than its offer (RFC 3264 §6).
    `o=- ${role.type === 'offer' ? 1 : 2} 1 IN IP4 127.0.0.1`,
    's=-',
    't=0 0',
    'a=group:BUNDLE 0',
    'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
    'c=IN IP4 0.0.0.0',
    ...candidates,
    `a=ice-ufrag:${info.ufrag}`,
    `a=ice-pwd:${info.pwd}`,
    // Candidates are added again while somebody carries the reply.
    'a=ice-options:trickle',
    `a=fingerprint:sha-256 ${fingerprint}`,
    `a=setup:${role.setup}`,
    'a=mid:0',
    'a=sctp-port:5000',
    'a=max-message-size:262144',
  ];
  return lines.map((line) => `${line}\r\n`).join('');
}

/**
 * The value of a candidate attribute (RFC 8839 §5.1). Its place in the card decides its priority.
 * Chromium takes the generation from `ufrag` when a line has it and ignores the number, so a line
 * with a `generation` (which makes it check once more) goes without.
 * @throws RangeError for an address that no card carries
 */
export function candidateLine(
  candidate: Candidate,
  index: number,
  ufrag: string,
  generation?: number,
): string {
  const address = parseAddress(candidate.address);
  if (address?.family !== candidate.family) throw new RangeError('no address of a candidate');
  const priority =
    PREFERENCES[candidate.type] * 2 ** 24 + (0xffff - index) * 2 ** 8 + (256 - COMPONENT);
  const fields = [
    `candidate:${index + 1} ${COMPONENT} udp ${priority}`,
    `${formatAddress(address.family, address.bytes)} ${candidate.port} typ ${candidate.type}`,
  ];
  // The address behind another one is nobody's business, but the grammar wants one.
  if (candidate.type !== 'host') {
    fields.push(`raddr ${candidate.family === 'ipv6' ? '::' : '0.0.0.0'} rport 0`);
  }
  fields.push(generation === undefined ? `ufrag ${ufrag}` : `generation ${generation}`);
  return fields.join(' ');
}

interface RankedCandidate extends Candidate {
  readonly priority: number;
  readonly isLoopback: boolean;
}

/** Null for what another machine cannot use or a card cannot carry. */
function readCandidateLine(line: string): RankedCandidate | null {
  const fields =
    /^a=candidate:\S+ 1 udp (\d{1,10}) (\S+) (\d{1,5}) typ (host|srflx|relay)(?: |$)/i.exec(line);
  if (!fields) return null;
  const [, priority = '', text = '', portText = '', type = ''] = fields;
  const parsed = parseAddress(text);
  const port = Number(portText);
  if (!parsed || port === 0 || port > 0xffff) return null;
  const { family, bytes } = parsed;
  const isUnspecified = bytes.every((byte) => byte === 0);
  const isLinkLocalIpv6 =
    family === 'ipv6' && bytes[0] === 0xfe && ((bytes[1] ?? 0) & 0xc0) === 0x80;
  if (isUnspecified || isLinkLocalIpv6) return null;
  const address = formatAddress(family, bytes);
  return {
    type: typeOf(type.toLowerCase()),
    family,
    address,
    port,
    priority: Number(priority),
    isLoopback: address === '::1' || (family === 'ipv4' && bytes[0] === 127),
  };
}

function typeOf(text: string): Candidate['type'] {
  return text === 'relay' || text === 'srflx' ? text : 'host';
}

/** Best first; when there are too many, each rank gives in turn, so that none is cut away by another. */
function choose(found: readonly RankedCandidate[]): Candidate[] {
  const reachable = found.filter((candidate) => !candidate.isLoopback);
  // Without a network two browsers on one machine still find each other.
  const usable = reachable.length > 0 ? reachable : found;
  const unique = new Map<string, RankedCandidate>();
  for (const candidate of usable) {
    const place = `${candidate.address} ${candidate.port}`;
    // Without NAT the reflexive address is the host's own.
    if (unique.get(place)?.type !== 'host') unique.set(place, candidate);
  }
  const best = [...unique.values()].sort((a, b) => b.priority - a.priority);
  const ranks = RANKS.map((rank) =>
    best.filter(({ type, family }) => rank === `${type} ${family}`),
  );
  const turns = best.map((_, turn) => ranks.flatMap((rank) => rank[turn] ?? [])).flat();
  const chosen = new Set(turns.slice(0, MAX_CANDIDATES));
  return ranks
    .flat()
    .filter((candidate) => chosen.has(candidate))
    .map(({ type, family, address, port }) => ({ type, family, address, port }));
}
