/** English: a sentence for every failure, saying what to do next. */
import type { ErrorCode } from '../../errors.ts';

export const errors = {
  /** What went wrong and what to do next. */
  sentence: (code: ErrorCode): string => `Something went wrong (${code}). Please try again.`,
};
