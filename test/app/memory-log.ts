/** A LogRepository in memory: what storage promises, without the storage. */
import type { LogEntry } from '../../src/wire/frame.ts';
import type { GoneEntry } from '../../src/wire/entry-content.ts';
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

  erase(
    conversationId: string,
    author: Author,
    seq: number,
    why: GoneEntry['why'],
  ): Promise<StoredEntry | null> {
    const at = this.entries.findIndex(
      (e) => e.conversationId === conversationId && e.author === author && e.seq === seq,
    );
    const stored = this.entries[at];
    if (stored === undefined) return Promise.resolve(null);
    const entry: GoneEntry = { kind: 'gone', atMs: stored.entry.atMs, why };
    const tombstone = { ...stored, entry };
    this.entries[at] = tombstone;
    return Promise.resolve(tombstone);
  }

  vanishes(): Promise<boolean> {
    return Promise.resolve(false);
  }

  async clear(conversationId: string): Promise<void> {
    for (const { author, seq } of [...this.entries]) {
      await this.erase(conversationId, author, seq, 'silent');
    }
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
