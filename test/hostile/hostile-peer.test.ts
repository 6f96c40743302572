import { expect, it } from 'vitest';
import { said, storm } from './storm.ts';

/** Ten times what it takes on a quiet machine. */
const TIMEOUT_MS = 240_000;

it(
  'survives hundreds of hostile variations, and an honest friend notices nothing',
  async () => {
    const report = await storm(255, 'reduced');
    console.log(said(report));
    expect(report.crashes).toBe(0);
    expect(report.peakGrowthMiB).toBeLessThan(300);
  },
  TIMEOUT_MS,
);
