/** What the pairing screen shows, and whose turn it is. */
import type { ErrorCode } from '../errors.ts';
import type { Attempt } from './attempts.ts';
import type { OpenInvite } from './open-cards.ts';
import type { FriendId, Pairing, PairingStep } from './state.ts';

/** A moment that may be returned to. */
export interface Scene {
  readonly pairing: Pairing;
  readonly attempt: Attempt | null;
}

/** The one scene that is shown, and the turn that it is. */
export class PairingStage {
  #scene: Scene = {
    pairing: { step: { status: 'idle' }, friendId: null, error: null, stale: null },
    attempt: null,
  };
  /** Rises with every step; whoever prepares something for one asks afterwards whether it is still the same. */
  #turn = 0;

  constructor(private readonly show: (pairing: Pairing) => void) {}

  get scene(): Scene {
    return this.#scene;
  }

  get pairing(): Pairing {
    return this.#scene.pairing;
  }

  get turn(): number {
    return this.#turn;
  }

  /** Goes on to a step. @returns the turn that begins with it */
  stand(
    step: PairingStep,
    friendId: FriendId | null,
    attempt: Attempt | null = null,
    error: ErrorCode | null = null,
  ): number {
    this.#set({ pairing: { step, friendId, error, stale: null }, attempt });
    return ++this.#turn;
  }

  /** Shows an open card. */
  standAt({ shown }: OpenInvite, error: ErrorCode | null): void {
    const { id, card, sinceMs, friendId } = shown;
    this.stand({ status: 'inviting', inviteId: id, card, sinceMs }, friendId, null, error);
  }

  /** Returns to what stood before. */
  standAgain({ pairing, attempt }: Scene): void {
    this.stand(pairing.step, pairing.friendId, attempt);
  }

  /** Says something beside the step. */
  say(change: Partial<Pick<Pairing, 'error' | 'stale'>>): void {
    this.#set({ ...this.#scene, pairing: { ...this.pairing, ...change } });
  }

  /** Whether the screen waits for this very line. */
  isAt(attempt: Attempt): boolean {
    const { step } = this.pairing;
    if (attempt === this.#scene.attempt) return true;
    return step.status === 'inviting' && step.inviteId === attempt.codeId;
  }

  #set(scene: Scene): void {
    this.#scene = scene;
    this.show(scene.pairing);
  }
}
