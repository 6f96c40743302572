/**
 * Pairing: two cards, one each way, then a line (PROTOCOL.md §2 and §3.3).
 *
 *   A invite() ─ invite card ─► B takeCard() ─ reply card ─► A takeCard()
 *   A preparing → inviting → connecting → met        B preparing → replying → met
 *
 * Invites stay good until they are answered, dropped or too many; a reply finds its own by the tag.
 */
import { MessengerError } from '../errors.ts';
import type { ErrorCode } from '../errors.ts';
import { makeIdentity } from '../crypto/identity.ts';
import type { RandomBytes } from '../crypto/random.ts';
import type { Dialer, PendingReply } from '../peer/dialer.ts';
import type { Link } from '../peer/link.ts';
import type { FriendRecord } from '../storage/repositories.ts';
import { equalBytes } from '../wire/bytes.ts';
import type { InviteCard, ReplyCard } from '../wire/card.ts';
import { cardTag, decodeCard, encodeCard } from '../wire/card-codec.ts';
import { readCardLink, readCardText } from '../wire/card-text.ts';
import type { CardSource } from './messenger.ts';
import { Attempts } from './attempts.ts';
import type { Attempt, Meeting, OpenReply } from './attempts.ts';
import { inviteIdOf, OpenInvites, shownCard } from './open-cards.ts';
import type { Clock } from './ports.ts';
import { sealLink } from './sealed-link.ts';
import type { SealedLink } from './sealed-link.ts';
import type { FriendId, InviteId, Pairing, PairingStep, ShownInvite } from './state.ts';

export interface PairingPorts {
  readonly dialer: Dialer;
  readonly random: RandomBytes;
  readonly clock: Clock;
  readonly pageUrl: string;
  /** @throws RangeError for an unknown one */
  friend(id: FriendId): FriendRecord;
  /** The friend whose identity key for me this is. */
  friendByKey(theirKey: Uint8Array): FriendRecord | undefined;
  /** Whether this is the identity key that I use for a friend. */
  isMyKey(key: Uint8Array): boolean;
  show(pairing: Pairing): void;
  showInvites(invites: readonly ShownInvite[]): void;
  /**
   * Takes the line over. Resolves to the friend.
   * @param shown the screen stands at this meeting, so the person expects to be taken to it
   */
  met(meeting: Meeting, shown: boolean): Promise<FriendId>;
}

export class PairingDesk {
  readonly #invites: OpenInvites;
  readonly #attempts = new Attempts();
  /** The attempt that the screen stands at. */
  #shown: Attempt | null = null;
  #pairing: Pairing = { step: { status: 'idle' }, friendId: null, error: null, stale: null };
  /** Rises with every step a person takes, so that what was being prepared before comes to nothing. */
  #turn = 0;

  constructor(private readonly ports: PairingPorts) {
    this.#invites = new OpenInvites((invites) => ports.showInvites(invites));
  }

  /** Shows an invite for a friend, or for anyone: one that was not given away yet, or a new one. */
  async invite(friendId: FriendId | null): Promise<void> {
    if (this.#isUnderWay(friendId)) return;
    // A card that was opened as a link may have failed before the screen was there to say so.
    const { error: untold } = this.#pairing;
    const open = this.#invites.notGiven(friendId);
    if (open === null) await this.#makeInvite(friendId, untold);
    else this.#stand(inviting(open.shown), friendId, null, untold);
  }

  /** Shows a fresh invite beside those that are open. */
  async inviteAnother(): Promise<void> {
    await this.#makeInvite(null, null);
  }

  /** Shows an open invite again. */
  showInvite(id: InviteId): void {
    const invite = this.#invites.get(id);
    if (invite !== null) this.#stand(inviting(invite.shown), invite.shown.friendId, null);
  }

  /** Whom an invite is for, and whether it was given to them. */
  changeInvite(id: InviteId, change: Partial<Pick<ShownInvite, 'label' | 'given'>>): void {
    this.#invites.change(id, change);
  }

  /** Takes one invite back; the screen lets go of it. */
  async cancelInvite(id: InviteId): Promise<void> {
    const { step, friendId } = this.#pairing;
    this.#invites.cancel(id);
    if (step.status !== 'inviting' || step.inviteId !== id) return;
    this.#stand({ status: 'idle' }, friendId, null);
    await this.invite(friendId);
  }

  /** Drops what stands on the screen and shows a fresh invite. */
  async restart(): Promise<void> {
    const { friendId } = this.#pairing;
    this.cancel();
    await this.#makeInvite(friendId, null);
  }

  /** Drops what stands on the screen; an invite that was given to somebody stays open. */
  cancel(): void {
    const { step } = this.#pairing;
    const shown = this.#shown;
    // First the screen lets go of it, then it ends.
    this.#stand({ status: 'idle' }, null, null);
    if (shown !== null) this.#attempts.drop(shown);
    if (step.status !== 'inviting') return;
    if (this.#invites.get(step.inviteId)?.shown.given === false)
      this.#invites.cancel(step.inviteId);
  }

  /** Drops every open card and every line that is not there yet. */
  cancelAll(): void {
    this.#invites.cancelAll();
    this.#stand({ status: 'idle' }, null, null);
    this.#attempts.dropAll();
  }

  /** Drops what is open with a friend who is removed. */
  forget(friendId: FriendId): void {
    this.#invites.cancelFor(friendId);
    if (this.#pairing.friendId === friendId) this.#stand({ status: 'idle' }, null, null);
    this.#attempts.dropFor(friendId);
  }

  /** Takes in whatever a person scanned, opened, pasted or chose. */
  async take(text: string, source: CardSource): Promise<void> {
    try {
      const bytes = source === 'link' ? readCardLink(text) : readCardText(text);
      const card = decodeCard(bytes);
      if (card.candidates.length === 0) throw new MessengerError('card-no-addresses');
      if (card.kind === 'invite') await this.#takeInvite(bytes, card, source);
      else this.#takeReply(bytes, card, source);
    } catch (error) {
      if (!(error instanceof MessengerError)) throw error;
      this.report(error.code);
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
    const turn = this.#stand({ status: 'preparing', kind: 'invite' }, friendId, null, error);
    try {
      const pending = await this.ports.dialer.invite();
      if (turn !== this.#turn) {
        pending.cancel();
        return;
      }
      const friend = friendId === null ? null : this.ports.friend(friendId);
      const keys = friend ?? makeIdentity(this.ports.random);
      const bytes = encodeCard({ kind: 'invite', identityKey: keys.publicKey, ...pending.info });
      const shown: ShownInvite = {
        ...{ id: inviteIdOf(bytes), label: '', friendId, given: false },
        card: shownCard(this.ports.pageUrl, 'invite', bytes),
        sinceMs: this.ports.clock.nowMs(),
      };
      this.#invites.keep({ pending, bytes, keys, shown });
      this.#stand(inviting(shown), friendId, null, this.#pairing.error);
    } catch (failure) {
      if (!(failure instanceof MessengerError)) throw failure;
      if (turn === this.#turn) this.#stand({ status: 'idle' }, friendId, null, failure.code);
    }
  }

  async #takeInvite(bytes: Uint8Array, card: InviteCard, source: CardSource): Promise<void> {
    const isMine =
      this.#invites.byTag(cardTag(bytes)) !== null || this.ports.isMyKey(card.identityKey);
    if (isMine) throw new MessengerError('card-own-invite');
    const again = this.#attempts.answering(bytes);
    if (again !== null) {
      // The same invite once more: the reply to it still stands.
      this.#stand(again.reply.step, again.who.friendId, again);
      return;
    }
    const [before, shown] = [this.#pairing, this.#shown];
    const friend = this.ports.friendByKey(card.identityKey);
    const turn = this.#stand({ status: 'preparing', kind: 'reply' }, friend?.id ?? null, null);
    try {
      const pending = await this.ports.dialer.reply(card);
      if (turn === this.#turn) this.#makeReply(bytes, card, source, friend, pending);
      else pending.link.close();
    } catch (error) {
      if (turn !== this.#turn || !(error instanceof MessengerError)) throw error;
      // What was being prepared before has been given up for this; everything else still stands.
      if (before.step.status === 'preparing') void this.#makeInvite(before.friendId, error.code);
      else this.#stand(before.step, before.friendId, shown);
      throw error;
    }
  }

  #makeReply(
    inviteBytes: Uint8Array,
    card: InviteCard,
    source: CardSource,
    friend: FriendRecord | undefined,
    { info, link }: PendingReply,
  ): void {
    const keys = friend ?? makeIdentity(this.ports.random);
    const friendId = friend?.id ?? null;
    const who = { friendId, keys, theirKey: card.identityKey, metBy: metBy(source) };
    const inviteTag = cardTag(inviteBytes);
    const bytes = encodeCard({ kind: 'reply', inviteTag, identityKey: keys.publicKey, ...info });
    const step: PairingStep = {
      status: 'replying',
      card: shownCard(this.ports.pageUrl, 'reply', bytes),
      sinceMs: this.ports.clock.nowMs(),
    };
    const sealed = this.#seal(link, { initiator: false, inviteBytes, replyBytes: bytes }, who);
    const attempt = this.#await(sealed, who, { inviteBytes, bytes, step });
    this.#stand(step, friendId, attempt);
  }

  #takeReply(bytes: Uint8Array, card: ReplyCard, source: CardSource): void {
    if (this.#attempts.isMyReply(bytes)) {
      throw new MessengerError('card-own-reply');
    }
    const invite = this.#invites.byTag(card.inviteTag);
    if (invite === null) throw new MessengerError('reply-unknown-invite');
    const { keys, bytes: inviteBytes } = invite;
    const { friendId } = invite.shown;
    // A friend is met again under the key they had; with any other key it is somebody else.
    const expected = friendId === null ? null : this.ports.friend(friendId);
    if (expected !== null && !equalBytes(expected.theirKey, card.identityKey)) {
      throw new MessengerError('reply-wrong-friend');
    }
    this.#invites.spend(invite);
    const who = { friendId, keys, theirKey: card.identityKey, metBy: metBy(source) };
    const cards = { initiator: true, inviteBytes, replyBytes: bytes };
    const attempt = this.#await(this.#seal(invite.pending.accept(card), cards, who), who, null);
    this.#stand({ status: 'connecting' }, friendId, attempt);
  }

  #seal(
    link: Link,
    cards: { initiator: boolean; inviteBytes: Uint8Array; replyBytes: Uint8Array },
    who: Omit<Meeting, 'link'>,
  ): SealedLink {
    const { random } = this.ports;
    return sealLink(link, { ...cards, myKeys: who.keys, theirKey: who.theirKey, random });
  }

  /** Waits until a line opens or fails. */
  #await(link: SealedLink, who: Omit<Meeting, 'link'>, reply: OpenReply | null): Attempt {
    const attempt = { link, who, reply };
    const unlisten = link.listen({
      opened: () => {
        unlisten();
        this.#attempts.done(attempt);
        void this.#met(attempt);
      },
      closed: (code) => {
        unlisten();
        this.#attempts.done(attempt);
        // A used card is spent: begin again with a fresh invite, and say why.
        if (attempt !== this.#shown) return;
        void this.#makeInvite(who.friendId, code ?? 'line-not-connected');
      },
    });
    this.#attempts.keep(attempt);
    return attempt;
  }

  async #met(attempt: Attempt): Promise<void> {
    const { link, who } = attempt;
    try {
      const friendId = await this.ports.met({ ...who, link }, attempt === this.#shown);
      // The person may have gone on to something else meanwhile.
      if (attempt === this.#shown) this.#stand({ status: 'connected', friendId }, friendId, null);
    } catch (error) {
      link.close();
      if (!(error instanceof MessengerError)) throw error;
      if (attempt === this.#shown) void this.#makeInvite(who.friendId, error.code);
    }
  }

  /** Goes on to a step. @returns the turn that begins with it */
  #stand(
    step: PairingStep,
    friendId: FriendId | null,
    attempt: Attempt | null,
    error: ErrorCode | null = null,
  ): number {
    this.#shown = attempt;
    this.#pairing = { step, friendId, error, stale: null };
    this.ports.show(this.#pairing);
    return ++this.#turn;
  }
}

function inviting({ id, card, sinceMs }: ShownInvite): PairingStep {
  return { status: 'inviting', inviteId: id, card, sinceMs };
}

function metBy(source: CardSource): FriendRecord['metBy'] {
  return source === 'camera' ? 'camera' : 'link';
}
