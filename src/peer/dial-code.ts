/**
 * Meeting again by one code: both know each other's certificates, and share a secret from which the
 * answer's credentials follow. So A can apply the answer before B has heard of the offer:
 *
 *   A  offer, and at once the answer          ->  code  ->  B  applies the offer (setup:active), writes
 *      that B is going to give: derived                        the derived credentials into its own
 *      credentials, B's fingerprint, passive,                  answer, and checks A's addresses
 *      no addresses
 *   A  learns B's address from its checks  <-------------   B
 *
 * A waits as long as a person needs; the unreachable address of `renewCandidates` keeps Firefox
 * waiting. B writes into its own description, which a browser may forbid: then there is no answer.
 */
import { MessengerError } from '../errors.ts';
import { fromHex } from '../wire/bytes.ts';
import type { ConnectionInfo } from '../wire/card.ts';
import { areCredentials, type Credentials } from '../wire/credentials.ts';
import { writeDescription } from '../wire/sdp.ts';
import {
  browserWebRtc,
  connectWithin,
  gather,
  makeCall,
  renewCandidates,
  type Call,
  type CallOptions,
} from './call.ts';
import type { LineCertificate, PendingCode } from './dialer.ts';
import type { Link } from './link.ts';

/** The longest life that browsers allow: 365 days. */
const CERTIFICATE_LIFE_MS = 365 * 24 * 60 * 60 * 1_000;

/** As `Dialer.makeCertificate`. */
export async function makeCertificate({ wrtc }: CallOptions): Promise<LineCertificate> {
  const { RTCPeerConnection } = wrtc ?? browserWebRtc();
  try {
    // P-256 is the one curve that every browser has; `expires` counts from now.
    const wanted = { name: 'ECDSA', namedCurve: 'P-256', expires: CERTIFICATE_LIFE_MS };
    const handle = await RTCPeerConnection.generateCertificate(wanted);
    const printed = handle.getFingerprints().find(({ algorithm }) => algorithm === 'sha-256');
    const fingerprint = fromHex(printed?.value?.replaceAll(':', '') ?? '');
    if (fingerprint.length !== 32) throw new TypeError('A certificate without a fingerprint');
    return { handle, fingerprint, expiresMs: handle.expires };
  } catch (cause) {
    throw new MessengerError('line-webrtc-missing', { cause });
  }
}

/** As `Dialer.offerCode`. */
export async function offerCode(
  options: CallOptions,
  mine: LineCertificate,
  answer: Credentials & Pick<ConnectionInfo, 'fingerprint'>,
): Promise<PendingCode> {
  const expected: ConnectionInfo = { ...answer, candidates: [] };
  const sdp = writeDescription(expected, { type: 'answer', setup: 'passive' });
  const call = makeCall(options, { initiator: true, certificate: handleOf(mine) });
  const info = await gather(call);
  call.peer.signal({ type: 'answer', sdp });
  renewCandidates(call, expected, options.renewEveryMs);
  return { info, link: call.link };
}

/** As `Dialer.answerCode`. @param timeoutMs from our answer to the open line */
export async function answerCode(
  options: CallOptions,
  mine: LineCertificate,
  credentials: Credentials,
  offer: ConnectionInfo,
  timeoutMs: number,
): Promise<Link | null> {
  if (offer.candidates.length === 0) throw new MessengerError('card-no-addresses');
  const call = answerUnder(options, credentials, offer, handleOf(mine));
  if (!(await isAnswered(call, credentials))) return null;
  renewCandidates(call, offer, options.renewEveryMs);
  connectWithin(call, timeoutMs);
  return call.link;
}

/** As `Dialer.canAnswerCodes`: answers an offer that nobody made, and asks no server for anything. */
export async function canAnswerCodes({ wrtc }: CallOptions): Promise<boolean> {
  const credentials = { ufrag: 'a'.repeat(8), pwd: 'a'.repeat(32) };
  const offer = { ...credentials, fingerprint: new Uint8Array(32), candidates: [] };
  const call = answerUnder({ ...(wrtc ? { wrtc } : {}) }, credentials, offer);
  const answered = await isAnswered(call, credentials);
  call.link.close();
  return answered;
}

function answerUnder(
  options: CallOptions,
  credentials: Credentials,
  offer: ConnectionInfo,
  certificate?: RTCCertificate,
): Call {
  if (!areCredentials(credentials)) throw new RangeError('no ICE credentials');
  const sdp = writeDescription(offer, { type: 'offer', setup: 'active' });
  const call = makeCall(options, {
    initiator: false,
    ...(certificate ? { certificate } : {}),
    changeDescription: (own) => withCredentials(own, credentials),
  });
  call.peer.signal({ type: 'offer', sdp });
  return call;
}

/**
 * Waits until the browser has taken our answer. False when it refuses foreign credentials; the call is over then.
 * @throws MessengerError 'line-gathering-failed' when it takes no answer for another reason
 */
async function isAnswered({ peer, link, connection }: Call, { ufrag }: Credentials) {
  const failure = await new Promise<Error | null>((resolve) => {
    // Answering an offer takes the state from have-remote-offer to stable (RFC 8829 §3.2).
    peer.on('signalingStateChange', (state) => {
      if (state === 'stable') resolve(null);
    });
    peer.on('error', resolve);
  });
  if (failure) {
    // simple-peer names the step; nothing but the credentials could make this one fail.
    if ('code' in failure && failure.code === 'ERR_SET_LOCAL_DESCRIPTION') return false;
    throw new MessengerError('line-gathering-failed', { cause: failure });
  }
  // A browser may also leave its own in place without a word.
  if (connection.localDescription?.sdp.includes(`a=ice-ufrag:${ufrag}\r\n`)) return true;
  link.close();
  return false;
}

function withCredentials(sdp: string, { ufrag, pwd }: Credentials): string {
  return sdp
    .replace(/^(a=ice-ufrag:)[^\r\n]*/gm, `$1${ufrag}`)
    .replace(/^(a=ice-pwd:)[^\r\n]*/gm, `$1${pwd}`);
}

/** The browser's own object again: storage hands it back as it was put, and a browser refuses any other. */
function handleOf({ handle }: LineCertificate): RTCCertificate {
  return handle as RTCCertificate;
}
