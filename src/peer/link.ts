/**
 * A Link carries whole, ordered messages between two browsers, with back-pressure.
 * Everything above this interface is tested over the in-memory twin (memory-link.ts);
 * both implementations pass the suite in test/contract/link.ts.
 */
import type { ErrorCode } from '../errors.ts';
import type { LinkPath } from './path.ts';

/** `connecting` until the channel opens; `closed` is final. */
export type LinkState = 'connecting' | 'open' | 'closed';

/** Largest message a Link carries: one text entry of the longest kind, or one file chunk, many times over. */
export const MAX_MESSAGE_BYTES = 1024 * 1024;

/** Who hears of a link; leaves out what it does not want to hear. */
export interface LinkListener {
  /** The channel opened. Called at once (in a microtask) when it already is. */
  opened?(): void;
  /** One whole message arrived. The listener owns the bytes. */
  received?(message: Uint8Array): void;
  /**
   * The link ended: `null` when a side closed it on purpose, else why; 'line-not-connected' when the
   * other side's end came before it opened. Called once; at once if already closed.
   */
  closed?(code: ErrorCode | null): void;
}

/** One end of a line. */
export interface Link {
  readonly state: LinkState;
  /** Bytes accepted by `send` and not yet handed to the network. */
  readonly bufferedBytes: number;
  /**
   * Sends one message of 1 to MAX_MESSAGE_BYTES bytes; messages sent while connecting wait.
   * Resolves when there is room for the next; callers that stream must await it. Until then the
   * bytes must stay as they are.
   * @param rest follows `message` in the same message, so that nobody need join long bytes to a header
   * @throws RangeError for a wrong length; rejects with a MessengerError ('line-lost') once closed.
   */
  send(message: Uint8Array, rest?: Uint8Array): Promise<void>;
  /** Ends the link on both sides. With a code when the other side broke the protocol. Safe to call twice. */
  close(code?: ErrorCode): void;
  /** Messages that arrive before anyone listens are kept for the first listener. Returns what ends listening. */
  listen(listener: LinkListener): () => void;
  /** How the open line runs; null when it is not open, or when nobody can say. */
  path?(): Promise<LinkPath | null>;
  /**
   * Bytes that came in over the open line, those of unfinished messages and of bare acknowledgements
   * too; null when nobody can say. A line that still counts up is not dead.
   */
  heardBytes?(): Promise<number | null>;
  /** While connecting: what will most likely keep it from opening; null while nothing speaks against it. */
  obstacle?(): Promise<ErrorCode | null>;
}
