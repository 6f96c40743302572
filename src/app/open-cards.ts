/** My invites and codes that are out there and not answered yet. */
import type { KeyPair } from '../crypto/identity.ts';
import type { FriendRecord, InviteRepository } from '../storage/repositories.ts';
import { toHex } from '../wire/bytes.ts';
import type { ReplyCard } from '../wire/card.ts';
import { cardTag } from '../wire/card-codec.ts';
import { outcomeOf } from './outcome.ts';
import type { SealedLink } from './sealed-link.ts';
import type { FriendId, InviteId, Pairing, ShownInvite } from './state.ts';

/** Sockets and attention are finite; the oldest invite gives way. */
const MAX_OPEN_INVITES = 8;

export interface OpenInvite {
  /** How people see it. */
  readonly shown: ShownInvite;
  /** The card itself. */
  readonly bytes: Uint8Array;
  /** Mine towards whoever answers. */
  readonly keys: KeyPair;
  /** It left this screen in no other way than by being seen on it. */
  readonly onlySeen: boolean;
  /** Of a code: opens when the friend opens the code. */
  readonly line: SealedLink | null;
  /** Of an invite: applies a reply, at most once. */
  readonly accept: ((replyBytes: Uint8Array, reply: ReplyCard) => SealedLink) | null;
  cancel(): void;
}

export interface OpenInvitesPorts {
  /** Outlives the page, so that a reply that comes too late can be told whose it is. */
  readonly records: InviteRepository;
  /** Told of every change; oldest first. */
  show(invites: readonly ShownInvite[]): void;
}

/** Every card of mine that may still be answered. */
export class OpenInvites {
  /** Oldest first. */
  readonly #byId = new Map<InviteId, OpenInvite>();

  constructor(private readonly ports: OpenInvitesPorts) {}

  keep(invite: OpenInvite): void {
    this.#byId.set(invite.shown.id, invite);
    const [oldest] = this.#byId.values();
    if (this.#byId.size > MAX_OPEN_INVITES && oldest !== undefined) {
      // Its record stays: a reply to it can still be told whose it is.
      this.#byId.delete(oldest.shown.id);
      oldest.cancel();
    }
    this.#record(invite.shown);
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
    return [...this.#byId.values()].findLast(mayBeShown) ?? null;
  }

  change(id: InviteId, change: Partial<Pick<ShownInvite, 'label' | 'given'>>): void {
    const invite = this.#byId.get(id);
    if (invite === undefined) return;
    const shown = { ...invite.shown, ...change };
    this.#byId.set(id, { ...invite, shown });
    this.#record(shown);
    this.#tell();
  }

  /** It was sent, copied, saved or printed. */
  give(id: InviteId): void {
    const invite = this.#byId.get(id);
    if (invite !== undefined) this.#byId.set(id, { ...invite, onlySeen: false });
    this.change(id, { given: true });
  }

  /** Forgets an invite that was answered; its line lives on. */
  spend({ shown }: OpenInvite): void {
    this.#byId.delete(shown.id);
    this.#forget(shown.id);
    this.#tell();
  }

  cancel(id: InviteId): void {
    const invite = this.#byId.get(id);
    if (invite === undefined) return;
    this.spend(invite);
    invite.cancel();
  }

  /** Takes back what is nobody's, neither given nor named; only as long as it stands on the screen is it of use. */
  cancelUnused(except: InviteId | null): void {
    const isUnused = ({ shown: { id, friendId, given, label } }: OpenInvite): boolean =>
      id !== except && friendId === null && !given && label === '';
    for (const { shown } of this.where(isUnused)) this.cancel(shown.id);
  }

  where(matches: (invite: OpenInvite) => boolean): OpenInvite[] {
    return [...this.#byId.values()].filter(matches);
  }

  /** The page is closing: all end, and their records stay for replies that come too late. */
  close(): void {
    for (const invite of this.#byId.values()) invite.cancel();
    this.#byId.clear();
    this.#tell();
  }

  /** Whom an invite of an earlier page was for, by the tag that a reply names; null when nobody here knows. */
  async stale(tag: Uint8Array, friends: readonly FriendRecord[]): Promise<Pairing['stale']> {
    const records = await this.ports.records.all();
    const record = records.find((one) => one.tag === toHex(tag));
    if (record === undefined) return null;
    const friend = friends.find(({ id }) => id === record.friendId);
    return { label: record.label, friendId: friend?.id ?? null };
  }

  /** Records are a comfort: one that cannot be kept changes nothing today. */
  #record({ id, label, friendId, card, sinceMs }: ShownInvite): void {
    // Nobody replies to a code.
    if (card.kind !== 'invite') return;
    void outcomeOf(this.ports.records.put({ tag: id, label, friendId, madeAtMs: sinceMs }));
  }

  #forget(id: InviteId): void {
    void outcomeOf(this.ports.records.remove(id));
  }

  #tell(): void {
    this.ports.show([...this.#byId.values()].map(({ shown }) => shown));
  }
}

/** The name of an invite: its card's tag, which a reply repeats. Of a code: its last bytes, as random. */
export function inviteIdOf(bytes: Uint8Array): InviteId {
  return toHex(cardTag(bytes));
}
