import { afterEach, describe, expect, it, test, vi } from 'vitest';
import { checkConnection, testServer } from '../../src/peer/connection-check.ts';
import { descriptions } from '../wire/vectors.ts';
import { loadWrtc } from './wrtc.ts';

const wrtc = await loadWrtc();

const STUN = { urls: 'stun:stun.example.org' };
const TURN = { urls: 'turn:turn.example.org', username: 'ada', credential: 'secret' };

/** A constructor of connections that find these candidates and errors, and then end or go on looking. */
function finding(
  candidates: readonly string[],
  errors: readonly Partial<RTCPeerConnectionIceErrorEvent>[] = [],
  ends = true,
): typeof RTCPeerConnection {
  const [{ sdp }] = descriptions as [(typeof descriptions)[0]];
  const lines = sdp.split('\r\n').filter((line) => !line.startsWith('a=candidate'));
  const found = [...lines.slice(0, -1), ...candidates.map((line) => `a=candidate:${line}`), ''];
  class Finding {
    iceGatheringState = 'gathering';
    localDescription: { sdp: string } | null = null;
    onicecandidate: (() => void) | null = null;
    onicecandidateerror: ((error: object) => void) | null = null;
    createDataChannel = (): object => ({});
    createOffer = (): Promise<object> => Promise.resolve({ sdp });
    setRemoteDescription = (): Promise<void> => new Promise(() => undefined);
    close = (): void => undefined;
    setLocalDescription(): Promise<void> {
      setTimeout(() => {
        for (const error of errors) this.onicecandidateerror?.(error);
        this.localDescription = { sdp: found.join('\r\n') };
        if (ends) this.iceGatheringState = 'complete';
        this.onicecandidate?.();
      });
      return Promise.resolve();
    }
  }
  return Finding as unknown as typeof RTCPeerConnection;
}

const HOST = '1 1 udp 1000 192.168.1.2 5000 typ host';
const HOST6 = '2 1 udp 1000 fd00::2 5000 typ host';
const NAME = '1 1 udp 1000 fbf7bd79-515b-45ba-978f-94e299a69087.local 5000 typ host';
const SRFLX = '3 1 udp 500 203.0.113.9 6000 typ srflx raddr 0.0.0.0 rport 0';
const RELAY = '4 1 udp 100 203.0.113.200 7000 typ relay raddr 0.0.0.0 rport 0';

const error = (errorCode: number, errorText = ''): Partial<RTCPeerConnectionIceErrorEvent> => ({
  url: 'turn:turn.example.org',
  errorCode,
  errorText,
});

const STEPS = ['createDataChannel', 'createOffer', 'setLocalDescription'] as const;

/** A constructor of connections that fail at one step, and how many of them are open. */
function failingAt(step: (typeof STEPS)[number]) {
  const open = new Set<object>();
  class Failing extends finding([HOST]) {
    constructor() {
      super();
      open.add(this);
      const fail = (): Promise<never> => Promise.reject(new DOMException('no', 'OperationError'));
      const refuse = (): never => {
        throw new DOMException('no', 'OperationError');
      };
      Object.assign(this, {
        [step]: step === 'createDataChannel' ? refuse : fail,
        close: () => open.delete(this),
      });
    }
  }
  return { RTCPeerConnection: Failing, open };
}

describe('a connection that fails', () => {
  afterEach(() => void vi.useRealTimers());

  it.each(STEPS)('at %s leaves nothing behind, and the server is told to be none', async (step) => {
    vi.useFakeTimers();
    const { RTCPeerConnection, open } = failingAt(step);
    const report = await testServer(STUN, { RTCPeerConnection });
    expect(report).toEqual({ reflexive: null, relay: null, failure: 'invalid' });
    expect(open.size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each(STEPS)('at %s leaves nothing behind in a look at this browser', async (step) => {
    vi.useFakeTimers();
    const { RTCPeerConnection, open } = failingAt(step);
    const report = await checkConnection({ RTCPeerConnection });
    expect(report).toMatchObject({ webRtc: 'line-webrtc-disabled', loopback: false });
    // The line to itself looks on until it notices.
    await vi.advanceTimersToNextTimerAsync();
    expect(open.size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('one server', () => {
  const quick = { serverTimeoutMs: 50 };
  test.each([
    ['STUN behind a NAT', STUN, [HOST, SRFLX], [], { reflexive: '203.0.113.9' }],
    ['STUN without a NAT', STUN, [HOST], [], {}],
    ['silent STUN', STUN, [HOST], [error(701)], { failure: 'unreachable' }],
    [
      'an unknown name',
      STUN,
      [HOST],
      [error(701, 'STUN host lookup received error.')],
      { failure: 'name' },
    ],
    ['TURN', TURN, [HOST, SRFLX, RELAY], [], { reflexive: '203.0.113.9', relay: '203.0.113.200' }],
    [
      'TURN that lends nothing',
      TURN,
      [HOST, SRFLX],
      [error(401)],
      { reflexive: '203.0.113.9', failure: 'refused' },
    ],
    [
      'TURN that is silent, and refuses by another way',
      TURN,
      [],
      [error(701), error(401)],
      { failure: 'refused' },
    ],
    ['silent TURN', TURN, [HOST], [], { failure: 'unreachable' }],
    ['TURN that lends in spite of errors', TURN, [RELAY], [error(701)], { relay: '203.0.113.200' }],
  ] as const)('%s', async (_, server, candidates, errors, expected) => {
    const options = { ...quick, RTCPeerConnection: finding(candidates, errors) };
    const report = await testServer(server, options);
    expect(report).toEqual({ reflexive: null, relay: null, failure: null, ...expected });
  });

  it('is not waited for longer than it takes', async () => {
    const found = { ...quick, RTCPeerConnection: finding([HOST, SRFLX], [], false) };
    expect(await testServer(STUN, { ...found, serverTimeoutMs: 60_000 })).toMatchObject({
      reflexive: '203.0.113.9',
    });
    const silent = { ...quick, RTCPeerConnection: finding([HOST], [], false) };
    expect(await testServer(STUN, silent)).toMatchObject({ failure: 'unreachable' });
  });

  it('may be one that the browser refuses', async () => {
    const refusing = function (): never {
      throw new SyntaxError('no');
    } as unknown as typeof RTCPeerConnection;
    const report = await testServer({ urls: 'x' }, { RTCPeerConnection: refusing });
    expect(report).toEqual({ reflexive: null, relay: null, failure: 'invalid' });
    expect((await testServer(STUN)).failure).toBe('invalid');
  });
});

describe('this browser', () => {
  const quick = { loopbackTimeoutMs: 20 };

  it.each([
    [[HOST, HOST6], { addresses: 'plain', ipv4: true, ipv6: true }],
    [[HOST], { addresses: 'plain', ipv4: true, ipv6: false }],
    [[NAME], { addresses: 'hidden', ipv4: null, ipv6: null }],
    [[], { addresses: 'none', ipv4: false, ipv6: false }],
  ] as const)('with %j', async (candidates, expected) => {
    const RTCPeerConnection = finding(candidates);
    const report = await checkConnection({ ...quick, RTCPeerConnection });
    // The fake takes no description of another side: no line opens.
    expect(report).toEqual({ webRtc: null, loopback: false, ...expected });
  });

  it('may have no WebRTC', async () => {
    expect(await checkConnection()).toMatchObject({ webRtc: 'line-webrtc-missing' });
    const refusing = function (): never {
      throw new Error('no');
    } as unknown as typeof RTCPeerConnection;
    const report = await checkConnection({ RTCPeerConnection: refusing });
    expect(report).toMatchObject({ webRtc: 'line-webrtc-disabled', loopback: false });
  });

  it.skipIf(!wrtc)('opens a line to itself', { timeout: 20_000 }, async () => {
    if (!wrtc) return;
    const { RTCPeerConnection } = wrtc;
    expect(await checkConnection({ RTCPeerConnection })).toMatchObject({
      webRtc: null,
      loopback: true,
      addresses: 'plain',
    });
  });
});
