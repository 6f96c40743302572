import { expect, test } from 'vitest';
import { formatAddress, parseAddress } from '../../src/wire/address.ts';

/** RFC 5952 §4 and RFC 4291 §2.2, with the one spelling on the right. */
test.each([
  ['192.0.2.255', '192.0.2.255'],
  ['::', '::'],
  ['::1', '::1'],
  ['1::', '1::'],
  ['fd00:0:0:0:0:0:0:2', 'fd00::2'],
  ['2001:DB8::0001', '2001:db8::1'],
  ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
  ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
  ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
  ['1:2:3:4:5:6:0:0', '1:2:3:4:5:6::'],
  ['10:a0:0:0:b0:0:0:10', '10:a0::b0:0:0:10'],
  ['::ffff:192.0.2.1', '::ffff:c000:201'],
  ['FBF7BD79-515B-45BA-978F-94E299A69087.local', 'fbf7bd79-515b-45ba-978f-94e299a69087.local'],
])('%s is spelled %s', (text, spelled) => {
  const address = parseAddress(text);
  expect(address && formatAddress(address.family, address.bytes)).toBe(spelled);
});

test.each([
  '',
  '1.2.3',
  '1.2.3.256',
  '01.2.3.4',
  '1.2.3.4.5',
  ':::',
  '1::2::3',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  '1:2:3:4:5:6:7::8',
  '12345::',
  'fe80::1%eth0',
  '1.2.3.4::',
  '::1.2.3',
  'example.local',
  'example.com',
  'fbf7bd79-515b-45ba-978f-94e299a69087',
  'fbf7bd79-515b-45ba-978f-94e299a69087.local\r\na=x',
])('%j is no address', (text) => {
  expect(parseAddress(text)).toBeNull();
});
