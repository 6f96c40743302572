/** My invites that are out there and not answered yet, and how cards are shown. */
import type { KeyPair } from '../crypto/identity.ts';
import type { PendingInvite } from '../peer/dialer.ts';
import { toHex } from '../wire/bytes.ts';
import { cardTag } from '../wire/card-codec.ts';
import { cardLink, qrSegments } from '../wire/card-text.ts';
import type { FriendId, InviteId, ShownCard, ShownInvite } from './state.ts';

/** Sockets and attention are finite; the oldest invite gives way. */
const MAX_OPEN_INVITES = 8;

export interface OpenInvite {
  readonly pending: PendingInvite;
  readonly bytes: Uint8Array;
  readonly keys: KeyPair;
  /** How people see it. Its `id` is the card's tag in hexadecimal. */
  readonly shown: ShownInvite;
}

export class OpenInvites {
  /** By id, oldest first. */
  readonly #byId = new Map<InviteId, OpenInvite>();

  /** @param show told of every change; oldest first */
  constructor(private readonly show: (invites: readonly ShownInvite[]) => void) {}

  keep(invite: OpenInvite): void {
    this.#byId.set(invite.shown.id, invite);
    const [oldest] = this.#byId.values();
    if (this.#byId.size > MAX_OPEN_INVITES && oldest !== undefined) this.#drop(oldest);
    this.#tell();
  }

  get(id: InviteId): OpenInvite | null {
    return this.#byId.get(id) ?? null;
  }

  byTag(tag: Uint8Array): OpenInvite | null {
    return this.get(toHex(tag));
  }

  /** The one that may be shown to whoever stands here now: it was not given to anybody else. */
  notGiven(friendId: FriendId | null): OpenInvite | null {
    const mayBeShown = ({ shown }: OpenInvite): boolean =>
      shown.friendId === friendId && !shown.given;
    return [...this.#byId.values()].find(mayBeShown) ?? null;
  }

  change(id: InviteId, change: Partial<Pick<ShownInvite, 'label' | 'given'>>): void {
    const invite = this.#byId.get(id);
    if (invite === undefined) return;
    this.#byId.set(id, { ...invite, shown: { ...invite.shown, ...change } });
    this.#tell();
  }

  /** Forgets an invite that was answered; its connection lives on. */
  spend({ shown }: OpenInvite): void {
    this.#byId.delete(shown.id);
    this.#tell();
  }

  cancel(id: InviteId): void {
    const invite = this.#byId.get(id);
    if (invite === undefined) return;
    this.#drop(invite);
    this.#tell();
  }

  /** Gives up what was made for a friend. */
  cancelFor(friendId: FriendId): void {
    for (const { shown } of [...this.#byId.values()]) {
      if (shown.friendId === friendId) this.cancel(shown.id);
    }
  }

  cancelAll(): void {
    for (const invite of [...this.#byId.values()]) this.#drop(invite);
    this.#tell();
  }

  #drop({ pending, shown }: OpenInvite): void {
    pending.cancel();
    this.#byId.delete(shown.id);
  }

  #tell(): void {
    this.show([...this.#byId.values()].map(({ shown }) => shown));
  }
}

/** The name of an invite: its card's tag, which a reply repeats. */
export function inviteIdOf(bytes: Uint8Array): InviteId {
  return toHex(cardTag(bytes));
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
