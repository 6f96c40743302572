/** Codes over WebRTC. The native module for Node keeps no certificates; e2e/codes-peer.e2e.ts does that part. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SimplePeerDialer, type SimplePeerDialerOptions } from '../../src/peer/dial-simple-peer.ts';
import type { LineCertificate } from '../../src/peer/dialer.ts';
import type { WebRtc } from '../../src/peer/patient-connection.ts';
import { readDescription } from '../../src/wire/sdp.ts';
import { record, whenOpen } from '../contract/link.ts';
import { loadWrtc } from './wrtc.ts';

const wrtc = await loadWrtc();

const CREDENTIALS = { ufrag: 'derived0', pwd: 'derived0'.repeat(4) };
const OFFER = {
  ...CREDENTIALS,
  fingerprint: new Uint8Array(32),
  candidates: [{ type: 'host', family: 'ipv4', address: '192.0.2.1', port: 9 }],
} as const;
/** What the native module ignores. */
const NO_CERTIFICATE: LineCertificate = {
  handle: undefined,
  fingerprint: new Uint8Array(32),
  expiresMs: 0,
};

/** WebRTC that can do nothing but make certificates. */
function certificatesOnly(generateCertificate: unknown): WebRtc {
  return { RTCPeerConnection: { generateCertificate } } as unknown as WebRtc;
}

describe('a certificate', () => {
  const digits = Array.from({ length: 32 }, (_, byte) => byte.toString(16).padStart(2, '0'));
  const made = {
    expires: 1_234,
    getFingerprints: () => [
      { algorithm: 'sha-1', value: '00' },
      { algorithm: 'sha-256', value: digits.join(':').toUpperCase() },
    ],
  };

  test('is asked to live a year, and told by its SHA-256', async () => {
    const generate = vi.fn(() => Promise.resolve(made));
    const dialer = new SimplePeerDialer({ wrtc: certificatesOnly(generate) });
    expect(await dialer.makeCertificate()).toEqual({
      handle: made,
      fingerprint: Uint8Array.from({ length: 32 }, (_, byte) => byte),
      expiresMs: 1_234,
    });
    const wanted = { name: 'ECDSA', namedCurve: 'P-256', expires: 31_536_000_000 };
    expect(generate).toHaveBeenCalledExactlyOnceWith(wanted);
  });

  test.each([
    ['no way to make one', undefined],
    ['a refusal', () => Promise.reject(new Error('no'))],
    ['no SHA-256', () => Promise.resolve({ ...made, getFingerprints: () => [] })],
  ])('is missing with %s', async (_name, generate) => {
    const dialer = new SimplePeerDialer({ wrtc: certificatesOnly(generate) });
    await expect(dialer.makeCertificate()).rejects.toThrow('line-webrtc-missing');
  });

  test('is what the connection speaks under', async () => {
    const RTCPeerConnection = vi.fn(function () {
      throw new TypeError('enough seen');
    });
    const wrtcOfFake = { RTCPeerConnection } as unknown as WebRtc;
    const dialer = new SimplePeerDialer({ wrtc: wrtcOfFake });
    const mine = { ...NO_CERTIFICATE, handle: made };
    await expect(dialer.offerCode(mine, OFFER)).rejects.toThrow('line-gathering-failed');
    await expect(dialer.answerCode(mine, CREDENTIALS, OFFER)).rejects.toThrow(
      'line-gathering-failed',
    );
    const config = { iceServers: [], certificates: [made] };
    expect(RTCPeerConnection.mock.calls).toEqual([[config], [config]]);
  });
});

describe.skipIf(!wrtc)('a code over WebRTC', { timeout: 30_000 }, () => {
  if (!wrtc) return;
  const native = wrtc;
  let connections: RTCPeerConnection[] = [];
  let configs: RTCConfiguration[] = [];
  /** Handed out before new ones are made. */
  let prepared: RTCPeerConnection[] = [];
  const noted: WebRtc = {
    ...native,
    RTCPeerConnection: function (config: RTCConfiguration) {
      const connection = prepared.shift() ?? new native.RTCPeerConnection(config);
      configs.push(config);
      connections.push(connection);
      return connection;
    } as unknown as typeof RTCPeerConnection,
  };

  beforeEach(() => {
    connections = [];
    configs = [];
    prepared = [];
  });
  afterEach(() => {
    for (const connection of connections) connection.close();
    vi.restoreAllMocks();
  });

  function makeDialer(options: SimplePeerDialerOptions = {}): SimplePeerDialer {
    return new SimplePeerDialer({ wrtc: noted, closeTimeoutMs: 15_000, ...options });
  }

  function states(): RTCPeerConnectionState[] {
    return connections.map(({ connectionState }) => connectionState);
  }

  /** B's connection before its time, because only a connection tells its certificate here. */
  async function prepareB(): Promise<{ fingerprint: Uint8Array; b: RTCPeerConnection }> {
    const b = new native.RTCPeerConnection({ iceServers: [] });
    b.addTransceiver('audio');
    const { sdp = '' } = await b.createOffer();
    return { fingerprint: readDescription(sdp).fingerprint, b };
  }

  async function offerAndAnswer({
    credentials = CREDENTIALS,
    waitMs = 0,
    answerTimeoutMs = 15_000,
  }) {
    const { fingerprint, b } = await prepareB();
    const dialer = makeDialer({ renewEveryMs: 300, answerTimeoutMs });
    const expected = { ...CREDENTIALS, fingerprint };
    const code = await dialer.offerCode(NO_CERTIFICATE, expected);
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    prepared.push(b);
    const link = await dialer.answerCode(NO_CERTIFICATE, credentials, code.info);
    if (!link) throw new Error('refused');
    return { code, link };
  }

  test('that is answered late joins both', async () => {
    const { code, link } = await offerAndAnswer({ waitMs: 1_500 });
    await whenOpen(code.link, link);
    const { received } = record(code.link);
    await link.send(Uint8Array.of(5));
    await vi.waitFor(() => expect(received).toEqual([Uint8Array.of(5)]));
    code.link.close();
    await vi.waitFor(() => expect(states()).toEqual(['closed', 'closed']), { timeout: 5_000 });
  });

  test('that is answered under other credentials ends there in time, and goes on waiting here', async () => {
    const { code, link } = await offerAndAnswer({
      credentials: { ...CREDENTIALS, pwd: 'x'.repeat(32) },
      answerTimeoutMs: 500,
    });
    const { codes } = record(link);
    // Which reason is the witness's business.
    await vi.waitFor(() => expect(codes[0]).toMatch(/^line-/), { timeout: 5_000 });
    expect(code.link.state).toBe('connecting');
    expect(states()[1]).toBe('closed');
  });

  test('is kept alive while it waits, and leaves no timer behind', async () => {
    const set = vi.spyOn(globalThis, 'setInterval');
    const clear = vi.spyOn(globalThis, 'clearInterval');
    const code = await makeDialer({ renewEveryMs: 100 }).offerCode(NO_CERTIFICATE, OFFER);
    const [connection] = connections;
    if (!connection) throw new Error('There is no connection.');
    const add = vi.spyOn(connection, 'addIceCandidate');
    await vi.waitFor(() => expect(add.mock.calls.length).toBeGreaterThanOrEqual(3));
    const lines = add.mock.calls.map(([given]) => given?.candidate ?? '');
    expect(lines.every((line) => line.includes(' 203.0.113.1 9 typ host '))).toBe(true);
    expect(new Set(lines).size).toBe(lines.length);
    const timers = set.mock.calls.flatMap(([, ms], index) =>
      ms === 100 ? [set.mock.results[index]?.value as unknown] : [],
    );
    expect(timers).toHaveLength(1);
    code.link.close();
    await vi.waitFor(() => expect(clear.mock.calls.flat()).toContain(timers[0]));
    await vi.waitFor(() => expect(states()).toEqual(['closed']));
  });

  test.each([
    ['no credentials', { ...CREDENTIALS, ufrag: 'a\r\nb' }, OFFER, RangeError],
    ['no addresses', CREDENTIALS, { ...OFFER, candidates: [] }, 'card-no-addresses'],
    ['no fingerprint', CREDENTIALS, { ...OFFER, fingerprint: new Uint8Array() }, RangeError],
  ])('with %s opens nothing', async (_name, credentials, offer, error) => {
    const dialer = makeDialer();
    const answering = dialer.answerCode(NO_CERTIFICATE, credentials, offer);
    await expect(answering).rejects.toThrow(error);
    const answer = { ...credentials, fingerprint: new Uint8Array(31) };
    await expect(dialer.offerCode(NO_CERTIFICATE, answer)).rejects.toThrow(RangeError);
    expect(connections).toEqual([]);
  });

  /** Makes the next connection one in which a method does something else. */
  function change(method: 'setLocalDescription' | 'setRemoteDescription', instead: unknown): void {
    const connection = new native.RTCPeerConnection({ iceServers: [] });
    prepared.push(Object.assign(connection, { [method]: instead }));
  }

  const refuse = () =>
    Promise.reject(new DOMException('SDP is modified', 'InvalidModificationError'));

  test('is not answered in a browser that refuses derived credentials', async () => {
    change('setLocalDescription', refuse);
    expect(await makeDialer().answerCode(NO_CERTIFICATE, CREDENTIALS, OFFER)).toBeNull();
    change('setLocalDescription', refuse);
    expect(await makeDialer().canAnswerCodes()).toBe(false);
    await vi.waitFor(() => expect(states()).toEqual(['closed', 'closed']));
  });

  test('is not answered in a browser that keeps its own credentials without a word', async () => {
    const connection = new native.RTCPeerConnection({ iceServers: [] });
    const own = { type: 'answer', sdp: 'v=0\r\na=ice-ufrag:ownOwn11\r\n' };
    const get = (target: RTCPeerConnection, key: string | symbol): unknown => {
      if (key === 'localDescription') return own;
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    };
    prepared.push(new Proxy(connection, { get }));
    expect(await makeDialer().answerCode(NO_CERTIFICATE, CREDENTIALS, OFFER)).toBeNull();
    await vi.waitFor(() => expect(states()).toEqual(['closed']));
  });

  test('is another failure in a browser that refuses the offer', async () => {
    change('setRemoteDescription', () => Promise.reject(new Error('no')));
    const answering = makeDialer().answerCode(NO_CERTIFICATE, CREDENTIALS, OFFER);
    await expect(answering).rejects.toThrow('line-gathering-failed');
    await vi.waitFor(() => expect(states()).toEqual(['closed']));
  });

  test('can be tried out alone, without asking any server', async () => {
    const iceServers = [{ urls: 'stun:192.0.2.1' }];
    const dialer = makeDialer({ network: () => ({ iceServers, relayOnly: true }) });
    expect(await dialer.canAnswerCodes()).toBe(true);
    expect(configs).toEqual([{ iceServers: [] }]);
    await vi.waitFor(() => expect(states()).toEqual(['closed']));
  });
});
