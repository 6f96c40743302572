/**
 * Pairing: two cards, one each way, then a line (PROTOCOL.md §2 and §3.3).
 *
 *   A invite() ─ invite card ─► B takeCard() ─ reply card ─► A takeCard()
 *   A preparing → inviting → connecting → met        B preparing → replying → met
 *
 * Invites stay good until they are answered, dropped or too many; a reply finds its own by the tag.
 */
import { codeOf, MessengerError } from '../errors.ts';
import type { ErrorCode } from '../errors.ts';
import { makeIdentity } from '../crypto/identity.ts';
import type { KeyPair } from '../crypto/identity.ts';
import type { RandomBytes } from '../crypto/random.ts';
import type { Dialer, PendingReply } from '../peer/dialer.ts';
import type { Link } from '../peer/link.ts';
import type { FriendRecord } from '../storage/repositories.ts';
import { equalBytes } from '../wire/bytes.ts';
import type { InviteCard, ReplyCard } from '../wire/card.ts';
import { cardTag, decodeCard, encodeCard } from '../wire/card-codec.ts';
import { readCardText } from '../wire/card-text.ts';
import type { CardSource } from './messenger.ts';
import { OpenInvites, shownCard } from './open-cards.ts';
import type { OpenReply } from './open-cards.ts';
import type { Clock } from './ports.ts';
import { sealLink } from './sealed-link.ts';
import type { SealedLink } from './sealed-link.ts';
import type { FriendId, Pairing, PairingStep } from './state.ts';

/** Two people whose browsers proved to each other that they hold the cards' keys. */
export interface Meeting {
  /** Known already, when met again. */
  readonly friendId: FriendId | null;
  readonly keys: KeyPair;
  readonly theirKey: Uint8Array;
  readonly metBy: FriendRecord['metBy'];
  readonly link: SealedLink;
}

export interface PairingPorts {
  readonly dialer: Dialer;
  readonly random: RandomBytes;
  readonly clock: Clock;
  readonly pageUrl: string;
  /** @throws RangeError for an unknown one */
  friend(id: FriendId): FriendRecord;
  /** The friend whose identity key for me this is. */
  friendByKey(theirKey: Uint8Array): FriendRecord | undefined;
  show(pairing: Pairing): void;
  /** Takes the line over. Resolves to the friend. */
  met(meeting: Meeting): Promise<FriendId>;
}

export class PairingDesk {
  readonly #invites = new OpenInvites();
  #reply: OpenReply | null = null;
  #pairing: Pairing = { step: { status: 'idle' }, friendId: null, error: null };
  /** Rises with every step a person takes, so that what was begun before it comes to nothing. */
  #turn = 0;

  constructor(private readonly ports: PairingPorts) {}

  /** Shows an invite for a friend, or for anyone: the open one, or a new one. */
  async invite(friendId: FriendId | null): Promise<void> {
    if (this.#isUnderWay(friendId)) return;
    const open = this.#invites.forFriend(friendId);
    if (open !== null) {
      this.#turn += 1;
      this.#show(open.step, friendId);
      return;
    }
    await this.#makeInvite(friendId, null);
  }

  /** Drops what is shown and shows a fresh invite. */
  async restart(): Promise<void> {
    const { friendId } = this.#pairing;
    this.cancel();
    await this.#makeInvite(friendId, null);
  }

  /** Drops every open card. */
  cancel(): void {
    this.#turn += 1;
    this.#invites.cancelAll();
    this.#dropReply();
    this.#show({ status: 'idle' }, null);
  }

  /** Takes in whatever a person scanned, opened, pasted or chose. */
  async take(text: string, source: CardSource): Promise<void> {
    try {
      const bytes = readCardText(text);
      const card = decodeCard(bytes);
      if (card.candidates.length === 0) throw new MessengerError('card-no-addresses');
      if (card.kind === 'invite') await this.#takeInvite(bytes, card, source);
      else this.#takeReply(bytes, card, source);
    } catch (error) {
      this.report(codeOf(error, 'card-not-a-card'));
    }
  }

  /** Puts a failure (or its end) where pairing failures stand. */
  report(error: ErrorCode | null): void {
    this.#pairing = { ...this.#pairing, error };
    this.ports.show(this.#pairing);
  }

  /** Whether what is shown already serves this wish; an answer under way serves anyone's. */
  #isUnderWay(friendId: FriendId | null): boolean {
    const { step, friendId: shown } = this.#pairing;
    if (step.status === 'idle' || step.status === 'connected') return false;
    const isInvite =
      step.status === 'inviting' || (step.status === 'preparing' && step.kind === 'invite');
    return shown === friendId || (!isInvite && friendId === null);
  }

  async #makeInvite(friendId: FriendId | null, error: ErrorCode | null): Promise<void> {
    const turn = ++this.#turn;
    this.#show({ status: 'preparing', kind: 'invite' }, friendId, error);
    try {
      const pending = await this.ports.dialer.invite();
      if (turn !== this.#turn) {
        pending.cancel();
        return;
      }
      const friend = friendId === null ? null : this.ports.friend(friendId);
      const keys = friend ?? makeIdentity(this.ports.random);
      const bytes = encodeCard({ kind: 'invite', identityKey: keys.publicKey, ...pending.info });
      const step: PairingStep = {
        status: 'inviting',
        card: shownCard(this.ports.pageUrl, 'invite', bytes),
        sinceMs: this.ports.clock.nowMs(),
      };
      this.#invites.keep({ pending, bytes, keys, friendId, step });
      this.#show(step, friendId, this.#pairing.error);
    } catch (failure) {
      if (turn !== this.#turn) return;
      this.#show({ status: 'idle' }, friendId, codeOf(failure, 'line-gathering-failed'));
    }
  }

  async #takeInvite(bytes: Uint8Array, card: InviteCard, source: CardSource): Promise<void> {
    if (this.#invites.byTag(cardTag(bytes)) !== null) throw new MessengerError('card-own-invite');
    if (this.#reply !== null && equalBytes(this.#reply.inviteBytes, bytes)) {
      // The same invite once more: the reply to it still stands.
      this.#show(this.#reply.step, this.#reply.friendId);
      return;
    }
    const before = this.#pairing;
    const turn = ++this.#turn;
    const friend = this.ports.friendByKey(card.identityKey);
    this.#show({ status: 'preparing', kind: 'reply' }, friend?.id ?? null);
    try {
      const pending = await this.ports.dialer.reply(card);
      if (turn !== this.#turn) {
        pending.link.close();
        return;
      }
      this.#showReply(bytes, card, source, friend, pending);
    } catch (error) {
      if (turn === this.#turn) this.#show(before.step, before.friendId);
      throw error;
    }
  }

  #showReply(
    inviteBytes: Uint8Array,
    card: InviteCard,
    source: CardSource,
    friend: FriendRecord | undefined,
    pending: PendingReply,
  ): void {
    const keys = friend ?? makeIdentity(this.ports.random);
    const friendId = friend?.id ?? null;
    const who = { friendId, keys, theirKey: card.identityKey, metBy: metBy(source) };
    const bytes = encodeCard({
      kind: 'reply',
      inviteTag: cardTag(inviteBytes),
      identityKey: keys.publicKey,
      ...pending.info,
    });
    const step: PairingStep = {
      status: 'replying',
      card: shownCard(this.ports.pageUrl, 'reply', bytes),
      sinceMs: this.ports.clock.nowMs(),
    };
    this.#dropReply();
    this.#reply = { inviteBytes, bytes, link: pending.link, step, friendId };
    this.#show(step, friendId);
    const link = this.#seal(
      pending.link,
      { initiator: false, inviteBytes, replyBytes: bytes },
      who,
    );
    this.#awaitLine(link, who, () => this.#reply?.link === pending.link);
  }

  #takeReply(bytes: Uint8Array, card: ReplyCard, source: CardSource): void {
    if (this.#reply !== null && equalBytes(this.#reply.bytes, bytes)) {
      throw new MessengerError('card-own-reply');
    }
    const invite = this.#invites.byTag(card.inviteTag);
    if (invite === null) throw new MessengerError('reply-unknown-invite');
    const { keys, friendId, bytes: inviteBytes } = invite;
    // A friend is met again under the key they had; with any other key it is somebody else.
    const expected = friendId === null ? null : this.ports.friend(friendId);
    if (expected !== null && !equalBytes(expected.theirKey, card.identityKey)) {
      throw new MessengerError('reply-wrong-friend');
    }
    const turn = ++this.#turn;
    this.#invites.spend(invite);
    this.#show({ status: 'connecting' }, friendId);
    const who = { friendId, keys, theirKey: card.identityKey, metBy: metBy(source) };
    const cards = { initiator: true, inviteBytes, replyBytes: bytes };
    const link = this.#seal(invite.pending.accept(card), cards, who);
    this.#awaitLine(link, who, () => turn === this.#turn);
  }

  #seal(
    link: Link,
    cards: { initiator: boolean; inviteBytes: Uint8Array; replyBytes: Uint8Array },
    who: Omit<Meeting, 'link'>,
  ): SealedLink {
    const { random } = this.ports;
    return sealLink(link, { ...cards, myKeys: who.keys, theirKey: who.theirKey, random });
  }

  /** Waits until the line opens or fails. `isShown` says whether the screen still shows this attempt. */
  #awaitLine(link: SealedLink, who: Omit<Meeting, 'link'>, isShown: () => boolean): void {
    const unlisten = link.listen({
      opened: () => {
        unlisten();
        void this.#met({ ...who, link }, isShown());
      },
      closed: (code) => {
        unlisten();
        // A used card is spent: begin again with a fresh invite, and say why.
        if (isShown()) void this.#makeInvite(who.friendId, code ?? 'line-not-connected');
      },
    });
  }

  async #met(meeting: Meeting, isShown: boolean): Promise<void> {
    // Its line belongs to the session from now on; cancelling must not cut it.
    if (this.#reply !== null && isShown) this.#reply = null;
    try {
      const friendId = await this.ports.met(meeting);
      if (isShown) this.#show({ status: 'connected', friendId }, friendId);
    } catch (error) {
      meeting.link.close();
      if (isShown) this.report(codeOf(error, 'storage-unavailable'));
    }
  }

  #dropReply(): void {
    this.#reply?.link.close();
    this.#reply = null;
  }

  #show(step: PairingStep, friendId: FriendId | null, error: ErrorCode | null = null): void {
    this.#pairing = { step, friendId, error };
    this.ports.show(this.#pairing);
  }
}

function metBy(source: CardSource): FriendRecord['metBy'] {
  return source === 'camera' ? 'camera' : 'link';
}
