import { expect, test } from 'vitest';
import { codeSizes } from '../../bench/code-sizes.ts';

test('codes stay within their goals', () => {
  const sizes = codeSizes();
  console.log(JSON.stringify(sizes));
  expect(sizes.reconnectBytes2v4).toBeLessThanOrEqual(60);
  expect(sizes.reconnectQr2v4).toBeLessThanOrEqual(5);
  expect(sizes.reconnectBytes2mdns).toBeLessThanOrEqual(88);
  expect(sizes.reconnectQr2mdns).toBeLessThanOrEqual(7);
});
