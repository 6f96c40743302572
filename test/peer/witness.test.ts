import { afterEach, describe, expect, it, vi } from 'vitest';
import { Witness, type Watched } from '../../src/peer/witness.ts';
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
    localDescription: { type: 'offer', sdp: plain } as RTCSessionDescription,
    getStats: () => Promise.resolve(new Map(entries.map((entry) => [entry.id, entry]))),
  };
}

function fail(watched: Watched, url: string, errorCode = 701): void {
  const event = { url, errorCode, errorText: 'timed out' } as RTCPeerConnectionIceErrorEvent;
  watched.onicecandidateerror?.(event);
}

function witness(watched: Watched, relayOnly = false): Witness {
  const made = new Witness(watched, relayOnly, UNREACHABLE);
  made.theirs = [THEIRS];
  return made;
}

afterEach(() => vi.unstubAllGlobals());

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
    expect(await new Witness(connection('10.0.0.3'), false, UNREACHABLE).obstacle()).toBeNull();
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
    expect(witness(connection(''), true).whyNoAddresses()).toBe('line-relay-failed');
    vi.stubGlobal('navigator', { onLine: false });
    expect(witness(connection(''), true).whyNoAddresses()).toBe('line-offline');
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
