/** Whether a large file passes with both pages' memory flat. */
import { memoryOfSending } from '../test/e2e/harness/memory.ts';
import { withFile, withPair } from './pair.ts';
import { rounded } from './statistics.ts';

const SIZE_MIB = 4096;

export async function memory(): Promise<Record<string, number>> {
  const { sender, receiver } = await withFile(SIZE_MIB, (path) =>
    withPair((from, to) => memoryOfSending(from, to, path, SIZE_MIB)),
  );
  return {
    peakSenderMiB: rounded(sender.peakMiB),
    peakReceiverMiB: rounded(receiver.peakMiB),
    growthMiB: rounded(Math.max(sender.growthMiB, receiver.growthMiB)),
  };
}
