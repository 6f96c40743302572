/**
 * The card: the smallest bytes that let a stranger's browser reach mine and know who I am.
 * PROTOCOL.md, "Card", draws them byte by byte.
 */

/** A UDP candidate. `address` is a dotted IPv4, a canonical IPv6 (RFC 5952) or an mDNS name `<uuid>.local`. */
export interface Candidate {
  /** `srflx`: what a NAT showed to a STUN server; `relay`: on a TURN server. */
  readonly type: 'host' | 'srflx' | 'relay';
  readonly family: 'ipv4' | 'ipv6' | 'mdns';
  readonly address: string;
  readonly port: number;
}

/** What WebRTC needs to know of the other side; everything else in SDP is template. */
export interface ConnectionInfo {
  readonly ufrag: string;
  readonly pwd: string;
  /** SHA-256 of the DTLS certificate, 32 bytes. */
  readonly fingerprint: Uint8Array;
  /** Best first, at most MAX_CANDIDATES. */
  readonly candidates: readonly Candidate[];
}

/** More addresses than this make the code hard to scan and help nobody. */
export const MAX_CANDIDATES = 8;

export type Card = InviteCard | ReplyCard;

interface CardBase extends ConnectionInfo {
  /** The sender's X25519 public key for this friend, 32 bytes. */
  readonly identityKey: Uint8Array;
}
export interface InviteCard extends CardBase {
  readonly kind: 'invite';
}
export interface ReplyCard extends CardBase {
  readonly kind: 'reply';
  /** The check value of the invite that this answers, 4 bytes. */
  readonly inviteTag: Uint8Array;
}
