/** What becomes of lines that are being waited for: a meeting, or another card with the reason beside it. */
import type { KeyPair } from '../crypto/identity.ts';
import { MessengerError, type ErrorCode } from '../errors.ts';
import { equalBytes } from '../wire/bytes.ts';
import type { Answer, Attempt, Attempts, Meeting, Who } from './attempts.ts';
import type { OpenInvites } from './open-cards.ts';
import type { PairingStage } from './pairing-stage.ts';
import type { SealedLink } from './sealed-link.ts';
import type { FriendId, InviteId } from './state.ts';

/**
 * Two people who answered each other's cards at once get two lines, of which one stays (Session). The
 * other must not be cut before both sides have seen both; connecting takes less.
 */
const CROSSING_MS = 10_000;

/** Which card is shown for a friend: a code where they can be met by one, or an invite in any case. */
export type CardKind = 'code' | 'invite';

/** What a line that is being waited for comes from, and what is shown in place of one that failed. */
export interface Waiting {
  readonly answer?: Answer;
  readonly codeId?: InviteId;
  readonly instead?: { readonly kind: CardKind; readonly error: ErrorCode };
}

export interface AwaitedLinesPorts {
  readonly invites: OpenInvites;
  readonly attempts: Attempts;
  readonly stage: PairingStage;
  met(meeting: Meeting, shown: boolean): Promise<FriendId>;
  /** Shows a fresh card. */
  begin(friendId: FriendId | null, kind: CardKind, error: ErrorCode | null): void;
}

/** Waits for lines, and says on the stage what became of them. */
export class AwaitedLines {
  constructor(private readonly ports: AwaitedLinesPorts) {}

  /** Waits until a line opens or fails. */
  await(link: SealedLink, who: Who, { answer, codeId, instead }: Waiting): Attempt {
    const attempt = { link, who, answer: answer ?? null, codeId: codeId ?? null };
    this.ports.attempts.keep(attempt, {
      opened: () => void this.#met(attempt, this.#end(attempt)),
      closed: (code) => {
        if (!this.#end(attempt)) return;
        const error = instead?.error ?? code ?? 'line-not-connected';
        this.ports.begin(who.friendId, instead?.kind ?? 'code', error);
      },
    });
    return attempt;
  }

  /** A used card is spent. @returns whether the screen waited for this line */
  #end(attempt: Attempt): boolean {
    const { stage, invites } = this.ports;
    const isShown = stage.isAt(attempt);
    const code = attempt.codeId === null ? null : invites.get(attempt.codeId);
    if (code !== null) invites.spend(code);
    return isShown;
  }

  /** Whether the screen waits for this friend, by whatever card. */
  standsFor(friendId: FriendId | null): boolean {
    const { step, friendId: whom } = this.ports.stage.pairing;
    return friendId !== null && whom === friendId && step.status !== 'idle';
  }

  /** A friend was met without any card of mine: what was open with them has served. */
  metOtherwise(friendId: FriendId): void {
    if (this.standsFor(friendId)) {
      this.ports.stage.stand({ status: 'connected', friendId }, friendId);
    }
    this.#tidy(friendId, null);
  }

  async #met(attempt: Attempt, wasShown: boolean): Promise<void> {
    const { stage, attempts } = this.ports;
    const { link, who } = attempt;
    const { turn } = stage;
    // Also when the person waits for the same friend by another card.
    const isShown = wasShown || this.standsFor(who.friendId);
    // What the person goes on to meanwhile is not to be replaced by this.
    const isStillShown = (): boolean => isShown && turn === stage.turn;
    try {
      const inPerson = who.inPerson && !attempts.wasGiven(attempt);
      const friendId = await this.ports.met({ ...who, inPerson, link }, isShown);
      if (isStillShown()) stage.stand({ status: 'connected', friendId }, friendId);
      this.#tidy(friendId, who.keys);
    } catch (error) {
      link.close();
      if (!(error instanceof MessengerError)) throw error;
      if (isStillShown()) this.ports.begin(who.friendId, 'code', error.code);
    }
  }

  /** Whatever else was open with the same person has served; see CROSSING_MS. */
  #tidy(friendId: FriendId, mine: KeyPair | null): void {
    const { invites, attempts } = this.ports;
    const isTheirs = (id: FriendId | null, { publicKey }: KeyPair): boolean =>
      id === friendId || (mine !== null && equalBytes(publicKey, mine.publicKey));
    for (const invite of invites.where(({ shown, keys }) => isTheirs(shown.friendId, keys))) {
      // A code's line may be opening at this moment; it is among those that wait.
      if (invite.line === null) invites.cancel(invite.shown.id);
      else invites.spend(invite);
    }
    const waiting = attempts.where(({ who }) => isTheirs(who.friendId, who.keys));
    if (waiting.length === 0) return;
    setTimeout(() => {
      for (const attempt of waiting) attempts.drop(attempt);
    }, CROSSING_MS);
  }
}
