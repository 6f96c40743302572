/**
 * A Dialer makes Links out of what two people carry between their browsers.
 * dial-simple-peer.ts does it over WebRTC, memory-dialer.ts inside one process.
 */
import type { ConnectionInfo } from '../wire/card.ts';
import type { Credentials } from '../wire/credentials.ts';
import type { Link } from './link.ts';

/** Our half of a connection that waits for a reply. */
export interface PendingInvite {
  /** What the invite card must carry. */
  readonly info: ConnectionInfo;
  /**
   * Applies the reply. At most once. The link connects by itself or closes with 'line-not-connected'.
   * @param isPatient it tries for hours, until it is closed
   */
  accept(reply: ConnectionInfo, isPatient?: boolean): Link;
  /** Gives the invite up and frees its sockets. */
  cancel(): void;
}

/** Our half of a connection made from somebody's invite; it waits until they apply our reply. */
export interface PendingReply {
  readonly info: ConnectionInfo;
  /** Opens when the inviter has applied our reply, however late; `close` gives it up. */
  readonly link: Link;
}

/** A DTLS certificate kept for one friend. */
export interface LineCertificate {
  /** The browser's own object: opaque, but IndexedDB can keep it. */
  readonly handle: unknown;
  /** SHA-256, 32 bytes. */
  readonly fingerprint: Uint8Array;
  /** Since 1970. A browser refuses it afterwards. */
  readonly expiresMs: number;
}

/** Our half of a connection whose answer is known already; one friend can answer it, once. */
export interface PendingCode {
  /** What the code must carry. */
  readonly info: ConnectionInfo;
  /**
   * Opens when the friend has answered, however late; `close` gives it up. Ends by itself when an
   * answer came under another certificate, after which this code can serve nobody.
   */
  readonly link: Link;
}

/** Makes lines: by invite and reply, or by one code between friends who hold each other's certificates. */
export interface Dialer {
  /** Gathers addresses (bounded in time) and waits. @throws MessengerError 'line-webrtc-missing' | 'line-gathering-failed' */
  invite(): Promise<PendingInvite>;
  /** Answers an invite. @throws MessengerError as `invite` */
  reply(invite: ConnectionInfo): Promise<PendingReply>;
  /**
   * Makes a certificate that lives for a year.
   * @throws MessengerError 'line-webrtc-missing' where the browser has none to keep
   */
  makeCertificate(): Promise<LineCertificate>;
  /**
   * Offers a connection whose answer is known beforehand: the friend's certificate and derived credentials.
   * @throws MessengerError as `invite`, also for a certificate that has expired
   */
  offerCode(
    mine: LineCertificate,
    answer: Credentials & Pick<ConnectionInfo, 'fingerprint'>,
  ): Promise<PendingCode>;
  /**
   * Answers such an offer under derived credentials; null where the browser forbids that. The link
   * closes with a 'line-*' code, the reason as far as it can be told, when nothing came of it within seconds.
   * @throws MessengerError as `offerCode`, and 'card-no-addresses'
   */
  answerCode(
    mine: LineCertificate,
    credentials: Credentials,
    offer: ConnectionInfo,
  ): Promise<Link | null>;
  /** Whether `answerCode` gives a link in this browser; tried out in milliseconds, alone. @throws MessengerError as `invite` */
  canAnswerCodes(): Promise<boolean>;
}
