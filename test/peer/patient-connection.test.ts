import { expect, test, vi } from 'vitest';
import { PatientConnection } from '../../src/peer/patient-connection.ts';

/** A connection whose states a test sets; the parts of RTCPeerConnection that are read here. */
function makeConnection() {
  const channel = Object.assign(new EventTarget(), { close: vi.fn() });
  const inner = {
    connectionState: 'new',
    iceConnectionState: 'new',
    sctp: { transport: { state: 'new', onstatechange: null as (() => void) | null } },
    onconnectionstatechange: null as (() => void) | null,
    ondatachannel: null as ((event: { channel: unknown }) => void) | null,
    createDataChannel: () => channel,
    addIceCandidate: () => Promise.reject(new Error('not this one')),
  };
  const connection = new PatientConnection(inner as unknown as RTCPeerConnection);
  return { channel, inner, connection };
}

test('a failure reads as trying until the channel has opened once', () => {
  const { channel, inner, connection } = makeConnection();
  connection.createDataChannel('line');
  const heard: string[] = [];
  connection.onconnectionstatechange = () => void heard.push(connection.connectionState);
  const fail = () => {
    inner.connectionState = 'failed';
    inner.iceConnectionState = 'failed';
    inner.onconnectionstatechange?.();
  };
  fail();
  expect(connection.iceConnectionState).toBe('checking');
  inner.iceConnectionState = 'connected';
  expect(connection.iceConnectionState).toBe('connected');
  channel.dispatchEvent(new Event('open'));
  fail();
  expect(connection.iceConnectionState).toBe('failed');
  expect(heard).toEqual(['connecting', 'failed']);
});

test('what failed in DTLS has failed, whether the channel has opened or not', () => {
  const { inner, connection } = makeConnection();
  const heard: string[] = [];
  connection.onconnectionstatechange = () => void heard.push(connection.connectionState);
  inner.connectionState = 'failed';
  inner.onconnectionstatechange?.();
  inner.sctp.transport.state = 'failed';
  inner.sctp.transport.onstatechange?.();
  expect(heard).toEqual(['connecting', 'failed']);
});

test('a stranger at the right address is told from an address where nobody is', () => {
  const { inner, connection } = makeConnection();
  inner.sctp.transport.state = 'failed';
  // Firefox ends DTLS with everything else.
  inner.iceConnectionState = 'failed';
  inner.onconnectionstatechange?.();
  expect(connection.isForeign).toBe(false);
  inner.iceConnectionState = 'connected';
  inner.sctp.transport.onstatechange?.();
  inner.iceConnectionState = 'closed';
  expect(connection.isForeign).toBe(true);
});

test('the other side gets one channel and no more', () => {
  const { channel, inner, connection } = makeConnection();
  const taken: unknown[] = [];
  connection.ondatachannel = (event) => void taken.push(event.channel);
  const another = Object.assign(new EventTarget(), { close: vi.fn() });
  inner.ondatachannel?.({ channel });
  inner.ondatachannel?.({ channel: another });
  expect(taken).toHaveLength(1);
  expect(another.close).toHaveBeenCalledOnce();
  expect(channel.close).not.toHaveBeenCalled();
});

test('messages go to the link and not to simple-peer, which hears all else', () => {
  const { channel, connection } = makeConnection();
  const seen = connection.createDataChannel('line');
  const heard: unknown[] = [];
  seen.onmessage = () => void heard.push('simple-peer');
  connection.onmessage = (data) => void heard.push(data);
  const opened = vi.fn();
  seen.onopen = opened;
  seen.bufferedAmountLowThreshold = 7;
  expect(channel).toMatchObject({
    ...{ binaryType: 'arraybuffer', bufferedAmountLowThreshold: 7, onopen: opened },
  });
  channel.dispatchEvent(new MessageEvent('message', { data: 'hello' }));
  expect(heard).toEqual(['hello']);
});

test('a candidate that the browser does not take is no failure', async () => {
  const { connection } = makeConnection();
  await expect(connection.addCandidate({ candidate: 'x' })).resolves.toBeUndefined();
});
