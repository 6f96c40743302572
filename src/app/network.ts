/** What the app says of networks: how a line runs, whether this browser can have one, what servers do. */
import type { ErrorCode } from '../errors.ts';

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

/** What this browser can do by itself. */
export interface ConnectionReport {
  /** Why there is no WebRTC; null when there is. The rest is then worth reading. */
  readonly webRtc: ErrorCode | null;
  /** Two connections of this page found each other. */
  readonly loopback: boolean;
  /** `hidden`: behind `.local` names, which only this network resolves. */
  readonly addresses: 'plain' | 'hidden' | 'none';
  /** Null: hidden. */
  readonly ipv4: boolean | null;
  readonly ipv6: boolean | null;
}

/** What came of asking one server. */
export interface ServerReport {
  /** Our own address as the server sees it; null also when it is the one that we know already. */
  readonly reflexive: string | null;
  /** The address that the server lends us; null for STUN. */
  readonly relay: string | null;
  /**
   * `refused`: it answered, and turned us away (for TURN: name or password); `unreachable`: no
   * answer; `name`: there is no host of this name; `invalid`: the browser makes nothing of it.
   */
  readonly failure: 'refused' | 'unreachable' | 'name' | 'invalid' | null;
}

/** What one person can find out alone. */
export interface ConnectionCheck {
  /** Looks at this browser; asks nobody outside. */
  checkConnection(): Promise<ConnectionReport>;
  /** Asks one server, and nobody else. */
  testServer(server: RTCIceServer): Promise<ServerReport>;
}
