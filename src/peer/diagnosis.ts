/**
 * Why two browsers do not find each other, from what ours knows: addresses, checks and errors. Pure.
 * Nobody can see the networks in between, so every answer is the likeliest reading of the facts; the
 * sentences that people get (components/words) say "seems" where it is one.
 */
import type { ErrorCode } from '../errors.ts';
import type { Candidate } from '../wire/card.ts';
import type { ConnectionStats } from './connection-stats.ts';
import { areNeighbours, isPrivate } from './networks.ts';

/** A server that did not serve (RTCPeerConnectionIceErrorEvent). */
export interface GatheringError {
  readonly url: string;
  /** Of STUN (RFC 8489 §14.8); 701 when no answer came at all. */
  readonly code: number;
  readonly text: string;
}

/** What is known of an attempt. */
export interface Evidence {
  /** As in the cards. */
  readonly mine: readonly Candidate[];
  readonly theirs: readonly Candidate[];
  readonly stats: ConnectionStats;
  readonly gatheringErrors: readonly GatheringError[];
  readonly relayOnly: boolean;
  /** As the browser says; true where it cannot. */
  readonly online: boolean;
  readonly nowMs: number;
}

/** No clock that is right shows an earlier time: this program did not exist. */
const EARLIEST_MS = Date.UTC(2026, 10, 1);

/** RTCPeerConnectionIceErrorEvent's code for a server that cannot be reached. */
export const UNREACHABLE_SERVER = 701;

/** Why an attempt that has had time enough came to nothing. */
export function diagnose(evidence: Evidence): ErrorCode {
  const { mine, stats } = evidence;
  if (mine.length === 0) return diagnoseGathering(evidence);
  if (!evidence.online) return 'line-offline';
  if (stats.pairs.some(({ answered }) => answered)) {
    if (stats.dtls !== 'failed') return 'line-friend-closed';
    return evidence.nowMs < EARLIEST_MS ? 'line-clock-wrong' : 'line-handshake-failed';
  }
  // They were looking for us a moment ago.
  if (stats.pairs.some(({ heard }) => heard)) return 'line-friend-closed';
  return diagnoseReach(evidence);
}

/**
 * What will most likely keep a line from opening although the friend may not have taken our reply in
 * yet; null when nothing speaks against it. Names are left out: Firefox answers for its own only
 * after it has read the reply.
 */
export function foresee(evidence: Evidence): ErrorCode | null {
  if (!evidence.online) return 'line-offline';
  if (evidence.stats.pairs.some(({ answered, heard }) => answered || heard)) return null;
  const code = diagnoseReach(evidence);
  const isSure =
    code === 'line-no-common-network' ||
    code === 'line-symmetric-nat' ||
    code === 'line-udp-blocked';
  return isSure ? code : null;
}

/** Why a browser found no address at all. */
export function diagnoseGathering(
  evidence: Pick<Evidence, 'relayOnly' | 'online' | 'gatheringErrors' | 'nowMs'>,
): ErrorCode {
  if (!evidence.online) return 'line-offline';
  if (!evidence.relayOnly) return 'line-addresses-withheld';
  // A certificate of TLS has its dates checked, unlike those of lines.
  const overTls = evidence.gatheringErrors.some(({ url }) => /^turns:/i.test(url));
  return overTls && evidence.nowMs < EARLIEST_MS ? 'line-clock-wrong' : 'line-relay-failed';
}

/** Why no check was answered, from the addresses on both sides. */
function diagnoseReach(evidence: Evidence): ErrorCode {
  const { mine, theirs, stats } = evidence;
  const isNear = areNear(mine, theirs);
  // A name that was found gives a pair without an address: they are on this network.
  const isNamedNear = stats.pairs.some(
    ({ remote, asked }) => asked && remote.type === 'host' && remote.address === null,
  );
  if (isNear || isNamedNear) return 'line-no-answer';
  if (isUdpBlocked(evidence)) return 'line-udp-blocked';
  const families = ['ipv4', 'ipv6'] as const;
  const reachesFar = families.some(
    (family) => mine.some(isFar(family)) && theirs.some(isFar(family)),
  );
  if (reachesFar) {
    const hasRelay = [...mine, ...theirs].some(({ type }) => type === 'relay');
    const isHard = isSymmetric(mine) || isSymmetric(theirs);
    return isHard && !hasRelay ? 'line-symmetric-nat' : 'line-no-answer';
  }
  const areHidden = (candidates: readonly Candidate[]): boolean =>
    candidates.some(({ family }) => family === 'mdns');
  if (areHidden(mine) || areHidden(theirs)) return 'line-hidden-addresses';
  return evidence.nowMs < EARLIEST_MS ? 'line-clock-wrong' : 'line-no-common-network';
}

/**
 * Whether two devices are on one network. Many homes number their devices alike, but no two share an
 * outer address; and neighbours among outer addresses are homes that one provider serves.
 */
function areNear(mine: readonly Candidate[], theirs: readonly Candidate[]): boolean {
  const ofType = (candidates: readonly Candidate[], wanted: Candidate['type']): string[] =>
    candidates.filter(({ type }) => type === wanted).map(({ address }) => address);
  const [outer, theirOuter] = [ofType(mine, 'srflx'), ofType(theirs, 'srflx')];
  if (outer.length > 0 && theirOuter.length > 0) return outer.some((a) => theirOuter.includes(a));
  const theirHosts = ofType(theirs, 'host');
  return ofType(mine, 'host').some((a) => theirHosts.some((b) => areNeighbours(a, b)));
}

/** Whether an address can be reached from other networks. */
function isFar(wanted: 'ipv4' | 'ipv6'): (candidate: Candidate) => boolean {
  return ({ type, family, address }) =>
    family === wanted && (type !== 'host' || !isPrivate(address));
}

/**
 * Whether a NAT gives one socket several outer ports (RFC 4787 §4.1: its mapping depends on who is
 * spoken to): more reflexive ports of an address than sockets they can belong to. It takes two STUN
 * servers to see that.
 */
function isSymmetric(candidates: readonly Candidate[]): boolean {
  const reflexive = candidates.filter(({ type }) => type === 'srflx');
  return reflexive.some(({ family, address }) => {
    const ports = reflexive.filter((other) => other.address === address).length;
    const sockets = candidates.filter(
      (other) => other.type === 'host' && (other.family === family || other.family === 'mdns'),
    ).length;
    return ports > Math.max(1, sockets);
  });
}

/** Whether every server that was asked over UDP stayed silent, though its name was found. */
function isUdpBlocked({ mine, gatheringErrors }: Evidence): boolean {
  const overUdp = gatheringErrors.filter(({ url }) => isOverUdp(url));
  if (overUdp.length === 0 || mine.some(({ type }) => type === 'srflx')) return false;
  return overUdp.every(({ code, text }) => code === UNREACHABLE_SERVER && !/lookup/i.test(text));
}

/** `stun:` and, unless they say otherwise, `turn:` addresses. */
export function isOverUdp(url: string): boolean {
  return /^(stun|turn):/i.test(url) && !/[?&]transport=tcp/i.test(url);
}
