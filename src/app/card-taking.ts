/**
 * What a card that somebody gave me leads to: an invite to my reply, a reply to a line, a code to a
 * line at once. See pairing.ts for the steps.
 */
import { makeIdentity, type KeyPair } from '../crypto/identity.ts';
import type { RandomBytes } from '../crypto/random.ts';
import { MessengerError, type ErrorCode } from '../errors.ts';
import type { FriendRecord } from '../storage/repositories.ts';
import { equalBytes } from '../wire/bytes.ts';
import type { InviteCard, ReplyCard } from '../wire/card.ts';
import { cardTag, decodeCard } from '../wire/card-codec.ts';
import { isCode } from '../wire/code.ts';
import type { Attempts } from './attempts.ts';
import type { AwaitedLines, CardKind } from './awaited-lines.ts';
import type { CardMaker } from './card-maker.ts';
import type { Codes } from './codes.ts';
import type { CardSource } from './messenger.ts';
import type { OpenInvites } from './open-cards.ts';
import type { PairingStage, Scene } from './pairing-stage.ts';
import type { Clock } from './ports.ts';
import type { FriendId, PairingStep } from './state.ts';

export interface CardTakingPorts {
  readonly invites: OpenInvites;
  readonly attempts: Attempts;
  readonly stage: PairingStage;
  readonly lines: AwaitedLines;
  readonly maker: CardMaker;
  readonly codes: Codes;
  readonly random: RandomBytes;
  readonly clock: Clock;
  friends(): readonly FriendRecord[];
  /** Shows the conversation with a friend whose line is open. @returns false when it is not */
  visit(friendId: FriendId): boolean;
  /** Shows a fresh card. */
  begin(friendId: FriendId | null, kind: CardKind, error: ErrorCode | null): Promise<void>;
}

/** Takes in the cards of others. */
export class CardTaking {
  /** The invite or code that is being answered right now; handed in twice, it counts once. */
  #answering: Uint8Array | null = null;

  constructor(private readonly ports: CardTakingPorts) {}

  /** Takes in whatever a person scanned, opened, pasted or chose; what is wrong with it stands on the stage. */
  async take(text: string, source: CardSource): Promise<void> {
    try {
      // Fetched when the first card comes: the first screen needs no reader.
      const { readCardLink, readCardText } = await import('../wire/card-text.ts');
      const bytes = source === 'link' ? readCardLink(text) : readCardText(text);
      if (isCode(bytes)) {
        await this.#takeCode(bytes);
        return;
      }
      const card = decodeCard(bytes);
      if (card.candidates.length === 0) throw new MessengerError('card-no-addresses');
      if (card.kind === 'invite') await this.#takeInvite(bytes, card, source);
      else await this.#takeReply(bytes, card, source);
    } catch (error) {
      if (!(error instanceof MessengerError)) throw error;
      // Where two are connected already nothing waits beside which a failure could stand.
      const { step, stale: last } = this.ports.stage.pairing;
      // What was said of the last reply is not true of this card.
      const stale = error.code === 'reply-unknown-invite' ? last : null;
      if (step.status === 'connected') {
        await this.ports.begin(null, 'invite', error.code);
        this.ports.stage.say({ stale });
      } else this.ports.stage.say({ error: error.code, stale });
    }
  }

  async #takeInvite(bytes: Uint8Array, card: InviteCard, source: CardSource): Promise<void> {
    const theirKey = card.identityKey;
    const isMine = this.ports.friends().some((one) => equalBytes(one.publicKey, theirKey));
    if (isMine || this.ports.invites.byTag(cardTag(bytes)) !== null) {
      throw new MessengerError('card-own-invite');
    }
    if (this.#isAnswered(bytes)) return;
    const friend = this.#friendOf(theirKey);
    // Most likely the link by which they met, opened once more.
    if (friend !== undefined && this.ports.visit(friend.id)) return;
    const keys = friend ?? this.#keysOnScreen() ?? makeIdentity(this.ports.random);
    const friendId = friend?.id ?? null;
    const reply = await this.#answer(
      bytes,
      { status: 'preparing', kind: 'reply' },
      friendId,
      () => this.ports.maker.reply(bytes, card, keys),
      ({ link }) => link.close(),
    );
    if (reply === null) return;
    const sinceMs = this.ports.clock.nowMs();
    const step: PairingStep = { status: 'replying', card: reply.card, sinceMs };
    const inPerson = source === 'camera';
    const who = {
      ...{ friendId, label: '', keys, theirKey, metBy: metBy(source), inPerson },
      initiator: false,
    };
    const attempt = this.ports.lines.await(reply.link, who, {
      answer: { to: bytes, bytes: reply.bytes, step },
    });
    this.ports.stage.stand(step, friendId, attempt);
  }

  async #takeReply(bytes: Uint8Array, card: ReplyCard, source: CardSource): Promise<void> {
    if (this.ports.attempts.isMyReply(bytes)) throw new MessengerError('card-own-reply');
    const invite = this.ports.invites.byTag(card.inviteTag);
    if (!invite?.accept) {
      const friend = this.#friendOf(card.identityKey);
      if (friend !== undefined && this.ports.visit(friend.id)) return;
      const stale = await this.ports.invites.stale(card.inviteTag, this.ports.friends());
      const served = friend === undefined ? null : { label: friend.name, friendId: friend.id };
      this.ports.stage.say({ stale: stale ?? served });
      throw new MessengerError('reply-unknown-invite');
    }
    const { friendId, label } = invite.shown;
    const theirKey = card.identityKey;
    // A friend is met again under the key they had; with any other key it is somebody else.
    const expected = this.ports.friends().find(({ id }) => id === friendId);
    if (expected !== undefined && !equalBytes(expected.theirKey, theirKey)) {
      throw new MessengerError('reply-wrong-friend');
    }
    this.ports.invites.spend(invite);
    const { keys, onlySeen } = invite;
    const inPerson = source === 'camera' && onlySeen;
    const who = {
      ...{ friendId, label, keys, theirKey, metBy: metBy(source), inPerson },
      initiator: true,
    };
    const attempt = this.ports.lines.await(invite.accept(bytes, card), who, {});
    this.ports.stage.stand({ status: 'connecting' }, friendId, attempt);
  }

  async #takeCode(bytes: Uint8Array): Promise<void> {
    if (this.#isAnswered(bytes)) return;
    const step: PairingStep = { status: 'connecting' };
    const { codes } = this.ports;
    const friends = this.ports.friends().filter(({ quiet }) => quiet !== 'blocked');
    const opened = await this.#answer(
      bytes,
      step,
      null,
      () => codes.open(bytes, friends),
      (late) => late.status === 'answered' && late.link.close(),
    ).catch((error: unknown) => {
      const isUsed = error instanceof MessengerError && error.code === 'code-used';
      const sender = isUsed ? codes.senderOf(bytes, friends) : null;
      if (sender !== null && this.ports.visit(sender.id)) return null;
      throw error;
    });
    if (opened === null) return;
    const { id: friendId, name: label, metBy: how, theirKey } = opened.friend;
    if (opened.status === 'refused') {
      await this.ports.begin(friendId, opened.canAnswer ? 'code' : 'invite', 'code-needs-reply');
      return;
    }
    const keys = opened.friend;
    const attempt = this.ports.lines.await(
      opened.link,
      { friendId, label, keys, theirKey, metBy: how, inPerson: false, initiator: false },
      {
        answer: { to: bytes, bytes: null, step },
        // These networks let nobody in unasked: with two cards both sides knock.
        instead: { kind: 'invite', error: 'code-needs-reply' },
      },
    );
    this.ports.stage.stand(step, friendId, attempt);
  }

  /**
   * Stands at a step while an answer is being made. When that fails what stood before stands again.
   * @param drop for an answer that nobody waits for any more, since the person went on meanwhile
   * @returns null for that one
   */
  async #answer<T>(
    to: Uint8Array,
    step: PairingStep,
    friendId: FriendId | null,
    make: () => Promise<T>,
    drop: (late: T) => void,
  ): Promise<T | null> {
    const before = this.ports.stage.scene;
    this.#answering = to;
    const turn = this.ports.stage.stand(step, friendId);
    try {
      const made = await make();
      if (turn === this.ports.stage.turn) return made;
      drop(made);
      return null;
    } catch (error) {
      if (turn !== this.ports.stage.turn || !(error instanceof MessengerError)) throw error;
      if (this.#stillStands(before)) this.ports.stage.standAgain(before);
      else void this.ports.begin(before.pairing.friendId, 'code', error.code);
      throw error;
    } finally {
      if (this.#answering === to) this.#answering = null;
    }
  }

  /** What was being prepared has been given up for an answer, and lines may have opened or ended meanwhile. */
  #stillStands({ pairing: { step }, attempt }: Scene): boolean {
    if (step.status === 'inviting') return this.ports.invites.get(step.inviteId) !== null;
    if (attempt !== null) return this.ports.attempts.has(attempt);
    return step.status === 'idle' || step.status === 'connected';
  }

  /** The same card once more: my answer to it is under way, or stands again. */
  #isAnswered(bytes: Uint8Array): boolean {
    if (this.#answering !== null && equalBytes(this.#answering, bytes)) return true;
    const again = this.ports.attempts.answering(bytes);
    if (again !== null) this.ports.stage.stand(again.answer.step, again.who.friendId, again);
    return again !== null;
  }

  /** @throws MessengerError 'friend-blocked' */
  #friendOf(theirKey: Uint8Array): FriendRecord | undefined {
    const friend = this.ports.friends().find((one) => equalBytes(one.theirKey, theirKey));
    if (friend?.quiet === 'blocked') throw new MessengerError('friend-blocked');
    return friend;
  }

  /**
   * The identity of the invite on the screen. Whoever is answered while it is shown may have read it
   * at the same moment; under one identity both answers lead to one friend.
   */
  #keysOnScreen(): KeyPair | null {
    const { step } = this.ports.stage.pairing;
    const invite = step.status === 'inviting' ? this.ports.invites.get(step.inviteId) : null;
    if (!invite || invite.shown.given || invite.shown.friendId !== null) return null;
    // From now on it is theirs: the next person gets an invite under another identity.
    this.ports.invites.change(invite.shown.id, { given: true });
    return invite.keys;
  }
}

function metBy(source: CardSource): FriendRecord['metBy'] {
  return source === 'camera' ? 'camera' : 'link';
}
