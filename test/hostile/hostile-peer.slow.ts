import { expect, it } from 'vitest';
import { said, storm } from './storm.ts';

/** Some ten times what it takes on a quiet machine. */
const TIMEOUT_MS = 3_600_000;

it(
  'survives ten thousand hostile variations, and an honest friend notices nothing',
  async () => {
    const report = await storm(10_000, 'whole');
    console.log(said(report));
    expect(report.crashes).toBe(0);
    expect(report.peakGrowthMiB).toBeLessThan(500);
  },
  TIMEOUT_MS,
);
