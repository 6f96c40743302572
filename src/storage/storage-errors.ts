/** Turns what browsers throw from IndexedDB, OPFS and WebCrypto into MessengerErrors. */
import { MessengerError, type ErrorCode } from '../errors.ts';

/** Names of DOMExceptions (Web IDL, "Error names") that tell more than that storage failed. */
const CODES: ReadonlyMap<string, ErrorCode> = new Map([
  // Opening with a lower version than what is there.
  ['VersionError', 'storage-newer-version'],
  // Another tab holds the file's exclusive handle.
  ['NoModificationAllowedError', 'storage-blocked'],
  // A unique key twice, a store or file that must be there, a value that the browser cannot read back.
  ['ConstraintError', 'storage-corrupt'],
  ['NotFoundError', 'storage-corrupt'],
  ['NotReadableError', 'storage-corrupt'],
  ['DataError', 'storage-corrupt'],
  // WebCrypto: the authentication tag of a piece does not fit.
  ['OperationError', 'storage-corrupt'],
]);

/**
 * What to throw for `error`. Ours and the programmer's mistakes (TypeError, RangeError) stay as they
 * are; `full` is the code for lack of room ('storage-full' for records, 'file-no-space' for files).
 */
export function translate(error: unknown, full: ErrorCode = 'storage-full'): Error {
  if (error instanceof MessengerError) return error;
  if (error instanceof TypeError || error instanceof RangeError) return error;
  const name = nameOf(error);
  if (name === 'QuotaExceededError') return new MessengerError(full, { cause: error });
  return new MessengerError(CODES.get(name) ?? 'storage-unavailable', { cause: error });
}

/** The name of an Error or DOMException (in older browsers the latter is no Error); else empty. */
export function nameOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('name' in error)) return '';
  return typeof error.name === 'string' ? error.name : '';
}
