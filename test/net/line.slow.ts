/** How fast and how precise the line between the homes is, on a machine that has nothing else to do. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Meter, type Measured } from './meter.ts';
import { startShapedNet, type ShapedNet } from './net.ts';
import { whyNoShapedNetworks } from './requirements.ts';

const MIB = 1024 * 1024;

/** As large as browsers make the packets of a data channel. */
const BYTES = 1200;
const FEW = { count: 50, bytes: BYTES, perSecond: 200 };
const MANY = { count: 1000, bytes: BYTES, perSecond: 2000 };
/** A little over 12 MiB/s: more than two browsers get through on two cores. */
const FULL = { count: 5500, bytes: BYTES, perSecond: 11_000 };

const rateMiBps = ({ bytes, spanMs }: Measured): number => bytes / MIB / (spanMs / 1000);

const reason = whyNoShapedNetworks();
if (reason !== null) console.log(`Skipped: ${reason}.`);

// A machine that has no core for the wire now has one in a second.
describe.skipIf(reason !== null)('a line of our own, at rest', { retry: 3 }, () => {
  let net: ShapedNet;
  let ada: Meter;
  let bob: Meter;

  beforeAll(async () => {
    net = await startShapedNet('lan');
    [ada, bob] = await Promise.all([Meter.at(net.ada), Meter.at(net.bob)]);
  });
  afterAll(() => net.stop());

  it('is a plain wire at first, fast enough for what browsers send', async () => {
    await net.line.shape({});
    expect((await ada.send(bob, FEW)).delayMs).toBeLessThan(10);
    const full = await ada.send(bob, FULL);
    console.log(`plain: ${rateMiBps(full).toFixed(1)} MiB/s`);
    expect(full.packets).toBeGreaterThan(FULL.count * 0.9);
    expect(full.inOrder).toBe(true);
  });

  it('delays by what it is told, and fills its rate', async () => {
    await net.line.shape({ roundTripMs: 100 });
    const slow = await ada.send(bob, FEW);
    expect(slow.delayMs).toBeGreaterThan(49);
    expect(slow.delayMs).toBeLessThan(65);
    await net.line.shape({ roundTripMs: 40, rateMbit: 8, queueKiB: 64 });
    const narrow = await ada.send(bob, MANY);
    expect(rateMiBps(narrow) * MIB * 8).toBeGreaterThan(7e6);
    expect(rateMiBps(narrow) * MIB * 8).toBeLessThan(8.2e6);
    expect(narrow.delayMs).toBeGreaterThan(60);
    expect(narrow.delayMs).toBeLessThan(110);
  });
});
