/** What is kept of moving to another device. */
import type { MoveRecord } from './move-codec.ts';

export interface MoveRepository {
  /** Null: there is none. @throws MessengerError 'storage-*' */
  get(): Promise<MoveRecord | null>;
  /** Durable when it resolves. @throws MessengerError 'storage-*' */
  put(record: MoveRecord): Promise<void>;
  clear(): Promise<void>;
}
