/**
 * A friend introduces me to somebody: our cards go through them, sealed so that they cannot read them
 * (PROTOCOL.md §7.1 to §7.4).
 *
 *   asked ── I agree ──► agreed ── go ──► connecting ── line open ──► met
 *
 * `found`: a friend whom I have lost touch with; both of us allowed it before, so nobody is asked, and
 * the cards are under the identities that we have for each other.
 */
import { makeIdentity, type KeyPair } from '../crypto/identity.ts';
import { introductionKeys } from '../crypto/introduction-seal.ts';
import type { RandomBytes } from '../crypto/random.ts';
import { MessengerError } from '../errors.ts';
import type { FriendRecord } from '../storage/repositories.ts';
import { equalBytes, toHex } from '../wire/bytes.ts';
import type { Card, InviteCard, ReplyCard } from '../wire/card.ts';
import type { IntroductionFrame, IntroductionFrameOf } from '../wire/frame.ts';
import type { Meeting } from './attempts.ts';
import type { CardMaker } from './card-maker.ts';
import { ANSWER_TIMEOUT_MS, MAX_OPEN_INTRODUCTIONS, PASS_TIMEOUT_MS } from './introducer.ts';
import { cardFrom, sealFor } from './introduction-box.ts';
import type { IntroducedStatus, Introduction } from './introduction-record.ts';
import type { MeetingSecrets } from './meeting-secrets.ts';
import type { SealedLink } from './sealed-link.ts';
import type { FriendId } from './state.ts';

export interface IntroducedPorts {
  readonly random: RandomBytes;
  readonly maker: Pick<CardMaker, 'invite' | 'reply'>;
  readonly secrets: MeetingSecrets;
  /** @returns whether there is a line */
  tell(friendId: FriendId, frame: IntroductionFrame): boolean;
  met(meeting: Meeting): Promise<FriendId>;
  /** Another introduction took this one's place. */
  replaced(id: string): void;
  /** Told of every change of what a person is asked. @param friendId whom I met */
  changed(
    introduction: { readonly id: string; readonly via: FriendId; readonly name: string },
    status: IntroducedStatus,
    friendId: FriendId | null,
  ): void;
}

/** My part when a friend introduces me, or finds a friend of mine. */
export class Introduced {
  readonly #open = new Map<string, Introduction>();

  constructor(private readonly ports: IntroducedPorts) {}

  /** Says yes or no. */
  answer(id: string, agree: boolean): void {
    const introduction = this.#open.get(id);
    if (introduction?.status !== 'asked') return;
    if (agree) this.#agree(introduction);
    else {
      this.#tell(introduction, { type: 'introduction-answer', id: introduction.id, key: null });
      this.#end(introduction);
    }
  }

  /** A go-between found a friend whom I look for. Both allowed it, so nobody is asked. */
  found(via: FriendId, id: Uint8Array, friend: FriendRecord): void {
    // Two go-betweens may find the same friend; one line is enough.
    if ([...this.#open.values()].some((one) => one.found?.id === friend.id)) return;
    const introduction = this.#begin(via, id, friend.name, friend);
    if (introduction !== null) this.#agree(introduction);
  }

  /** Takes a frame of a friend; what belongs to no open introduction of theirs is ignored. */
  onFrame(
    via: FriendId,
    frame: IntroductionFrameOf<
      'introduction' | 'introduction-go' | 'introduction-pass' | 'introduction-end'
    >,
  ): void {
    if (frame.type === 'introduction') {
      this.#begin(via, frame.id, frame.name, null);
      return;
    }
    const introduction = this.#open.get(toHex(frame.id));
    if (introduction?.via !== via) return;
    if (frame.type === 'introduction-end') this.#end(introduction);
    else void this.#guard(introduction, () => this.#take(introduction, frame));
  }

  /** A friend's line ended: what they had not passed on yet will not come. */
  lineEnded(via: FriendId): void {
    for (const introduction of [...this.#open.values()]) {
      if (introduction.via === via && introduction.link === null) this.#end(introduction);
    }
  }

  /** A friend was removed. */
  forget(friendId: FriendId): void {
    for (const introduction of [...this.#open.values()]) {
      const { via, found } = introduction;
      if (via === friendId || found?.id === friendId) this.#end(introduction);
    }
  }

  /** The page is closing. */
  close(): void {
    for (const introduction of [...this.#open.values()]) this.#end(introduction);
  }

  #begin(
    via: FriendId,
    id: Uint8Array,
    name: string,
    found: FriendRecord | null,
  ): Introduction | null {
    const open = [...this.#open.values()].filter((one) => one.via === via);
    if (this.#open.has(toHex(id)) || open.length >= MAX_OPEN_INTRODUCTIONS) return null;
    // Asked again about the same person: the earlier question came to nothing.
    for (const one of open) {
      if (one.name !== name || one.found !== null || one.status === 'connecting') continue;
      if (this.#forget(one)) this.ports.replaced(toHex(one.id));
    }
    const introduction: Introduction = {
      ...{ id, via, name, found, status: 'asked', passed: false },
      ...{ keys: null, theirKey: null, role: null, invite: null, link: null, timer: undefined },
    };
    this.#open.set(toHex(id), introduction);
    this.#wait(introduction, ANSWER_TIMEOUT_MS);
    this.#changed(introduction, null);
    return introduction;
  }

  #agree(introduction: Introduction): void {
    const keys = introductionKeys(this.ports.random);
    introduction.keys = keys;
    introduction.status = 'agreed';
    const { id } = introduction;
    this.#changed(introduction, null);
    this.#tell(introduction, { type: 'introduction-answer', id, key: keys.publicKey });
  }

  async #take(
    introduction: Introduction,
    frame: IntroductionFrameOf<'introduction-go' | 'introduction-pass'>,
  ): Promise<void> {
    if (frame.type === 'introduction-go') {
      if (introduction.status !== 'agreed') return;
      introduction.status = 'connecting';
      introduction.role = frame.role;
      introduction.theirKey = frame.key;
      this.#wait(introduction, PASS_TIMEOUT_MS);
      this.#changed(introduction, null);
      if (frame.role === 'invite') await this.#invite(introduction);
      return;
    }
    if (introduction.status !== 'connecting' || introduction.passed) return;
    introduction.passed = true;
    const { bytes, card } = cardFrom(introduction, frame.box, this.ports.secrets);
    if (introduction.role === 'invite' && card.kind === 'reply') {
      this.#accept(introduction, bytes, card);
    } else if (introduction.role === 'wait' && card.kind === 'invite') {
      await this.#reply(introduction, bytes, card);
    } else throw new MessengerError('card-altered');
  }

  async #invite(introduction: Introduction): Promise<void> {
    const invite = await this.ports.maker.invite(introduction.found);
    if (introduction.status !== 'connecting') {
      invite.cancel();
      return;
    }
    introduction.invite = invite;
    this.#pass(introduction, invite.bytes);
  }

  #accept(introduction: Introduction, bytes: Uint8Array, reply: ReplyCard): void {
    const { invite } = introduction;
    if (
      !invite?.accept ||
      !equalBytes(reply.inviteTag, invite.bytes.slice(-reply.inviteTag.length))
    ) {
      throw new MessengerError('reply-unknown-invite');
    }
    introduction.invite = null;
    const link = invite.accept(bytes, reply);
    this.#await(introduction, link, invite.keys, reply, true);
  }

  async #reply(introduction: Introduction, bytes: Uint8Array, card: InviteCard): Promise<void> {
    const keys = introduction.found ?? makeIdentity(this.ports.random);
    const reply = await this.ports.maker.reply(bytes, card, keys);
    if (introduction.status !== 'connecting') {
      reply.link.close();
      return;
    }
    this.#await(introduction, reply.link, keys, card, false);
    this.#pass(introduction, reply.bytes);
  }

  #await(
    introduction: Introduction,
    link: SealedLink,
    keys: KeyPair,
    card: Card,
    initiator: boolean,
  ): void {
    introduction.link = link;
    const { found, name } = introduction;
    const who = { friendId: found?.id ?? null, label: name, theirKey: card.identityKey, initiator };
    const unlisten = link.listen({
      opened: () => {
        unlisten();
        void this.#guard(introduction, async () => {
          const how = { metBy: 'introduction', inPerson: false } as const;
          const friendId = await this.ports.met({ ...who, ...how, keys, link });
          introduction.link = null;
          introduction.status = 'met';
          this.#forget(introduction);
          this.#changed(introduction, friendId);
        });
      },
      closed: () => {
        unlisten();
        this.#fail(introduction);
      },
    });
  }

  #pass(introduction: Introduction, card: Uint8Array): void {
    const { random, secrets } = this.ports;
    const box = sealFor(introduction, card, secrets, random);
    this.#tell(introduction, { type: 'introduction-pass', id: introduction.id, box });
  }

  /** What fails here fails the introduction and nothing else; the introducer passes it on. */
  async #guard(introduction: Introduction, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof MessengerError)) throw error;
      this.#fail(introduction);
    }
  }

  /** It came to nothing here; the introducer tells the other side. */
  #fail(introduction: Introduction): void {
    const { id, status } = introduction;
    if (status === 'connecting') {
      this.#tell(introduction, { type: 'introduction-end', id, reason: 'failed' });
    }
    this.#end(introduction);
  }

  #wait(introduction: Introduction, timeoutMs: number): void {
    clearTimeout(introduction.timer);
    introduction.timer = setTimeout(() => this.#fail(introduction), timeoutMs);
  }

  #end(introduction: Introduction): void {
    if (!this.#forget(introduction)) return;
    introduction.status = 'ended';
    introduction.invite?.cancel();
    introduction.link?.close();
    this.#changed(introduction, null);
  }

  #forget(introduction: Introduction): boolean {
    clearTimeout(introduction.timer);
    return this.#open.delete(toHex(introduction.id));
  }

  #tell({ via }: Introduction, frame: IntroductionFrame): void {
    this.ports.tell(via, frame);
  }

  /** A friend found again is there: nothing was asked, so nothing is shown. */
  #changed({ id, via, name, status, found }: Introduction, friendId: FriendId | null): void {
    if (found === null) this.ports.changed({ id: toHex(id), via, name }, status, friendId);
  }
}
