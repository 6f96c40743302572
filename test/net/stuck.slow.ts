/** Why there is no line, said in real networks: by each browser to the other, and with a wrong clock. */
import { describe, expect, it } from 'vitest';
import { openInvite, pasteCard, seeConnected, showInvite } from '../e2e/harness/meet.ts';
import { startNet } from './net.ts';
import { arrive } from './people.ts';
import { whyNoNetworks } from './requirements.ts';
import { getStuck, type Stuck } from './stuck.ts';
import { FORESEEN, itSaysWhy, UNFORESEEN } from './stuck-cases.ts';

/** Before Twocan was; the app cannot know of a clock that is wrong by less. */
const LONG_AGO_MS = Date.UTC(2001, 0, 1);

const mixed = <T extends Stuck>(stuck: T): T => ({
  ...stuck,
  inviter: 'firefox',
  replier: 'chromium',
});
const turned = <T extends Stuck>(stuck: T): T => ({
  ...stuck,
  inviter: stuck.replier,
  replier: stuck.inviter,
});

const reason = whyNoNetworks();
if (reason !== null) console.log(`Skipped: ${reason}.`);

describe.skipIf(reason !== null)('why there is no line', () => {
  // Whole groups one after the other: more browsers than these would starve each other.
  describe('soon', () => itSaysWhy(FORESEEN.map(mixed)));
  describe('at last', () => itSaysWhy(UNFORESEEN));
  describe('at last, turned round', () => itSaysWhy(UNFORESEEN.map(turned)));
});

/*
 * The clock is that of the page. Browsers themselves stop under a clock that is faked from outside
 * (libfaketime: Chromium's page stays empty), and theirs would change nothing here: lines know each
 * other by fingerprints, and no date of a certificate is looked at.
 */
describe.skipIf(reason !== null)('a clock of long ago', () => {
  it('keeps no line from opening', async () => {
    const net = await startNet('lan');
    const options = { reducedMotion: true };
    const [ada, bob] = await Promise.all([
      arrive(net, net.ada, 'Ada', 'chromium', { ...options, clockMs: LONG_AGO_MS }),
      arrive(net, net.bob, 'Bob', 'firefox', options),
    ]);
    try {
      await pasteCard(ada, await openInvite(bob, await showInvite(ada)));
      await Promise.all([seeConnected(ada, 'Bob'), seeConnected(bob, 'Ada')]);
      expect(ada.watch.problems).toEqual([]);
    } finally {
      await Promise.all([ada.close(), bob.close()]);
      await net.stop();
    }
  });

  it('is named where nothing else explains it', async () => {
    const { told } = await getStuck({
      ...{ network: 'apart', inviter: 'firefox', replier: 'chromium' },
      ...{ hideAddresses: false, isForeseen: true, clockMs: LONG_AGO_MS },
    });
    expect(told.code).toBe('line-clock-wrong');
    expect(told.text).toMatch(/clock of this device is wrong.*Set date and time/);
  });
});
