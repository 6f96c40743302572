/** One side of an exchange of logs, over storage in memory. */
import { LogExchange } from '../../src/app/log-exchange.ts';
import type { ErrorCode } from '../../src/errors.ts';
import type { Frame, LogEntry } from '../../src/wire/frame.ts';
import { MemoryLog } from './memory-log.ts';

export const CONVERSATION = 'c';
export const FRIEND = 'friend';

export function text(of: string): LogEntry {
  return { kind: 'text', atMs: 1, text: of };
}

/** Lets everything that is ready run. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 20; i += 1) await new Promise((resolve) => setImmediate(resolve));
}

export class Side {
  readonly log = new MemoryLog();
  readonly failures: ErrorCode[] = [];
  acked = 0;
  restoredSeq: number | null = null;
  keep: (entry: LogEntry) => Promise<void> = () => Promise.resolve();
  exchange: LogExchange | null = null;

  async write(what: string): Promise<void> {
    const stored = await this.log.append(CONVERSATION, text(what));
    this.exchange?.written(stored);
  }

  connect(send: (frame: Frame) => Promise<void>): void {
    this.exchange = new LogExchange({
      conversationId: CONVERSATION,
      friendId: FRIEND,
      logs: this.log,
      send,
      fail: (code) => {
        this.failures.push(code);
      },
      keep: (entry) => this.keep(entry),
      restoredSeq: () => this.restoredSeq,
      settled: () => {
        this.restoredSeq = null;
        return Promise.resolve();
      },
      nowMs: () => 7,
      onEntry: () => undefined,
      onSent: () => undefined,
      onAcked: (seq) => {
        this.acked = Math.max(this.acked, seq);
      },
    });
  }

  take(frame: Frame): void {
    if (frame.type === 'entry') this.exchange?.entry(frame.seq, frame.entry);
    else if (frame.type === 'ack') this.exchange?.ack(frame.seq);
  }

  texts(author: string): string[] {
    return this.log.entries
      .filter((stored) => stored.author === author)
      .map((stored) => (stored.entry.kind === 'text' ? stored.entry.text : '?'));
  }
}
