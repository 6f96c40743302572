import { afterAll, expect, it } from 'vitest';
import { DECODERS, MAX_GROWTH_MIB } from './decoders.ts';
import { fuzz, said, WHOLE_CASES, type FuzzReport } from './fuzz.ts';

const reports: FuzzReport[] = [];
afterAll(() => console.log(said(reports)));

it.each(DECODERS)('reads or refuses a hundred thousand cases: $name', async (decoder) => {
  const report = await fuzz(decoder, WHOLE_CASES);
  reports.push(report);
  expect(report.failure).toBe('');
  expect(report.peakGrowthMiB).toBeLessThan(MAX_GROWTH_MIB);
});
