import { MessengerError } from '../errors.ts';
import type { FileFrame } from '../wire/frame.ts';
import type { TransferLine } from './line.ts';

/** Sends a frame without waiting for room. A line that is gone is the session's news, not the file's. */
export function tell(line: TransferLine, frame: FileFrame): void {
  line.sendFrame(frame).catch((error: unknown) => {
    if (!(error instanceof MessengerError)) throw error;
  });
}
