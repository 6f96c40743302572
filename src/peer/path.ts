/** How an open line runs, told from the candidate pair that the browser chose. Pure. */
import type { Candidate } from '../wire/card.ts';
import type { ConnectionStats, EndStats } from './connection-stats.ts';
import { areNeighbours, isPrivate } from './networks.ts';

/** The way of an open line. */
export interface LinkPath {
  /**
   * `same-network`: both devices are on it; `internet`: straight, through the networks of both;
   * `direct`: straight, and the browser hides which of the two; `relay`: through a TURN server.
   */
  readonly kind: 'same-network' | 'internet' | 'direct' | 'relay';
  /** Null when the browser hides it. */
  readonly family: 'ipv4' | 'ipv6' | null;
  /** Name or address of the relay, where the browser says so. */
  readonly relayHost: string | null;
}

/**
 * Null while no pair is chosen.
 * @param theirs as in their card
 */
export function pathOf(
  { selected }: ConnectionStats,
  theirs: readonly Candidate[],
): LinkPath | null {
  if (!selected) return null;
  const { local, remote } = selected;
  const family = local.family ?? remote.family;
  const relay = [local, remote].find(({ type }) => type === 'relay');
  if (relay) return { kind: 'relay', family, relayHost: relayHost(relay) };
  return { kind: directKind(local, remote, theirs), family, relayHost: null };
}

function directKind(
  local: EndStats,
  remote: EndStats,
  theirs: readonly Candidate[],
): LinkPath['kind'] {
  if (local.type === 'srflx' || remote.type === 'srflx') return 'internet';
  if (remote.address === null) {
    // The host address behind a `.local` name is found on its own network alone.
    return remote.type === 'host' || isNamed(local, remote, theirs) ? 'same-network' : 'direct';
  }
  // A private address is reached from its own network alone.
  if (isPrivate(remote.address)) return 'same-network';
  if (local.address === null) return 'direct';
  return areNeighbours(local.address, remote.address) ? 'same-network' : 'internet';
}

/**
 * Whether an address that showed itself by its checks before its name was looked up is that of the
 * card: they see us as we are, so no NAT stands before us, and their port is the one in the card.
 */
function isNamed(local: EndStats, remote: EndStats, theirs: readonly Candidate[]): boolean {
  return (
    local.type === 'host' &&
    remote.port !== 0 &&
    theirs.some(({ family, port }) => family === 'mdns' && port === remote.port)
  );
}

/** The host of `turn:host:port?transport=…`; a relayed address when no server is named. */
function relayHost({ serverUrl, address }: EndStats): string | null {
  const named = /^turns?:(\[[^\]]*\]|[^:?]+)/i.exec(serverUrl ?? '')?.[1];
  return named ?? address;
}
