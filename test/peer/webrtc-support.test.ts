import { expect, test } from 'vitest';
import { browserFacts, isLockedDown, whyNoWebRtc } from '../../src/peer/webrtc-support.ts';

const SAFARI = {
  hasWebRtc: false,
  hasWebAssembly: true,
  vendor: 'Apple Computer, Inc.',
  userAgent:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.4 Mobile/15E148 Safari/604.1',
};
const WEBKIT_GTK = {
  ...SAFARI,
  userAgent:
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.5 Safari/605.1.15',
};
const FIREFOX = {
  ...SAFARI,
  vendor: '',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0',
};
const CHROMIUM = {
  ...SAFARI,
  vendor: 'Google Inc.',
  userAgent:
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
};

test.each([
  ['Safari in lockdown mode', { ...SAFARI, hasWebAssembly: false }, 'line-webrtc-lockdown'],
  ['Safari with WebRTC taken away', SAFARI, 'line-webrtc-disabled'],
  ['a hardened Firefox', FIREFOX, 'line-webrtc-disabled'],
  ['Chromium under a policy', CHROMIUM, 'line-webrtc-disabled'],
  ['WebKitGTK', WEBKIT_GTK, 'line-webrtc-missing'],
  ['an unknown browser', { ...FIREFOX, userAgent: 'Links' }, 'line-webrtc-missing'],
  ['a browser that has it', { ...SAFARI, hasWebRtc: true }, null],
])('%s: %s', (_, facts, code) => {
  expect(whyNoWebRtc(facts)).toBe(code);
});

test('only lockdown mode takes WebAssembly as well', () => {
  expect(isLockedDown({ ...SAFARI, hasWebAssembly: false })).toBe(true);
  expect(isLockedDown({ ...CHROMIUM, hasWebAssembly: false })).toBe(false);
  expect(isLockedDown(SAFARI)).toBe(false);
});

test('Node has no WebRTC of its own', () => {
  expect(whyNoWebRtc(browserFacts())).toBe('line-webrtc-missing');
});
