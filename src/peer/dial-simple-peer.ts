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
import { MessengerError } from '../errors.ts';
import type { ConnectionInfo } from '../wire/card.ts';
import type { Credentials } from '../wire/credentials.ts';
import { writeDescription } from '../wire/sdp.ts';
import {
  connectWithin,
  gather,
  makeCall,
  renewCandidates,
  type Call,
  type CallOptions,
} from './call.ts';
import { answerCode, canAnswerCodes, makeCertificate, offerCode } from './dial-code.ts';
import type {
  Dialer,
  LineCertificate,
  PendingCode,
  PendingInvite,
  PendingReply,
} from './dialer.ts';
import type { Link } from './link.ts';

/** CallOptions, and how long a line may take to open. */
export interface SimplePeerDialerOptions extends CallOptions {
  /** How long the inviter tries once it has the reply; it takes well under 5 s when it works at all. */
  readonly connectTimeoutMs?: number;
  /** How long an answered code may take; 0.1 s, or 3 s where Chromium looks up Firefox's mDNS name. */
  readonly answerTimeoutMs?: number;
}

const CONNECT_TIMEOUT_MS = 30_000;
const ANSWER_TIMEOUT_MS = 12_000;

/** A network that is back after a cut is found with the next renewal; twice as often is half the wait. */
const PATIENT_RENEW_MS = 2_000;

/** The Dialer of browsers. No call is shared between two of its lines. */
export class SimplePeerDialer implements Dialer {
  constructor(private readonly options: SimplePeerDialerOptions = {}) {}

  async invite(): Promise<PendingInvite> {
    const call = makeCall(this.options, { initiator: true });
    const info = await gather(call);
    let used = false;
    return {
      info,
      accept: (reply, isPatient = false) => {
        if (used) throw new TypeError('The invite was accepted or cancelled already');
        used = true;
        return this.#accept(call, reply, isPatient);
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
    const call = makeCall(this.options, { initiator: false });
    call.peer.signal({ type: 'offer', sdp });
    const info = await gather(call);
    renewCandidates(call, invite, this.options.renewEveryMs);
    return { info, link: call.link };
  }

  makeCertificate(): Promise<LineCertificate> {
    return makeCertificate(this.options);
  }

  offerCode(
    mine: LineCertificate,
    answer: Credentials & Pick<ConnectionInfo, 'fingerprint'>,
  ): Promise<PendingCode> {
    return offerCode(this.options, mine, answer);
  }

  answerCode(
    mine: LineCertificate,
    credentials: Credentials,
    offer: ConnectionInfo,
  ): Promise<Link | null> {
    const timeoutMs = this.options.answerTimeoutMs ?? ANSWER_TIMEOUT_MS;
    return answerCode(this.options, mine, credentials, offer, timeoutMs);
  }

  canAnswerCodes(): Promise<boolean> {
    return canAnswerCodes(this.options);
  }

  #accept(call: Call, reply: ConnectionInfo, isPatient: boolean): Link {
    if (call.link.state === 'closed') return call.link;
    const sdp = writeDescription(reply, { type: 'answer', setup: 'passive' });
    call.peer.signal({ type: 'answer', sdp });
    renewCandidates(
      call,
      reply,
      this.options.renewEveryMs ?? (isPatient ? PATIENT_RENEW_MS : undefined),
    );
    if (!isPatient) connectWithin(call, this.options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS);
    return call.link;
  }
}
