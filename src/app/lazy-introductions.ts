/** Introductions, fetched with the first line: without one nobody can introduce anybody. */
import { MessengerError } from '../errors.ts';
import type { FriendRecord } from '../storage/repositories.ts';
import type { IntroductionFrame } from '../wire/frame.ts';
import type { Introductions } from './introductions.ts';
import type { FriendId } from './state.ts';

type Call = (introductions: Introductions) => void;

/** What comes of all lines while it is fetched, in well under a second; more is a flood. */
const MAX_WAITING = 256;

export class LazyIntroductions {
  #real: Introductions | null = null;
  #isFetching = false;
  /** What happened since the first line, in its order. */
  #waiting: Call[] = [];

  /** @param load tried again with the next line after a failure */
  constructor(private readonly load: () => Promise<Introductions>) {}

  /** @returns false when that cannot be; true also when it begins as soon as it can */
  introduce(x: FriendRecord, y: FriendRecord): boolean {
    if (this.#real !== null) return this.#real.introduce(x, y);
    this.#later((introductions) => introductions.introduce(x, y));
    return this.#isFetching;
  }

  answer(id: string, agree: boolean): void {
    this.#real?.answer(id, agree);
  }

  dismiss(id: string): void {
    this.#real?.dismiss(id);
  }

  findingChanged(): void {
    this.#later((introductions) => introductions.findingChanged());
  }

  forget(friendId: FriendId): void {
    this.#later((introductions) => introductions.forget(friendId));
  }

  lineOpened(friendId: FriendId): void {
    void this.#fetch();
    this.#later((introductions) => introductions.lineOpened(friendId));
  }

  lineEnded(friendId: FriendId): void {
    this.#later((introductions) => introductions.lineEnded(friendId));
  }

  /** @throws MessengerError 'line-malformed-frame' */
  onFrame(from: FriendId, frame: IntroductionFrame): void {
    if (this.#waiting.length >= MAX_WAITING) throw new MessengerError('line-malformed-frame');
    this.#later((introductions) => introductions.onFrame(from, frame));
  }

  close(): void {
    this.#real?.close();
  }

  /** At once when it is there; what happens before the first line concerns nobody. */
  #later(call: Call): void {
    if (this.#real !== null) call(this.#real);
    else if (this.#isFetching) this.#waiting.push(call);
  }

  async #fetch(): Promise<void> {
    if (this.#real !== null || this.#isFetching) return;
    this.#isFetching = true;
    const loaded = await this.load().catch(() => null);
    this.#isFetching = false;
    const waiting = this.#waiting.splice(0);
    if (loaded === null) return;
    this.#real = loaded;
    for (const call of waiting) call(loaded);
  }
}
