import { MessengerError } from '../errors.ts';
import type { ErrorCode } from '../errors.ts';

/** How some work ended: null when it did, else the code of its failure. Programmer's mistakes pass through. */
export async function outcomeOf(work: Promise<unknown>): Promise<ErrorCode | null> {
  try {
    await work;
    return null;
  } catch (error) {
    if (error instanceof MessengerError) return error.code;
    throw error;
  }
}
