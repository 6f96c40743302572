/** My invites that are out there and not answered yet, and how cards are shown. */
import type { KeyPair } from '../crypto/identity.ts';
import type { PendingInvite } from '../peer/dialer.ts';
import { toHex } from '../wire/bytes.ts';
import { cardTag } from '../wire/card-codec.ts';
import { cardLink, qrSegments } from '../wire/card-text.ts';
import type { FriendId, PairingStep, ShownCard } from './state.ts';

/** Sockets and attention are finite; the oldest invite gives way. */
const MAX_OPEN_INVITES = 8;

export interface OpenInvite {
  readonly pending: PendingInvite;
  readonly bytes: Uint8Array;
  readonly keys: KeyPair;
  /** The friend to meet again; null: whoever replies. */
  readonly friendId: FriendId | null;
  /** How it stands on the screen. */
  readonly step: PairingStep;
}

export class OpenInvites {
  /** By tag in hexadecimal, oldest first. */
  readonly #byTag = new Map<string, OpenInvite>();

  keep(invite: OpenInvite): void {
    this.#byTag.set(toHex(cardTag(invite.bytes)), invite);
    if (this.#byTag.size <= MAX_OPEN_INVITES) return;
    const [oldest] = this.#byTag.values();
    oldest?.pending.cancel();
    if (oldest !== undefined) this.spend(oldest);
  }

  byTag(tag: Uint8Array): OpenInvite | null {
    return this.#byTag.get(toHex(tag)) ?? null;
  }

  forFriend(friendId: FriendId | null): OpenInvite | null {
    return [...this.#byTag.values()].find((invite) => invite.friendId === friendId) ?? null;
  }

  /** Forgets an invite that was answered; its connection lives on. */
  spend(invite: OpenInvite): void {
    this.#byTag.delete(toHex(cardTag(invite.bytes)));
  }

  /** Gives up what was made for a friend. */
  cancelFor(friendId: FriendId): void {
    for (const invite of [...this.#byTag.values()]) {
      if (invite.friendId !== friendId) continue;
      invite.pending.cancel();
      this.spend(invite);
    }
  }

  cancelAll(): void {
    for (const invite of this.#byTag.values()) invite.pending.cancel();
    this.#byTag.clear();
  }
}

/** Puts a card into the two forms people carry. */
export function shownCard(pageUrl: string, kind: ShownCard['kind'], bytes: Uint8Array): ShownCard {
  return {
    kind,
    link: cardLink(pageUrl, bytes),
    qrSegments: qrSegments(pageUrl, bytes),
    sizeBytes: bytes.length,
  };
}
