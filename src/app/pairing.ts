/**
 * Pairing: from nothing to a line, in the steps that the screen shows (PROTOCOL.md §2, §3.3 and §6).
 *
 *   two cards    A invite() ─ invite ─► B take() ─ reply ─► A take()
 *                A preparing → inviting → connecting → met     B preparing → replying → met
 *   one code     A invite(friend) ─ code ─► B take()
 *                A preparing → inviting → met                  B connecting → met
 *                when B cannot answer it:                      B → inviting, with what A can answer
 *
 * A step that fails leads back to `inviting` with the reason beside it. Whatever a person does next
 * begins a new turn, and what was being prepared in an earlier one comes to nothing. Cards that were
 * given away stay open until they are answered, taken back or too many; a reply finds its own by the tag.
 */
import type { RandomBytes } from '../crypto/random.ts';
import { MessengerError, type ErrorCode } from '../errors.ts';
import type { FriendRecord, InviteRepository } from '../storage/repositories.ts';
import { Attempts, type Meeting } from './attempts.ts';
import { AwaitedLines, type CardKind } from './awaited-lines.ts';
import type { CardMaker } from './card-maker.ts';
import { CardTaking } from './card-taking.ts';
import type { Codes } from './codes.ts';
import type { CardSource } from './messenger.ts';
import { OpenInvites, type OpenInvite } from './open-cards.ts';
import { PairingStage } from './pairing-stage.ts';
import type { Clock } from './ports.ts';
import type { SealedLink } from './sealed-link.ts';
import type { FriendId, InviteId, Pairing, ShownInvite } from './state.ts';

export interface PairingPorts {
  readonly maker: CardMaker;
  readonly codes: Codes;
  readonly invites: InviteRepository;
  readonly random: RandomBytes;
  readonly clock: Clock;
  friends(): readonly FriendRecord[];
  show(pairing: Pairing): void;
  showInvites(invites: readonly ShownInvite[]): void;
  /**
   * Takes the line over. Resolves to the friend.
   * @param shown the screen stands at this meeting, so the person expects to be taken to it
   */
  met(meeting: Meeting, shown: boolean): Promise<FriendId>;
  /** Shows the conversation with a friend whose line is open. @returns false when it is not */
  visit(friendId: FriendId): boolean;
}

/** What a person does about meeting others. */
export class PairingDesk {
  readonly #invites: OpenInvites;
  readonly #attempts = new Attempts();
  readonly #stage: PairingStage;
  readonly #lines: AwaitedLines;
  readonly #taking: CardTaking;

  constructor(private readonly ports: PairingPorts) {
    const { invites: records } = ports;
    this.#invites = new OpenInvites({ records, show: (invites) => ports.showInvites(invites) });
    this.#stage = new PairingStage((pairing) => ports.show(pairing));
    this.#lines = new AwaitedLines({
      ...{ invites: this.#invites, attempts: this.#attempts, stage: this.#stage },
      met: (meeting, shown) => ports.met(meeting, shown),
      begin: (friendId, kind, error) => void this.#prepare(friendId, kind, error),
    });
    this.#taking = new CardTaking({
      ...ports,
      ...{ invites: this.#invites, attempts: this.#attempts, stage: this.#stage },
      lines: this.#lines,
      begin: (friendId, kind, error) => this.#prepare(friendId, kind, error),
    });
  }

  /** Shows a card for a friend, or for anyone: one that was not given away yet, or a new one. */
  async invite(friendId: FriendId | null): Promise<void> {
    if (this.#isUnderWay(friendId)) return;
    // A card that was opened as a link may have failed before the screen was there to say so.
    const { error: untold, stale } = this.#stage.pairing;
    const open = this.#invites.notGiven(friendId);
    if (open === null) await this.#prepare(friendId, 'code', untold);
    else this.#stage.standAt(open, untold);
    if (untold === 'reply-unknown-invite') this.#stage.say({ stale });
  }

  /** Shows a fresh invite beside those that somebody has; it takes the place of one that nobody has. */
  async inviteAnother(): Promise<void> {
    const made = this.#prepare(null, 'invite', null);
    // The screen has let go of it by now.
    this.#invites.cancelUnused(null);
    await made;
  }

  /** Shows an open card again, in place of one that nobody has. */
  showInvite(id: InviteId): void {
    const invite = this.#invites.get(id);
    if (invite === null) return;
    this.#stage.standAt(invite, null);
    this.#invites.cancelUnused(id);
  }

  /** Cards that nobody has yet do not know of the servers that are set now: the next one is fresh. */
  networkChanged(): void {
    const { step, friendId } = this.#stage.pairing;
    const notGiven = this.#invites.where(({ shown }) => !shown.given).map(({ shown }) => shown.id);
    if (step.status === 'inviting' && notGiven.includes(step.inviteId)) {
      this.#stage.stand({ status: 'idle' }, friendId);
    }
    for (const id of notGiven) this.#invites.cancel(id);
  }

  /** Whom a card is for. */
  labelInvite(id: InviteId, label: string): void {
    this.#invites.change(id, { label });
  }

  /** A card of mine left this screen. */
  giveInvite(id: InviteId): void {
    this.#invites.give(id);
  }

  /** The answer on the screen left it. */
  giveReply(): void {
    const { attempt } = this.#stage.scene;
    if (attempt !== null) this.#attempts.give(attempt);
  }

  /** Takes one card back; the screen lets go of it. */
  async cancelInvite(id: InviteId): Promise<void> {
    const { step, friendId } = this.#stage.pairing;
    const isShown = step.status === 'inviting' && step.inviteId === id;
    if (isShown) this.#stage.stand({ status: 'idle' }, friendId);
    this.#invites.cancel(id);
    if (isShown) await this.invite(friendId);
  }

  /** As `Messenger.obstacle`. */
  async obstacle(): Promise<ErrorCode | null> {
    return (await this.#stage.scene.attempt?.link.obstacle?.()) ?? null;
  }

  /** Drops what stands on the screen and shows a fresh card. */
  async restart(): Promise<void> {
    const { friendId } = this.#stage.pairing;
    this.cancel();
    await this.#prepare(friendId, 'code', null);
  }

  /** Drops what stands on the screen; a card that was given to somebody stays open. */
  cancel(): void {
    const { attempt, pairing } = this.#stage.scene;
    const { step } = pairing;
    // First the screen lets go of it, then it ends.
    this.#stage.stand({ status: 'idle' }, null);
    if (attempt !== null) this.#attempts.drop(attempt);
    if (step.status !== 'inviting' || this.#invites.get(step.inviteId)?.shown.given) return;
    this.#invites.cancel(step.inviteId);
  }

  /** The page is closing: drops every open card and every line that is not there yet. */
  close(): void {
    this.#stage.stand({ status: 'idle' }, null);
    this.#invites.close();
    this.#attempts.dropWhere(() => true);
  }

  /** Drops what is open with a friend who is removed. */
  forget(friendId: FriendId): void {
    if (this.#stage.pairing.friendId === friendId) this.#stage.stand({ status: 'idle' }, null);
    for (const { shown } of this.#invites.where(({ shown }) => shown.friendId === friendId)) {
      this.#invites.cancel(shown.id);
    }
    this.#attempts.dropWhere(({ who }) => who.friendId === friendId);
  }

  /** Whether the screen waits for this friend, by whatever card. */
  standsFor(friendId: FriendId | null): boolean {
    return this.#lines.standsFor(friendId);
  }

  /** A friend was met without any card of mine. */
  metOtherwise(friendId: FriendId): void {
    this.#lines.metOtherwise(friendId);
  }

  /** Takes in whatever a person scanned, opened, pasted or chose. */
  take(text: string, source: CardSource): Promise<void> {
    return this.#taking.take(text, source);
  }

  /** Puts a failure (or its end) where pairing failures stand. */
  report(error: ErrorCode | null): void {
    this.#stage.say({ error, stale: null });
  }

  async #prepare(
    friendId: FriendId | null,
    kind: CardKind,
    error: ErrorCode | null,
  ): Promise<void> {
    const turn = this.#stage.stand({ status: 'preparing', kind: 'invite' }, friendId, null, error);
    try {
      const invite = await this.#make(friendId, kind);
      if (turn !== this.#stage.turn) {
        invite.cancel();
        return;
      }
      this.#invites.keep(invite);
      if (invite.line !== null) this.#awaitCode(invite, invite.line);
      // What was said meanwhile is still true.
      const { error, stale } = this.#stage.pairing;
      this.#stage.standAt(invite, error);
      this.#stage.say({ stale });
    } catch (failure) {
      if (!(failure instanceof MessengerError)) throw failure;
      if (turn !== this.#stage.turn) return;
      this.#stage.stand({ status: 'idle' }, friendId, null, failure.code);
    }
  }

  async #make(friendId: FriendId | null, kind: CardKind): Promise<OpenInvite> {
    const { maker } = this.ports;
    const friend = friendId === null ? null : this.#friend(friendId);
    if (friend === null || kind === 'invite') return maker.invite(friend);
    return (await maker.code(friend)) ?? maker.invite(friend);
  }

  /** A code that I show: the line opens as soon as the friend opens it. */
  #awaitCode({ shown, keys }: OpenInvite, line: SealedLink): void {
    const { id, friendId, label } = shown;
    if (friendId === null) throw new TypeError('a code is for a friend');
    const { metBy: how, theirKey } = this.#friend(friendId);
    const who = { friendId, label, keys, theirKey, metBy: how, inPerson: false, initiator: true };
    this.#lines.await(line, who, { codeId: id });
  }

  /** Whether what is shown already serves this wish; an answer under way serves anyone's. */
  #isUnderWay(friendId: FriendId | null): boolean {
    const { step, friendId: shown } = this.#stage.pairing;
    switch (step.status) {
      case 'idle':
      case 'connected':
        return false;
      case 'inviting':
        return shown === friendId && this.#invites.get(step.inviteId)?.shown.given === false;
      case 'preparing':
        return shown === friendId || (step.kind === 'reply' && friendId === null);
      default:
        return shown === friendId || friendId === null;
    }
  }

  #friend(id: FriendId): FriendRecord {
    const friend = this.ports.friends().find((one) => one.id === id);
    if (friend === undefined) throw new RangeError('no such friend');
    return friend;
  }
}
