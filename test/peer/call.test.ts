/** What a call does when the browser's own description is of no use. */
import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { gather, type Call } from '../../src/peer/call.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function makeCall() {
  const peer = new EventEmitter();
  const close = vi.fn();
  const witness = { whyNoAddresses: () => 'line-offline' as const };
  return { peer, close, call: { peer, link: { close }, witness } as unknown as Call };
}

test.each([
  ['one that cannot be read', 'v=0\r\n', 'line-gathering-failed'],
  ['none in time', '', 'line-offline'],
])('%s ends the call', async (_name, sdp, code) => {
  const { peer, close, call } = makeCall();
  const gathered = gather(call);
  peer.emit('signal', { type: 'offer', sdp });
  await expect(gathered).rejects.toThrow(code);
  expect(close).toHaveBeenCalledOnce();
  expect(vi.getTimerCount()).toBe(0);
});
