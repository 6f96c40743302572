// The declaration is ambient and belongs to whoever imports this file, so it cannot be an import.
// eslint-disable-next-line @typescript-eslint/triple-slash-reference
/// <reference path="./simple-peer.d.ts" />
/** One call over WebRTC: what every way of dialing shares. dial-simple-peer.ts says what is done with it. */
import SimplePeer from 'simple-peer/simplepeer.min.js';
import { MessengerError } from '../errors.ts';
import type { Candidate, ConnectionInfo } from '../wire/card.ts';
import { candidateLine, readDescription } from '../wire/sdp.ts';
import { PatientConnection, type WebRtc } from './patient-connection.ts';
import { SimplePeerLink } from './simple-peer-link.ts';
import { browserFacts, whyNoWebRtc } from './webrtc-support.ts';
import { Witness } from './witness.ts';

/** Which servers help to find a path; none by default, so nothing outside is asked. */
export interface Network {
  readonly iceServers: readonly RTCIceServer[];
  /** True: no address of ours is shown, everything goes through a TURN server. */
  readonly relayOnly: boolean;
}

/** What calls are made with; all of it has defaults. */
export interface CallOptions {
  /** Constructors of WebRTC; default the browser's. */
  readonly wrtc?: WebRtc;
  /** Asked at every call, because a person may change the settings. */
  readonly network?: () => Network;
  /** After the first address, how long to wait for more. Addresses of the machine itself take 5 to 150 ms. */
  readonly gatherTimeoutMs?: number;
  /** How often candidates are added again. Firefox gives up 5 to 14 s after its last pair failed. */
  readonly renewEveryMs?: number;
  /** How long a close may flush. */
  readonly closeTimeoutMs?: number;
}

/** What calls do unless told otherwise; CallOptions says why these values. */
export const CALL_DEFAULTS = {
  network: (): Network => ({ iceServers: [], relayOnly: false }),
  gatherTimeoutMs: 2_000,
  renewEveryMs: 4_000,
  closeTimeoutMs: 500,
} as const satisfies CallOptions;

/** No address at all by then: mDNS registration is the slowest source, and it takes under 2 s. */
const FIRST_ADDRESS_TIMEOUT_MS = 5_000;

/** Nobody answers there, and no browser refuses it. */
const DUMMY: Candidate = { type: 'host', family: 'ipv4', address: '203.0.113.1', port: 9 };

/** What one call differs in from another. */
export interface CallRole {
  readonly initiator: boolean;
  /** The certificate to speak under; a throw-away one unless given. */
  readonly certificate?: RTCCertificate;
  /** Changes our own description before the browser takes it. */
  readonly changeDescription?: (sdp: string) => string;
}

/** One simple-peer with its connection, wrapped as a Link. Closing the link frees everything. */
export interface Call {
  readonly peer: SimplePeer;
  readonly connection: PatientConnection;
  readonly link: SimplePeerLink;
  readonly witness: Witness;
}

/** @throws MessengerError 'line-webrtc-*' | 'line-gathering-failed' */
export function makeCall(
  options: CallOptions,
  { initiator, certificate, changeDescription }: CallRole,
): Call {
  const { network, gatherTimeoutMs, closeTimeoutMs } = { ...CALL_DEFAULTS, ...options };
  const wrtc = options.wrtc ?? browserWebRtc();
  const { iceServers, relayOnly } = network();
  const config: RTCConfiguration = {
    iceServers: [...iceServers],
    ...(relayOnly ? { iceTransportPolicy: 'relay' } : {}),
    ...(certificate ? { certificates: [certificate] } : {}),
  };
  try {
    const connection = new PatientConnection(new wrtc.RTCPeerConnection(config));
    const peer = new SimplePeer({
      initiator,
      trickle: false,
      allowHalfTrickle: true,
      iceCompleteTimeout: gatherTimeoutMs,
      objectMode: true,
      config,
      ...(changeDescription ? { sdpTransform: changeDescription } : {}),
      wrtc: {
        ...wrtc,
        // A constructor that returns an object gives that object to `new`.
        RTCPeerConnection: function () {
          return connection;
        },
      },
    });
    const witness = new Witness(connection, { iceServers, relayOnly }, DUMMY.address);
    const link = new SimplePeerLink(peer, connection, closeTimeoutMs, witness);
    return { peer, connection, link, witness };
  } catch (cause) {
    // A server address that the browser refuses, or too many connections in this page.
    throw new MessengerError('line-gathering-failed', { cause });
  }
}

/**
 * Waits for our own description with its addresses; ends the call when there are none.
 * @throws MessengerError 'line-gathering-failed' | 'line-offline' | 'line-addresses-withheld' | 'line-relay-failed' | 'line-clock-wrong'
 */
export async function gather({ peer, link, witness }: Call): Promise<ConnectionInfo> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const sdp = await new Promise<string | null>((resolve) => {
    // Later the browser may find one; a person should not wait for that.
    timer = setTimeout(() => resolve(''), FIRST_ADDRESS_TIMEOUT_MS);
    peer.on('signal', (signal) => resolve(signal.sdp));
    peer.on('close', () => resolve(null));
  });
  clearTimeout(timer);
  try {
    const info = sdp ? readDescription(sdp) : null;
    if (info && info.candidates.length > 0) return info;
    throw new MessengerError(sdp === null ? 'line-gathering-failed' : witness.whyNoAddresses());
  } catch (error) {
    link.close();
    throw error;
  }
}

/** Adds the other side's candidates again and again, until the link opens or ends. */
export function renewCandidates(
  { connection, link, witness }: Call,
  { ufrag, candidates }: Pick<ConnectionInfo, 'ufrag' | 'candidates'>,
  renewEveryMs: number = CALL_DEFAULTS.renewEveryMs,
): void {
  witness.theirs = candidates;
  let generation = 0;
  const renew = () => {
    generation += 1;
    [...candidates, DUMMY].forEach((candidate, index) => {
      const line = candidateLine(candidate, index, ufrag, generation);
      void connection.addCandidate({ candidate: line, sdpMid: '0', sdpMLineIndex: 0 });
    });
  };
  renew();
  const timer = setInterval(renew, renewEveryMs);
  const stop = () => clearInterval(timer);
  link.listen({ opened: stop, closed: stop });
}

/** Closes the call when it has not opened in time, with the reason as far as it can be told. */
export function connectWithin({ link, witness }: Call, timeoutMs: number): void {
  const giveUp = async () => {
    // Whatever keeps the reason from being found, the time is over.
    const code = await witness.whyNot().catch(() => 'line-not-connected' as const);
    if (link.state === 'connecting') link.close(code);
  };
  const timer = setTimeout(() => void giveUp(), timeoutMs);
  const stop = () => clearTimeout(timer);
  link.listen({ opened: stop, closed: stop });
}

/** @throws MessengerError 'line-webrtc-missing' */
export function browserWebRtc(): WebRtc {
  // Absent in some web views and where a policy forbids it; the types do not know that.
  const globals: Partial<WebRtc> = globalThis;
  const { RTCPeerConnection, RTCSessionDescription, RTCIceCandidate } = globals;
  if (!RTCPeerConnection || !RTCSessionDescription || !RTCIceCandidate) {
    throw new MessengerError(whyNoWebRtc(browserFacts()) ?? 'line-webrtc-missing');
  }
  return { RTCPeerConnection, RTCSessionDescription, RTCIceCandidate };
}
