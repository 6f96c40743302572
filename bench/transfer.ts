/** Files as users send them, sealed, checked and stored, against a bare channel of the same pages. */
import { acceptFile, fileComplete, offerFile } from '../test/e2e/harness/app.ts';
import { pidOf, withFile, withPair } from './pair.ts';
import { cpuMs } from '../test/e2e/harness/processes.ts';
import { openRawChannel, sendRaw } from './raw-channel.ts';
import { median, rounded } from './statistics.ts';

/** Rounds alternate, so that a machine that slows down slows both. */
const ROUNDS = 5;
/** Takes some seconds: long enough that the start does not count. */
const SIZE_MIB = 64;
const MIB = 1024 * 1024;

interface Round {
  readonly rawMiBps: number;
  readonly sealedMiBps: number;
  readonly senderCoreMsPerMiB: number;
  readonly receiverCoreMsPerMiB: number;
}

export async function transfer(): Promise<Record<string, number>> {
  const rounds = await withFile(SIZE_MIB, (path) =>
    withPair(async (sender, receiver) => {
      await openRawChannel(sender.page, receiver.page);
      const done: Round[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const rawMs = await sendRaw(sender.page, receiver.page, SIZE_MIB * MIB);
        const fileId = await offerFile(sender, receiver, path);
        const [senderPid, receiverPid] = [pidOf(sender), pidOf(receiver)];
        const before = [cpuMs(senderPid), cpuMs(receiverPid)] as const;
        const startMs = performance.now();
        await acceptFile(receiver, fileId);
        await fileComplete(receiver, fileId);
        const sealedMs = performance.now() - startMs;
        const result: Round = {
          rawMiBps: (SIZE_MIB * 1000) / rawMs,
          sealedMiBps: (SIZE_MIB * 1000) / sealedMs,
          senderCoreMsPerMiB: (cpuMs(senderPid) - before[0]) / SIZE_MIB,
          receiverCoreMsPerMiB: (cpuMs(receiverPid) - before[1]) / SIZE_MIB,
        };
        console.log(
          `round ${round + 1}: raw ${rounded(result.rawMiBps)} MiB/s, ` +
            `sealed and stored ${rounded(result.sealedMiBps)} MiB/s`,
        );
        done.push(result);
      }
      return done;
    }),
  );
  const middle = (pick: (round: Round) => number): number => rounded(median(rounds.map(pick)));
  return {
    sealedToRaw: middle((round) => round.sealedMiBps / round.rawMiBps),
    sealedMiBps: middle((round) => round.sealedMiBps),
    rawMiBps: middle((round) => round.rawMiBps),
    senderCoreMsPerMiB: middle((round) => round.senderCoreMsPerMiB),
    receiverCoreMsPerMiB: middle((round) => round.receiverCoreMsPerMiB),
  };
}
