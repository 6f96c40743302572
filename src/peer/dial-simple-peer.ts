// The declaration is ambient and belongs to whoever imports this file, so it cannot be an import.
// eslint-disable-next-line @typescript-eslint/triple-slash-reference
/// <reference path="./simple-peer.d.ts" />
/**
 * Dials over WebRTC through simple-peer. People carry the descriptions, so minutes may pass between
 * reply and connection; what keeps the waiting side alive meanwhile:
 *
 *   A  offer ------------ invite ------------>  B  reads it as an offer with setup:active,
 *                                                  so that its answer is passive: DTLS waits for A
 *                                               B  renews A's candidates until connected
 *   A  applies <--------- reply --------------  B
 *   A  renews B's candidates until connected, for connectTimeoutMs
 *
 * A browser's ICE agent gives up when all its pairs failed. Adding the same candidates again under a
 * higher `generation` makes Chromium check again; one unreachable address of TEST-NET-3 (RFC 5737)
 * keeps Firefox trying.
 */
import SimplePeer from 'simple-peer/simplepeer.min.js';
import { MessengerError } from '../errors.ts';
import type { Candidate, ConnectionInfo } from '../wire/card.ts';
import { candidateLine, readDescription, writeDescription } from '../wire/sdp.ts';
import type { Dialer, PendingInvite, PendingReply } from './dialer.ts';
import type { Link } from './link.ts';
import { PatientConnection, type WebRtc } from './patient-connection.ts';
import { SimplePeerLink } from './simple-peer-link.ts';

export interface SimplePeerDialerOptions {
  /** Constructors of WebRTC; default the browser's. */
  readonly wrtc?: WebRtc;
  /** STUN and TURN servers; none by default, so nothing outside is asked. */
  readonly iceServers?: readonly RTCIceServer[];
  /** After the first address, how long to wait for more. Addresses of the machine itself take 5 to 150 ms. */
  readonly gatherTimeoutMs?: number;
  /** How often candidates are added again. Firefox gives up 5 to 14 s after its last pair failed. */
  readonly renewEveryMs?: number;
  /** How long the inviter tries once it has the reply; it takes well under 5 s when it works at all. */
  readonly connectTimeoutMs?: number;
  /** How long a close may flush. */
  readonly closeTimeoutMs?: number;
}

type Settings = Required<Omit<SimplePeerDialerOptions, 'wrtc'>>;

const DEFAULTS: Settings = {
  iceServers: [],
  gatherTimeoutMs: 2_000,
  renewEveryMs: 4_000,
  connectTimeoutMs: 30_000,
  closeTimeoutMs: 500,
};

/** No address at all by then: mDNS registration is the slowest source, and it takes under 2 s. */
const FIRST_ADDRESS_TIMEOUT_MS = 5_000;

/** Nobody answers there, and no browser refuses it. */
const DUMMY: Candidate = { type: 'host', family: 'ipv4', address: '203.0.113.1', port: 9 };

/** One simple-peer with its connection, wrapped as a Link. */
interface Call {
  readonly peer: SimplePeer;
  readonly connection: PatientConnection;
  readonly link: SimplePeerLink;
}

export class SimplePeerDialer implements Dialer {
  readonly #wrtc: WebRtc | undefined;
  readonly #settings: Settings;

  constructor({ wrtc, ...settings }: SimplePeerDialerOptions = {}) {
    this.#wrtc = wrtc;
    this.#settings = { ...DEFAULTS, ...settings };
  }

  async invite(): Promise<PendingInvite> {
    const call = this.#call(true);
    const info = await this.#gather(call);
    let used = false;
    return {
      info,
      accept: (reply) => {
        if (used) throw new TypeError('The invite was accepted or cancelled already');
        used = true;
        return this.#accept(call, reply);
      },
      cancel: () => {
        if (used) return;
        used = true;
        call.link.close();
      },
    };
  }

  async reply(invite: ConnectionInfo): Promise<PendingReply> {
    if (invite.candidates.length === 0) throw new MessengerError('card-no-addresses');
    const sdp = writeDescription(invite, { type: 'offer', setup: 'active' });
    const call = this.#call(false);
    call.peer.signal({ type: 'offer', sdp });
    const info = await this.#gather(call);
    this.#renew(call, invite);
    return { info, link: call.link };
  }

  #accept(call: Call, reply: ConnectionInfo): Link {
    if (call.link.state === 'closed') return call.link;
    const sdp = writeDescription(reply, { type: 'answer', setup: 'passive' });
    call.peer.signal({ type: 'answer', sdp });
    this.#renew(call, reply);
    const timer = setTimeout(
      () => call.link.close('line-not-connected'),
      this.#settings.connectTimeoutMs,
    );
    const stop = () => clearTimeout(timer);
    call.link.listen({ opened: stop, closed: stop });
    return call.link;
  }

  #call(initiator: boolean): Call {
    const wrtc = this.#wrtc ?? browserWebRtc();
    const config: RTCConfiguration = { iceServers: [...this.#settings.iceServers] };
    try {
      const connection = new PatientConnection(new wrtc.RTCPeerConnection(config));
      const peer = new SimplePeer({
        initiator,
        trickle: false,
        allowHalfTrickle: true,
        iceCompleteTimeout: this.#settings.gatherTimeoutMs,
        objectMode: true,
        config,
        wrtc: {
          ...wrtc,
          // A constructor that returns an object gives that object to `new`.
          RTCPeerConnection: function () {
            return connection;
          },
        },
      });
      const link = new SimplePeerLink(peer, connection, this.#settings.closeTimeoutMs);
      return { peer, connection, link };
    } catch (cause) {
      // A server address that the browser refuses, or too many connections in this page.
      throw new MessengerError('line-gathering-failed', { cause });
    }
  }

  /** Waits for our own description with its addresses; ends the call when there are none. */
  async #gather({ peer, link }: Call): Promise<ConnectionInfo> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const sdp = await new Promise<string | null>((resolve) => {
      timer = setTimeout(() => resolve(null), FIRST_ADDRESS_TIMEOUT_MS);
      peer.on('signal', (signal) => resolve(signal.sdp));
      peer.on('close', () => resolve(null));
    });
    clearTimeout(timer);
    const info = sdp === null ? null : readDescription(sdp);
    if (info && info.candidates.length > 0) return info;
    link.close();
    throw new MessengerError('line-gathering-failed');
  }

  /** Adds the other side's candidates again and again, until the link opens or ends. */
  #renew({ connection, link }: Call, { ufrag, candidates }: ConnectionInfo): void {
    let generation = 0;
    const renew = () => {
      generation += 1;
      [...candidates, DUMMY].forEach((candidate, index) => {
        const line = candidateLine(candidate, index, ufrag, generation);
        void connection.addCandidate({ candidate: line, sdpMid: '0', sdpMLineIndex: 0 });
      });
    };
    renew();
    const timer = setInterval(renew, this.#settings.renewEveryMs);
    const stop = () => clearInterval(timer);
    link.listen({ opened: stop, closed: stop });
  }
}

function browserWebRtc(): WebRtc {
  // Absent in some web views and where a policy forbids it; the types do not know that.
  const globals: Partial<WebRtc> = globalThis;
  const { RTCPeerConnection, RTCSessionDescription, RTCIceCandidate } = globals;
  if (!RTCPeerConnection || !RTCSessionDescription || !RTCIceCandidate) {
    throw new MessengerError('line-webrtc-missing');
  }
  return { RTCPeerConnection, RTCSessionDescription, RTCIceCandidate };
}
