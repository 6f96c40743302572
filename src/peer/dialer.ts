/**
 * A Dialer makes Links out of what two people carry between their browsers.
 * dial-simple-peer.ts does it over WebRTC, memory-dialer.ts inside one process.
 */
import type { ConnectionInfo } from '../wire/card.ts';
import type { Link } from './link.ts';

/** Our half of a connection that waits for a reply. */
export interface PendingInvite {
  /** What the invite card must carry. */
  readonly info: ConnectionInfo;
  /** Applies the reply. At most once. The link connects by itself or closes with 'line-not-connected'. */
  accept(reply: ConnectionInfo): Link;
  /** Gives the invite up and frees its sockets. */
  cancel(): void;
}

/** Our half of a connection made from somebody's invite; it waits until they apply our reply. */
export interface PendingReply {
  readonly info: ConnectionInfo;
  /** Opens when the inviter has applied our reply, however late; `close` gives it up. */
  readonly link: Link;
}

export interface Dialer {
  /** Gathers addresses (bounded in time) and waits. @throws MessengerError 'line-webrtc-missing' | 'line-gathering-failed' */
  invite(): Promise<PendingInvite>;
  /** Answers an invite. @throws MessengerError as `invite` */
  reply(invite: ConnectionInfo): Promise<PendingReply>;
}
