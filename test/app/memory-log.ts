/** A LogRepository in memory: what storage promises, without the storage. */
import type { LogEntry } from '../../src/wire/frame.ts';
import { missingEntries } from '../../src/wire/missing-entries.ts';
import type { Author, LogRepository, StoredEntry } from '../../src/storage/repositories.ts';

export class MemoryLog implements LogRepository {
  readonly entries: StoredEntry[] = [];

  append(conversationId: string, entry: LogEntry): Promise<StoredEntry> {
    return Promise.resolve(this.#add(conversationId, 'me', entry));
  }

  receive(
    conversationId: string,
    author: string,
    firstSeq: number,
    entries: readonly LogEntry[],
  ): Promise<StoredEntry[]> {
    const nextSeq = this.#lastSeq(conversationId, author) + 1;
    if (firstSeq > nextSeq) return Promise.reject(new RangeError('gap'));
    const fresh = entries.slice(nextSeq - firstSeq);
    return Promise.resolve(fresh.map((entry) => this.#add(conversationId, author, entry)));
  }

  continueBehind(
    conversationId: string,
    have: number,
    knownSeq: number,
    atMs: number,
  ): Promise<void> {
    for (const [at, stored] of this.entries.entries()) {
      const isUnsent = stored.author === 'me' && stored.seq > knownSeq;
      if (stored.conversationId !== conversationId || !isUnsent) continue;
      this.entries[at] = { ...stored, seq: stored.seq + have - knownSeq };
    }
    const position = this.entries.filter((e) => e.conversationId === conversationId).length + 1;
    const entry = missingEntries(have - knownSeq, atMs);
    this.entries.push({ conversationId, position, author: 'me', seq: have, entry });
    return Promise.resolve();
  }

  count(conversationId: string, author: Author): Promise<number> {
    return Promise.resolve(this.#lastSeq(conversationId, author));
  }

  after(
    conversationId: string,
    author: Author,
    afterSeq: number,
    limit: number,
  ): Promise<StoredEntry[]> {
    const all = this.#of(conversationId, author);
    const later = all.filter((e) => e.seq > afterSeq).sort((a, b) => a.seq - b.seq);
    return Promise.resolve(later.slice(0, limit));
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

  #add(conversationId: string, author: Author, entry: LogEntry): StoredEntry {
    const position = this.entries.filter((e) => e.conversationId === conversationId).length + 1;
    const seq = this.#lastSeq(conversationId, author) + 1;
    const stored = { conversationId, position, author, seq, entry };
    this.entries.push(stored);
    return stored;
  }

  #lastSeq(conversationId: string, author: Author): number {
    return Math.max(0, ...this.#of(conversationId, author).map(({ seq }) => seq));
  }

  #of(conversationId: string, author: Author): StoredEntry[] {
    return this.entries.filter((e) => e.conversationId === conversationId && e.author === author);
  }
}
