/** Moving everything from one device to another (PROTOCOL.md §11): either side of it, one at a time. */
import type { ErrorCode } from '../errors.ts';
import { MessengerError } from '../errors.ts';
import type { FriendId } from '../storage/repositories.ts';
import type { MoveRecord } from '../storage/move-codec.ts';
import type { MoveFrame } from '../wire/frame.ts';
import type { MoveActions } from './move-actions.ts';
import { MovingIn } from './moving-in.ts';
import { MovingOut } from './moving-out.ts';
import type { MovingPorts } from './moving-ports.ts';
import { outcomeOf } from './outcome.ts';

/** A few for every time that the line comes back; more is a flood. */
const MAX_FRAMES = 64;

export class Moving implements MoveActions {
  readonly #out: MovingOut;
  readonly #in: MovingIn;
  /** What friends said on the lines that they have now. */
  readonly #frames = new Map<FriendId, number>();
  /** One frame after another: what one means may have to be read from storage. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(private readonly ports: MovingPorts) {
    this.#out = new MovingOut(ports);
    this.#in = new MovingIn(ports);
  }

  /** What is kept of an earlier page. @throws MessengerError 'storage-*' */
  record(): Promise<MoveRecord | null> {
    return this.ports.moves.get();
  }

  /** Once everybody is known: goes on where an earlier page ended. */
  async resume(): Promise<void> {
    const record = await this.ports.moves.get();
    if (record?.state === 'leaving') await this.#out.resume(record);
    if (record?.state === 'arrived') this.#in.remember(record.friendId);
  }

  lineOpened(friendId: FriendId): void {
    this.#frames.delete(friendId);
    this.#out.lineOpened(friendId);
    this.#inTurn(() => this.#in.owes(friendId));
  }

  onFrame(from: FriendId, frame: MoveFrame): void {
    const frames = (this.#frames.get(from) ?? 0) + 1;
    this.#frames.set(from, frames);
    if (frames > MAX_FRAMES) {
      this.ports.fail(from);
      return;
    }
    this.#inTurn(() => this.#take(from, frame));
  }

  async choose(friendId: FriendId): Promise<ErrorCode | null> {
    const { move } = this.ports.store.get();
    // What another device did not hear holds up nothing; a request waits for its answer.
    if (move !== undefined && move.step !== 'arrived') return null;
    return outcomeOf(this.#out.choose(friendId));
  }

  ask(): void {
    this.#out.ask();
  }

  finish(): Promise<ErrorCode | null> {
    return outcomeOf(this.#out.finish());
  }

  look(): void {
    this.#in.look();
  }

  agree(): Promise<ErrorCode | null> {
    return this.#in.agree();
  }

  async stop(): Promise<void> {
    const { move } = this.ports.store.get();
    await (move?.side === 'old' ? this.#out.stop() : this.#in.stop());
  }

  async useHere(): Promise<ErrorCode | null> {
    const error = await outcomeOf(this.ports.moves.clear());
    if (error === null) this.ports.restart();
    return error;
  }

  async #take(from: FriendId, { move, step }: MoveFrame): Promise<void> {
    switch (step.name) {
      case 'offer':
        await this.#in.offered(from, move, step);
        return;
      case 'answer':
        this.#out.answered(from, move, step.answer);
        return;
      case 'file':
        this.#in.file(from, move, step.fileId, step.secret);
        return;
      case 'done':
        await this.#out.done(from, move);
        return;
      case 'noted':
        await this.#in.noted(from, move);
        return;
      case 'end':
        this.#out.ended(from, move);
        this.#in.ended(from, move);
    }
  }

  /** A failure of storage is met again with the next frame or line, which asks or tells once more. */
  #inTurn(work: () => Promise<unknown>): void {
    this.#last = this.#last.then(work).catch((error: unknown) => {
      if (!(error instanceof MessengerError)) throw error;
    });
  }
}
