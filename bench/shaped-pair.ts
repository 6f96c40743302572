/** Two Chromium people who have met over a line that is slow, narrow or loses packets; Linux, as root. */
import type { Person } from '../test/e2e/harness/person.ts';
import type { Line, Shape } from '../test/net/line.ts';
import { withNetPair } from '../test/net/pair.ts';
import { whyNoShapedNetworks } from '../test/net/requirements.ts';

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
    return work(ada, bob, net.line);
  });
}
