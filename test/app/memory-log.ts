/** A LogRepository in memory: what storage promises, without the storage. */
import type { LogEntry } from '../../src/wire/frame.ts';
import type { Author, LogRepository, StoredEntry } from '../../src/storage/repositories.ts';

export class MemoryLog implements LogRepository {
  readonly entries: StoredEntry[] = [];

  append(
    conversationId: string,
    author: Author,
    entry: LogEntry,
    seq?: number,
  ): Promise<StoredEntry | null> {
    const have = this.#of(conversationId, author).length;
    if (seq !== undefined && seq <= have) return Promise.resolve(null);
    if (seq !== undefined && seq > have + 1) return Promise.reject(new RangeError('gap'));
    const position = this.entries.filter((e) => e.conversationId === conversationId).length + 1;
    const stored = { conversationId, position, author, seq: have + 1, entry };
    this.entries.push(stored);
    return Promise.resolve(stored);
  }

  count(conversationId: string, author: Author): Promise<number> {
    return Promise.resolve(this.#of(conversationId, author).length);
  }

  after(
    conversationId: string,
    author: Author,
    afterSeq: number,
    limit: number,
  ): Promise<StoredEntry[]> {
    const all = this.#of(conversationId, author);
    return Promise.resolve(all.filter((e) => e.seq > afterSeq).slice(0, limit));
  }

  page(
    conversationId: string,
    beforePosition: number | null,
    limit: number,
  ): Promise<StoredEntry[]> {
    const before = beforePosition ?? Infinity;
    const all = this.entries.filter(
      (e) => e.conversationId === conversationId && e.position < before,
    );
    return Promise.resolve(all.slice(-limit));
  }

  #of(conversationId: string, author: Author): StoredEntry[] {
    return this.entries.filter((e) => e.conversationId === conversationId && e.author === author);
  }
}
