/** How much memory two Chromium pages hold while a file goes from one to the other. */
import { acceptFile, fileComplete, offerFile } from './app.ts';
import type { Person } from './person.ts';
import { pageMiB } from './processes.ts';

const SAMPLE_EVERY_MS = 500;

/** What only warms up (code, buffers, heap) has done so by then. */
const WARM_MIB = 256;

export interface PageMemory {
  readonly peakMiB: number;
  /** By how much the mean of the last quarter is above that of the first one after warming up. */
  readonly growthMiB: number;
}

/** Sends the file at `path` and watches both. Linux only. @throws Error when it does not arrive whole */
export async function memoryOfSending(
  sender: Person,
  receiver: Person,
  path: string,
  sizeMiB: number,
): Promise<{ readonly sender: PageMemory; readonly receiver: PageMemory }> {
  const samples = { sender: [] as number[], receiver: [] as number[] };
  const fileId = await offerFile(sender, receiver, path);
  await acceptFile(receiver, fileId);
  let sampledMs = 0;
  await fileComplete(receiver, fileId, () => {
    if (performance.now() - sampledMs < SAMPLE_EVERY_MS) return;
    sampledMs = performance.now();
    samples.sender.push(pageMiB(sender.browser.process()?.pid ?? 0));
    samples.receiver.push(pageMiB(receiver.browser.process()?.pid ?? 0));
  });
  const warmShare = WARM_MIB / sizeMiB;
  return {
    sender: judge(samples.sender, warmShare),
    receiver: judge(samples.receiver, warmShare),
  };
}

function judge(values: readonly number[], warmShare: number): PageMemory {
  const warm = values.slice(Math.ceil(values.length * warmShare));
  if (warm.length === 0) throw new Error('The file was too small to say anything.');
  const quarter = Math.ceil(warm.length / 4);
  const growthMiB = mean(warm.slice(-quarter)) - mean(warm.slice(0, quarter));
  return { peakMiB: Math.max(...values), growthMiB };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
