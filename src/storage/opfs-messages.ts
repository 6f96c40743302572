/** What goes between the page and the Worker that holds the files. */
import { MessengerError, type ErrorCode } from '../errors.ts';
import type { OpfsFiles } from './opfs-files.ts';
import type { ReceivedPiece } from './stored-pieces.ts';
import { translate } from './storage-errors.ts';

/** What the page may ask for. */
export type OpfsMethod = keyof OpfsFiles;

type Method = (...args: readonly unknown[]) => Promise<unknown>;

/** From the page; `id` comes back with the reply. */
export interface OpfsRequest {
  readonly id: number;
  readonly method: OpfsMethod;
  /** Those of the method. */
  readonly args: readonly unknown[];
}

/** From the Worker, one for each request. */
export type OpfsReply =
  | { readonly id: number; readonly status: 'done'; readonly value: unknown }
  | { readonly id: number; readonly status: 'failed'; readonly code: ErrorCode }
  /** A programmer's mistake: a RangeError or TypeError with this message. */
  | { readonly id: number; readonly status: 'mistake'; readonly message: string };

/** Does what a request asks for and tells how it went; never rejects. */
export async function answer(files: OpfsFiles, request: OpfsRequest): Promise<OpfsReply> {
  const { id, method } = request;
  try {
    // opfs-file-store.ts, which makes all requests, checks arguments against methods.
    const methods = files as unknown as Record<OpfsMethod, Method>;
    return { id, status: 'done', value: await methods[method](...request.args) };
  } catch (error) {
    return failure(id, error);
  }
}

/** The reply that tells of an error. */
export function failure(id: number, error: unknown): OpfsReply {
  const translated = translate(error, 'file-no-space');
  return translated instanceof MessengerError
    ? { id, status: 'failed', code: translated.code }
    : { id, status: 'mistake', message: translated.message };
}

/** What of a reply is handed over instead of copied. */
export function transferOf(reply: OpfsReply): Transferable[] {
  if (reply.status !== 'done') return [];
  const { value } = reply;
  if (value instanceof Uint8Array) return [value.buffer as ArrayBuffer];
  return isReceived(value) ? [value.spent] : [];
}

function isReceived(value: unknown): value is ReceivedPiece {
  return typeof value === 'object' && value !== null && 'spent' in value;
}
