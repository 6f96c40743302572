import { afterEach, describe, expect, it, vi } from 'vitest';
import { Witness, type Asked, type Watched } from '../../src/peer/witness.ts';
import type { Candidate } from '../../src/wire/card.ts';
import { descriptions } from '../wire/vectors.ts';

const THEIRS: Candidate = { type: 'host', family: 'ipv4', address: '10.0.0.3', port: 5000 };
const UNREACHABLE = '203.0.113.1';

/** A connection with one pair, whose other end has this address. */
function connection(remote: string, pair: object = {}): Watched {
  const entries = [
    { id: 'L', type: 'local-candidate', candidateType: 'host', address: '192.168.1.2' },
    { id: 'R', type: 'remote-candidate', candidateType: 'host', address: remote },
    { id: 'P', type: 'candidate-pair', localCandidateId: 'L', remoteCandidateId: 'R', ...pair },
  ];
  const [{ sdp }] = descriptions as [(typeof descriptions)[0]];
  const plain = sdp.replaceAll(/\S+\.local/g, '192.168.1.2');
  return {
    onicecandidateerror: null,
    iceGatheringState: 'gathering',
    localDescription: { type: 'offer', sdp: plain } as RTCSessionDescription,
    getStats: () => Promise.resolve(new Map(entries.map((entry) => [entry.id, entry]))),
  };
}

/** A description with one address more. */
function gathered(address: string, type: 'host' | 'srflx'): RTCSessionDescription {
  const sdp = connection('').localDescription?.sdp ?? '';
  const line = `a=candidate:9 1 udp 1 ${address} 7777 typ ${type}\r\n`;
  return { type: 'offer', sdp: `${sdp}${line}` } as RTCSessionDescription;
}

function fail(watched: Watched, url: string, errorCode = 701): void {
  const event = { url, errorCode, errorText: 'timed out' } as RTCPeerConnectionIceErrorEvent;
  watched.onicecandidateerror?.(event);
}

function witness(watched: Watched, asked: Partial<Asked> = {}): Witness {
  const made = new Witness(watched, { iceServers: [], relayOnly: false, ...asked }, UNREACHABLE);
  made.theirs = [THEIRS];
  return made;
}

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a witness', () => {
  it('says why from the addresses of both sides', async () => {
    const one = witness(connection(THEIRS.address, { state: 'in-progress' }));
    expect(await one.whyNot()).toBe('line-no-common-network');
    expect(await one.obstacle()).toBe('line-no-common-network');
  });

  it('takes nothing from the address where nobody is', async () => {
    const one = witness(connection(UNREACHABLE, { state: 'succeeded', selected: true }));
    expect(await one.whyNot()).toBe('line-no-common-network');
  });

  it('knows of no obstacle before it knows where the other side is', async () => {
    const one = witness(connection('10.0.0.3'));
    one.theirs = [];
    expect(await one.obstacle()).toBeNull();
  });

  it('remembers servers that did not serve, and bounds them', async () => {
    const watched = connection(THEIRS.address);
    const one = witness(watched);
    for (let i = 0; i < 64; i += 1) fail(watched, 'stun:stun.example.org');
    // One that would change the answer comes too late.
    fail(watched, 'stun:stun.example.org', 401);
    expect(await one.whyNot()).toBe('line-udp-blocked');
  });

  it('says why there is no address', () => {
    expect(witness(connection('')).whyNoAddresses()).toBe('line-addresses-withheld');
    expect(witness(connection(''), { relayOnly: true }).whyNoAddresses()).toBe('line-relay-failed');
    vi.stubGlobal('navigator', { onLine: false });
    expect(witness(connection(''), { relayOnly: true }).whyNoAddresses()).toBe('line-offline');
  });

  it('says so when the browser went offline meanwhile', async () => {
    vi.stubGlobal('navigator', { onLine: false });
    expect(await witness(connection(THEIRS.address)).obstacle()).toBe('line-offline');
  });

  it('knows nothing of a connection that is gone', async () => {
    const gone: Watched = { ...connection(''), getStats: () => Promise.reject(new Error('gone')) };
    expect(await witness(gone).path()).toBeNull();
    expect(await witness(gone).whyNot()).toBe('line-no-common-network');
  });
});

describe('a server that the browser still waits for', () => {
  const iceServers = [{ urls: ['stun:stun.example.org', 'turns:turn.example.org'] }];

  /** What is said after so long. */
  async function whyNotAfter(
    waitedMs: number,
    change: Partial<Watched> = {},
    asked: Partial<Asked> = { iceServers },
  ): Promise<string> {
    vi.useFakeTimers({ toFake: ['performance'] });
    const one = witness({ ...connection(THEIRS.address), ...change }, asked);
    vi.advanceTimersByTime(waitedMs);
    return one.whyNot();
  }

  it('is silent once it has been asked six times', async () => {
    expect(await whyNotAfter(8_000)).toBe('line-no-common-network');
    expect(await whyNotAfter(9_000)).toBe('line-udp-blocked');
  });

  it.each<[string, Partial<Watched>, Partial<Asked>]>([
    ['it told an address', { localDescription: gathered('10.9.9.9', 'srflx') }, { iceServers }],
    [
      'it has nothing to tell: the address is known',
      { localDescription: gathered('198.51.100.7', 'host') },
      { iceServers },
    ],
    ['there is nothing to wait for any more', { iceGatheringState: 'complete' }, { iceServers }],
    ['nobody was asked', {}, { iceServers: [] }],
    ['it was asked over TLS', {}, { iceServers: [{ urls: 'turns:turn.example.org' }] }],
    ['relays alone are to be used', {}, { iceServers, relayOnly: true }],
  ])('is not silent when %s', async (_, change, asked) => {
    expect(await whyNotAfter(30_000, change, asked)).toBe('line-no-common-network');
  });

  it('does not hide that another refused us', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const watched = connection(THEIRS.address);
    const one = witness(watched, { iceServers });
    fail(watched, 'turn:turn.example.org', 401);
    vi.advanceTimersByTime(30_000);
    expect(await one.whyNot()).toBe('line-no-common-network');
  });
});
