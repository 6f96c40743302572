import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { DECODERS, MAX_GROWTH_MIB } from './decoders.ts';
import { fuzz, REDUCED_CASES, said, type FuzzReport } from './fuzz.ts';

const reports: FuzzReport[] = [];
afterAll(() => console.log(said(reports)));

it.each(DECODERS)('reads or refuses whatever comes: $name', async (decoder) => {
  const report = await fuzz(decoder, REDUCED_CASES);
  reports.push(report);
  expect(report.failure).toBe('');
  expect(report.peakGrowthMiB).toBeLessThan(MAX_GROWTH_MIB);
  // Otherwise nothing but the front door, or nothing of it, was tried.
  expect(report.refused).toBeGreaterThan(0);
});

it('every file that takes bytes apart is read through by one of them', () => {
  const root = join(import.meta.dirname, '../../src');
  const fuzzed = new Set(DECODERS.flatMap(({ files }) => files));
  const readers = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .filter((path) => readFileSync(join(root, path), 'utf8').includes('ByteReader'))
    .map((path) => path.replaceAll('\\', '/'));
  expect(readers.length).toBeGreaterThan(10);
  expect(readers.filter((path) => !fuzzed.has(path))).toEqual([]);
});
