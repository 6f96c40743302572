/** How an open line runs, told from the candidate pair that the browser chose. Pure. */
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

/** Null while no pair is chosen. */
export function pathOf({ selected }: ConnectionStats): LinkPath | null {
  if (!selected) return null;
  const { local, remote } = selected;
  const family = local.family ?? remote.family;
  const relay = [local, remote].find(({ type }) => type === 'relay');
  if (relay) return { kind: 'relay', family, relayHost: relayHost(relay) };
  return { kind: directKind(local, remote), family, relayHost: null };
}

function directKind(local: EndStats, remote: EndStats): LinkPath['kind'] {
  if (local.type === 'srflx' || remote.type === 'srflx') return 'internet';
  if (remote.address === null) {
    // The host address behind a `.local` name is found on its own network alone.
    return remote.type === 'host' ? 'same-network' : 'direct';
  }
  // A private address is reached from its own network alone.
  if (isPrivate(remote.address)) return 'same-network';
  if (local.address === null) return 'direct';
  return areNeighbours(local.address, remote.address) ? 'same-network' : 'internet';
}

/** The host of `turn:host:port?transport=…`; a relayed address when no server is named. */
function relayHost({ serverUrl, address }: EndStats): string | null {
  const named = /^turns?:(\[[^\]]*\]|[^:?]+)/i.exec(serverUrl ?? '')?.[1];
  return named ?? address;
}
