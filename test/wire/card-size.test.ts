import { expect, test } from 'vitest';
import { cards } from '../../bench/cards.ts';

test('cards stay within their goals', async () => {
  const sizes = await cards();
  console.log(JSON.stringify(sizes));
  expect(sizes['inviteBytes2v4']).toBeLessThanOrEqual(110);
  expect(sizes['inviteQr2v4']).toBeLessThanOrEqual(8);
  expect(sizes['inviteBytes2mdns']).toBeLessThanOrEqual(135);
  expect(sizes['inviteQr2mdns']).toBeLessThanOrEqual(9);
  expect(sizes['rawSdpBytes']).toBeGreaterThan(5 * (sizes['inviteBytes2v4'] ?? 0));
});
