/** How long a chat message takes, there and back, while nothing and while a file is sent. */
import { acceptFile, fileComplete, offerFile } from '../test/e2e/harness/app.ts';
import type { Person } from '../test/e2e/harness/person.ts';
import { chatRoundTripsMs } from './chat-round-trip.ts';
import { withFile, withPair } from './pair.ts';
import { percentile, rounded } from './statistics.ts';

/** Enough for a 95th percentile that is not a single outlier. */
const MESSAGES = 60;
/** Takes longer than the messages do. */
const SIZE_MIB = 256;

export async function latency(): Promise<Record<string, number>> {
  const { idle, busy } = await withFile(SIZE_MIB, (path) =>
    withPair(async (sender, receiver) => idleAndBusy(sender, receiver, path)),
  );
  return {
    idleP50Ms: rounded(percentile(idle, 50)),
    busyP50Ms: rounded(percentile(busy, 50)),
    busyP95Ms: rounded(percentile(busy, 95)),
  };
}

interface RoundTrips {
  readonly idle: readonly number[];
  readonly busy: readonly number[];
}

/** The same messages twice, the second time beside a file that goes the same way. */
async function idleAndBusy(sender: Person, receiver: Person, path: string): Promise<RoundTrips> {
  // The first ones find cold code on both sides.
  await chatRoundTripsMs(sender, 10);
  const idle = await chatRoundTripsMs(sender, MESSAGES);
  const fileId = await offerFile(sender, receiver, path);
  await acceptFile(receiver, fileId);
  const complete = fileComplete(receiver, fileId);
  const busy = await Promise.race([
    chatRoundTripsMs(sender, MESSAGES),
    complete.then(() => {
      throw new Error('The file was over before the messages were.');
    }),
  ]);
  return { idle, busy };
}
