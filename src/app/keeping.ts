/** What keeps the lines of one friend, as a session and the state see it; line-keeper.ts does it. */
import { MessengerError, type ErrorCode } from '../errors.ts';
import type { Chunk } from '../wire/envelope.ts';
import type { SealedLink } from './sealed-link.ts';

/**
 * `away`: no line. `open`: connected. `shaky`: connected, and nothing has come for seconds.
 * `looking`: the line is dead, and another is being looked for.
 */
export type LineState = 'away' | 'open' | 'shaky' | 'looking';

/** `back`: the person came back to the page; `network`: the device's networks changed. */
export type Wake = 'back' | 'network';

export interface Keeping {
  /** Both hellos came: keeps this line from now on. What was kept before is let go. */
  watch(link: SealedLink): void;
  /** Something arrived on the line. */
  heard(): void;
  /** Sends a chunk of a file by a lane of the line, or by the line where there is none. As `SealedLink.sendChunk`. */
  sendChunk(chunk: Chunk): Promise<void>;
  /** A frame of 0x30 to 0x3f arrived on it. @throws MessengerError 'line-malformed-frame' */
  onFrame(bytes: Uint8Array): void;
  /** The line ended, not by a bye. @returns whether another one is being looked for */
  lost(code: ErrorCode | null): boolean;
  /** Looks no more, and holds nothing any more. */
  end(): void;
  wake(why: Wake): void;
}

/** Whether a frame is one for `Keeping.onFrame` (PROTOCOL.md §3.5). */
export function isKeepingFrame(frame: Uint8Array): boolean {
  return (frame[0] ?? 0) >> 4 === 3;
}

/** What keeps lines is fetched in well under a second; meanwhile friends offer a spare and a return. */
const MAX_EARLY_FRAMES = 16;

/** Fetches what keeps lines with the first one; until it is there, or where it cannot be had, a line ends when it ends. */
export class LazyKeeping implements Keeping {
  #real: Keeping | null = null;
  /** What is to be kept as soon as possible. */
  #link: SealedLink | null = null;
  #early: Uint8Array[] = [];

  /** @param load tried again with the next line after a failure */
  constructor(private readonly load: () => Promise<Keeping>) {}

  watch(link: SealedLink): void {
    this.#link = link;
    this.#early = [];
    if (this.#real === null) void this.#fetch();
    else this.#real.watch(link);
  }

  heard(): void {
    this.#real?.heard();
  }

  sendChunk(chunk: Chunk): Promise<void> {
    if (this.#real !== null) return this.#real.sendChunk(chunk);
    return this.#link?.sendChunk(chunk) ?? Promise.reject(new MessengerError('line-lost'));
  }

  onFrame(bytes: Uint8Array): void {
    if (this.#real !== null) this.#real.onFrame(bytes);
    else if (this.#early.length < MAX_EARLY_FRAMES) this.#early.push(bytes);
  }

  lost(code: ErrorCode | null): boolean {
    this.#link = null;
    return this.#real?.lost(code) ?? false;
  }

  end(): void {
    this.#link = null;
    this.#real?.end();
  }

  wake(why: Wake): void {
    this.#real?.wake(why);
  }

  async #fetch(): Promise<void> {
    const loaded = await this.load().catch(() => null);
    const link = this.#link;
    if (loaded === null || this.#real !== null) return;
    this.#real = loaded;
    if (link === null) return;
    loaded.watch(link);
    try {
      for (const bytes of this.#early) loaded.onFrame(bytes);
    } catch (error) {
      if (!(error instanceof MessengerError)) throw error;
      link.close(error.code);
    }
  }
}
