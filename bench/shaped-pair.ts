/** Two Chromium people who have met over a line that is slow, narrow or loses packets; Linux, as root. */
import type { Person } from '../test/e2e/harness/person.ts';
import type { Line, Shape } from '../test/net/line.ts';
import { withNetPair } from '../test/net/pair.ts';
import { whyNoShapedNetworks } from '../test/net/requirements.ts';

/** Longer than pages go by what they measured before: they have met over a line that was shorter. */
const SETTLED_MS = 15_000;

/**
 * Runs `work` with two people whose line is open, then cleans up. They meet over a plain wire, which
 * takes the shape when they have; `line` gives it another.
 * @throws Error where there can be no networks of our own
 */
export async function withShapedPair<T>(
  shape: Shape,
  work: (sender: Person, receiver: Person, line: Line) => Promise<T>,
): Promise<T> {
  const reason = whyNoShapedNetworks();
  if (reason !== null) throw new Error(`No shaped network: ${reason}.`);
  return withNetPair({}, async ({ net, ada, bob }) => {
    await net.line.shape(shape);
    await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
    return work(ada, bob, net.line);
  });
}
