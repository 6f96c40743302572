/** Whether a large file passes with both pages' memory flat. */
import { acceptFile, fileComplete, offerFile } from '../test/e2e/harness/app.ts';
import { pidOf, withFile, withPair } from './pair.ts';
import { pageMiB } from './processes.ts';
import { rounded } from './statistics.ts';

const SIZE_MIB = 1024;

/** Memory that only warms up (code, buffers, heap) has done so by then. */
const WARM_SHARE = 0.25;

export async function memory(): Promise<Record<string, number>> {
  const samples = { sender: [] as number[], receiver: [] as number[] };
  await withFile(SIZE_MIB, (path) =>
    withPair(async (sender, receiver) => {
      const fileId = await offerFile(sender, receiver, path);
      await acceptFile(receiver, fileId);
      let sampledMs = 0;
      await fileComplete(receiver, fileId, () => {
        if (performance.now() - sampledMs < 500) return;
        sampledMs = performance.now();
        samples.sender.push(pageMiB(pidOf(sender)));
        samples.receiver.push(pageMiB(pidOf(receiver)));
      });
    }),
  );
  return {
    peakSenderMiB: rounded(Math.max(...samples.sender)),
    peakReceiverMiB: rounded(Math.max(...samples.receiver)),
    growthMiB: rounded(Math.max(growth(samples.sender), growth(samples.receiver))),
  };
}

/** By how much the mean of the last quarter is above that of the second. */
function growth(values: readonly number[]): number {
  const quarter = Math.max(1, Math.floor(values.length * WARM_SHARE));
  const mean = (part: readonly number[]): number =>
    part.reduce((sum, value) => sum + value, 0) / Math.max(1, part.length);
  return mean(values.slice(-quarter)) - mean(values.slice(quarter, 2 * quarter));
}
