/**
 * Files over long, lossy and narrow lines, against one bare channel over the same line in the same run.
 * Linux, as root: the lines are emulated.
 */
import { acceptFile, fileComplete, offerFile } from '../test/e2e/harness/app.ts';
import type { Person } from '../test/e2e/harness/person.ts';
import type { Shape } from '../test/net/line.ts';
import { withFile } from './pair.ts';
import { openRawChannel, sendRaw } from './raw-channel.ts';
import { withShapedPair } from './shaped-pair.ts';
import { median, rounded } from './statistics.ts';

/** Rounds alternate, so that a machine that slows down slows both. */
const ROUNDS = 3;
const MIB = 1024 * 1024;
const BITS_PER_MIB = 8 * MIB;

interface Case {
  readonly shape: Shape;
  /** Some ten seconds of each, so that the slow start of a connection does not decide. */
  readonly rawMiB: number;
  readonly fileMiB: number;
}

const CASES = {
  gain50ms: { shape: { roundTripMs: 50 }, rawMiB: 24, fileMiB: 64 },
  gain50msLoss1: { shape: { roundTripMs: 50, lossPercent: 1 }, rawMiB: 3, fileMiB: 12 },
  gain150ms: { shape: { roundTripMs: 150 }, rawMiB: 6, fileMiB: 16 },
  fill20Mbit: { shape: { roundTripMs: 40, rateMbit: 20 }, rawMiB: 8, fileMiB: 24 },
} as const satisfies Record<string, Case>;

interface Rates {
  readonly rawMiBps: number;
  readonly fileMiBps: number;
}

export async function wan(): Promise<Record<string, number>> {
  const rates = new Map<string, Rates>();
  for (const [name, one] of Object.entries(CASES)) {
    console.log(name);
    rates.set(name, await measure(one));
  }
  const gain = (name: keyof typeof CASES): number => {
    const { fileMiBps = 0, rawMiBps = 1 } = rates.get(name) ?? {};
    return rounded(fileMiBps / rawMiBps);
  };
  const lineMiBps = (CASES.fill20Mbit.shape.rateMbit * 1_000_000) / BITS_PER_MIB;
  return {
    gain50ms: gain('gain50ms'),
    gain50msLoss1: gain('gain50msLoss1'),
    gain150ms: gain('gain150ms'),
    fill20Mbit: rounded((rates.get('fill20Mbit')?.fileMiBps ?? 0) / lineMiBps),
  };
}

async function measure({ shape, rawMiB, fileMiB }: Case): Promise<Rates> {
  const rounds = await withFile(fileMiB, (path) =>
    withShapedPair(shape, async (sender, receiver) => {
      await openRawChannel(sender.page, receiver.page);
      const done: Rates[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const rawMs = await sendRaw(sender.page, receiver.page, rawMiB * MIB);
        const fileMs = await sendFile(sender, receiver, path);
        const rates = { rawMiBps: (rawMiB * 1000) / rawMs, fileMiBps: (fileMiB * 1000) / fileMs };
        console.log(
          `round ${round + 1}: raw ${rounded(rates.rawMiBps)} MiB/s, ` +
            `files ${rounded(rates.fileMiBps)} MiB/s`,
        );
        done.push(rates);
      }
      return done;
    }),
  );
  return {
    rawMiBps: median(rounds.map(({ rawMiBps }) => rawMiBps)),
    fileMiBps: median(rounds.map(({ fileMiBps }) => fileMiBps)),
  };
}

/** @returns milliseconds from the yes to the checked file */
async function sendFile(sender: Person, receiver: Person, path: string): Promise<number> {
  const fileId = await offerFile(sender, receiver, path);
  const startMs = performance.now();
  await acceptFile(receiver, fileId);
  await fileComplete(receiver, fileId);
  return performance.now() - startMs;
}
