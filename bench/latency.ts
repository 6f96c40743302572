/**
 * How long a chat message takes, there and back, while nothing and while a file is sent: on this machine
 * alone, and where networks can be made (Linux, as root) over a line that the file fills.
 */
import { acceptFile, fileComplete, offerFile } from '../test/e2e/harness/app.ts';
import type { Person } from '../test/e2e/harness/person.ts';
import { chatRoundTripsMs } from './chat-round-trip.ts';
import { whyNoShapedNetworks } from '../test/net/requirements.ts';
import { withFile, withPair } from './pair.ts';
import { withShapedPair } from './shaped-pair.ts';
import { percentile, rounded } from './statistics.ts';

/** Enough for a 95th percentile that is not a single outlier. */
const MESSAGES = 60;
/** Both take longer than the messages do. */
const SIZE_MIB = 256;
const WAN_SIZE_MIB = 64;

/** A good line at home. */
const WAN = { roundTripMs: 40, rateMbit: 20 };

export async function latency(): Promise<Record<string, number>> {
  const { idle, busy } = await withFile(SIZE_MIB, (path) =>
    withPair(async (sender, receiver) => idleAndBusy(sender, receiver, path)),
  );
  return {
    idleP50Ms: rounded(percentile(idle, 50)),
    busyP50Ms: rounded(percentile(busy, 50)),
    busyP95Ms: rounded(percentile(busy, 95)),
    ...(await overWan()),
  };
}

/** Nothing where there can be no networks of our own. */
async function overWan(): Promise<Record<string, number>> {
  const reason = whyNoShapedNetworks();
  if (reason !== null) {
    console.log(`Without a long line: ${reason}.`);
    return {};
  }
  const { idle, busy } = await withFile(WAN_SIZE_MIB, (path) =>
    withShapedPair(WAN, (sender, receiver) => idleAndBusy(sender, receiver, path)),
  );
  return {
    wanIdleP50Ms: rounded(percentile(idle, 50)),
    wanBusyP50Ms: rounded(percentile(busy, 50)),
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
