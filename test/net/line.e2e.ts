/** The line between the homes does to packets what it is told; as precise as a busy machine lets it be. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Meter, type Measured } from './meter.ts';
import { startShapedNet, type ShapedNet } from './net.ts';
import { whyNoShapedNetworks } from './requirements.ts';

const MIB = 1024 * 1024;

/** As large as browsers make the packets of a data channel. */
const BYTES = 1200;
const FEW = { count: 50, bytes: BYTES, perSecond: 200 };
const MANY = { count: 1000, bytes: BYTES, perSecond: 2000 };

/**
 * On a busy machine packets come late: only what is too early, too many or out of order is wrong, and what
 * does not come at all. How much the wire carries is line.slow.ts.
 */
const LATE_MS = 1_000;

const rateMiBps = ({ bytes, spanMs }: Measured): number => bytes / MIB / (spanMs / 1000);

const reason = whyNoShapedNetworks();
if (reason !== null) console.log(`Skipped: ${reason}.`);

describe.skipIf(reason !== null)('a line of our own', () => {
  let net: ShapedNet;
  let ada: Meter;
  let bob: Meter;

  beforeAll(async () => {
    net = await startShapedNet('lan');
    [ada, bob] = await Promise.all([Meter.at(net.ada), Meter.at(net.bob)]);
  });
  afterAll(() => net.stop());
  afterEach(() => net.line.shape({}));

  it('delays, loses and holds back, each alone and all at once', async () => {
    await net.line.shape({ roundTripMs: 100 });
    const slow = await ada.send(bob, FEW, LATE_MS);
    expect(slow.delayMs).toBeGreaterThan(49);
    expect(slow.delayMs).toBeLessThan(1_000);
    expect(slow.packets).toBe(FEW.count);

    await net.line.shape({ lossPercent: 5 });
    const lossy = await bob.send(ada, MANY, LATE_MS);
    expect(lossy.packets).toBeGreaterThan(MANY.count * 0.8);
    expect(lossy.packets).toBeLessThan(MANY.count * 0.98);

    await net.line.shape({ roundTripMs: 40, rateMbit: 8, queueKiB: 64 });
    const narrow = await ada.send(bob, MANY, LATE_MS);
    // 19.2 Mbit/s were sent for half a second, so most of it is lost at the full queue.
    expect(narrow.packets).toBeLessThan(MANY.count * 0.8);
    expect(rateMiBps(narrow) * MIB * 8).toBeLessThan(14e6);
    expect(narrow.delayMs).toBeGreaterThan(40);
    expect(narrow.inOrder).toBe(true);
  });

  it('can be cut and mended', async () => {
    await net.line.cut();
    expect((await ada.send(bob, FEW, LATE_MS)).packets).toBe(0);
    expect((await bob.send(ada, FEW, LATE_MS)).packets).toBe(0);
    await net.line.mend();
    expect((await ada.send(bob, FEW, LATE_MS)).packets).toBe(FEW.count);
  });

  it('serves a home that takes another address or another device', async () => {
    await net.bob.moveTo('192.168.1.44');
    expect((await ada.send(bob, FEW, LATE_MS)).packets).toBe(FEW.count);
    await net.ada.switchTo('192.168.1.55');
    expect((await bob.send(ada, FEW, LATE_MS)).packets).toBe(FEW.count);
    expect((await ada.send(bob, FEW, LATE_MS)).packets).toBe(FEW.count);
  });
});
