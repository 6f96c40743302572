/**
 * Messages that disappear: notes when their time begins, and lets them go when it is over (PROTOCOL.md
 * §4.2). Fetched when there is one.
 */
import type { ConversationId, StoredEntry } from '../storage/repositories.ts';
import type {
  Vanishing as VanishingEntry,
  VanishingRepository,
} from '../storage/vanishing-repository.ts';
import type { Clock } from './ports.ts';

/** Clocks are set and devices sleep, so it is looked at now and then, however far the next end is. */
const MAX_WAIT_MS = 60_000;
/** What could not be removed is tried again. */
const RETRY_MS = 5_000;

export interface VanishingPorts {
  readonly repository: VanishingRepository;
  readonly clock: Clock;
  /** The last entry of an author whose time has begun: read, or acknowledged. Null for an unknown conversation. */
  begunSeq(conversationId: ConversationId, author: string): number | null;
  /**
   * Its time is over. @returns null when it is gone; else, as a file moves or has just arrived, from
   * when its time counts
   */
  expire(entry: VanishingEntry): Promise<number | null>;
}

export class Vanishing {
  readonly #entries = new Map<string, VanishingEntry>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #looking: Promise<void> = Promise.resolve();
  #waiting = false;

  constructor(private readonly ports: VanishingPorts) {}

  /** Reads what earlier pages left. */
  async load(): Promise<void> {
    const { entries } = await this.ports.repository.all();
    for (const entry of entries) this.#entries.set(keyOf(entry), entry);
    await this.look();
  }

  /** An entry was stored that is to disappear. */
  add({ conversationId, author, seq }: StoredEntry, seconds: number): void {
    const entry = { conversationId, author, seq, seconds, sinceMs: null };
    this.#entries.set(keyOf(entry), entry);
  }

  /** Numbers changed, or a conversation was deleted: what is in storage counts. */
  async reload(): Promise<void> {
    await this.#looking;
    this.#entries.clear();
    await this.load();
  }

  /** Something was read or acknowledged, or time has passed. Resolves when all that was due is gone. */
  look(): Promise<void> {
    // One that has not begun sees all that is so by then.
    if (this.#waiting) return this.#looking;
    this.#waiting = true;
    this.#looking = this.#looking.then(async () => {
      this.#waiting = false;
      clearTimeout(this.#timer);
      this.#wakeIn(await this.#lookOnce().catch(() => RETRY_MS));
    });
    return this.#looking;
  }

  /** Nothing happens any more. */
  end(): void {
    clearTimeout(this.#timer);
    this.#entries.clear();
  }

  /** @returns when to look again, in milliseconds; null for not by itself */
  async #lookOnce(): Promise<number | null> {
    const nowMs = this.ports.clock.nowMs();
    await this.#begin(nowMs);
    let next = Infinity;
    for (const entry of [...this.#entries.values()]) {
      if (entry.sinceMs === null) continue;
      const leftMs = entry.sinceMs + entry.seconds * 1000 - nowMs;
      if (leftMs > 0) next = Math.min(next, leftMs);
      // One that cannot go now holds up no other.
      else next = Math.min(next, await this.#expire(entry, nowMs).catch(() => RETRY_MS));
    }
    return next === Infinity ? null : next;
  }

  /** Begins what is read by now; of a clock that was set back nothing stays longer than its whole time. */
  async #begin(nowMs: number): Promise<void> {
    const begun = [...this.#entries.values()]
      .filter(({ conversationId, author, seq, sinceMs }) => {
        if (sinceMs !== null) return sinceMs > nowMs;
        return seq <= (this.ports.begunSeq(conversationId, author) ?? 0);
      })
      .map((entry) => ({ ...entry, sinceMs: nowMs }));
    if (begun.length === 0) return;
    await this.ports.repository.put(begun);
    for (const entry of begun) this.#entries.set(keyOf(entry), entry);
  }

  /** @returns when to look again, in milliseconds */
  async #expire(entry: VanishingEntry, nowMs: number): Promise<number> {
    const sinceMs = await this.ports.expire(entry);
    if (sinceMs === null) {
      this.#entries.delete(keyOf(entry));
      return Infinity;
    }
    const later = { ...entry, sinceMs: Math.min(sinceMs, nowMs) };
    await this.ports.repository.put([later]);
    this.#entries.set(keyOf(entry), later);
    return later.sinceMs + entry.seconds * 1000 - nowMs;
  }

  #wakeIn(ms: number | null): void {
    if (ms === null) return;
    this.#timer = setTimeout(() => void this.look(), Math.min(Math.max(0, ms), MAX_WAIT_MS));
  }
}

function keyOf({ conversationId, author, seq }: VanishingEntry): string {
  return `${conversationId}/${author}/${seq}`;
}
