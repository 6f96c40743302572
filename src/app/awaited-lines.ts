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

  async #met({ link, who }: Attempt, isShown: boolean): Promise<void> {
    const { stage } = this.ports;
    const { turn } = stage;
    // What the person goes on to meanwhile is not to be replaced by this.
    const isStillShown = (): boolean => isShown && turn === stage.turn;
    try {
      const friendId = await this.ports.met({ ...who, link }, isShown);
      this.#tidy(friendId, who.keys);
      if (isStillShown()) stage.stand({ status: 'connected', friendId }, friendId);
    } catch (error) {
      link.close();
      if (!(error instanceof MessengerError)) throw error;
      if (isStillShown()) this.ports.begin(who.friendId, 'code', error.code);
    }
  }

  /** Whatever else was open with the same person has served; see CROSSING_MS. */
  #tidy(friendId: FriendId, { publicKey }: KeyPair): void {
    const { invites, attempts } = this.ports;
    const isTheirs = (id: FriendId | null, keys: KeyPair): boolean =>
      id === friendId || equalBytes(keys.publicKey, publicKey);
    invites.cancelWhere(({ shown, keys }) => isTheirs(shown.friendId, keys));
    const waiting = attempts.where(({ who }) => isTheirs(who.friendId, who.keys));
    if (waiting.length === 0) return;
    setTimeout(() => {
      for (const attempt of waiting) attempts.drop(attempt);
    }, CROSSING_MS);
  }
}
