import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { readStats, type ConnectionStats, type EndStats } from '../../src/peer/connection-stats.ts';
import { areNeighbours, isPrivate } from '../../src/peer/networks.ts';
import { pathOf } from '../../src/peer/path.ts';
import { BROWSERS, recordedStats } from './recordings.ts';

const host: EndStats = {
  ...{ type: 'host', address: '192.168.1.2', family: 'ipv4' },
  ...{ port: 5000, serverUrl: null },
};
const hidden: EndStats = { ...host, address: null, family: null };

function over(local: Partial<EndStats>, remote: Partial<EndStats>): ConnectionStats {
  const ends = { local: { ...host, ...local }, remote: { ...host, ...remote } };
  const selected = { ...ends, asked: true, answered: true, heard: true };
  return { pairs: [selected], selected, dtls: 'connected' };
}

describe('the path of an open line', () => {
  test.each(BROWSERS)('%s tells it of two neighbours with plain addresses', (browser) => {
    for (const side of ['open, at A', 'open, at B']) {
      const path = pathOf(recordedStats(browser, 'plain', side), []);
      expect(path).toMatchObject({ kind: 'same-network', relayHost: null });
      expect(path?.family).toMatch(/^ipv[46]$/);
    }
  });

  test('names are found on the same network only', () => {
    const path = { kind: 'same-network', family: null, relayHost: null };
    expect(pathOf(recordedStats('Chromium 156', 'hidden', 'open, at A'), [])).toEqual(path);
    expect(pathOf(recordedStats('Chromium 156', 'hidden', 'open, at B'), [])).toEqual(path);
    expect(pathOf(recordedStats('Firefox 153', 'hidden', 'open, at A'), [])).toEqual(path);
    // Firefox as B knows A by its checks, and the card by its port.
    const stats = recordedStats('Firefox 153', 'hidden', 'open, at B');
    const port = stats.selected?.remote.port ?? 0;
    const card = { type: 'host', family: 'mdns', address: 'x.local', port } as const;
    expect(pathOf(stats, [card])).toEqual(path);
    expect(pathOf(stats, [{ ...card, port: port + 1 }])?.kind).toBe('direct');
    expect(pathOf(stats, [{ ...card, family: 'ipv4' }])?.kind).toBe('direct');
  });

  test.each<[string, Partial<EndStats>, Partial<EndStats>, string]>([
    ['neighbours', {}, { address: '192.168.1.77' }, 'same-network'],
    ['two parts of one site', {}, { address: '10.1.2.3' }, 'same-network'],
    ['a NAT in front of them', {}, { type: 'srflx', address: '203.0.113.9' }, 'internet'],
    ['a NAT in front of us', { type: 'srflx' }, { address: '203.0.113.9' }, 'internet'],
    ['a server on the internet', {}, { address: '203.0.113.9' }, 'internet'],
    [
      'neighbours with public addresses',
      { address: '203.0.113.8' },
      { address: '203.0.113.9' },
      'same-network',
    ],
    ['an address learned from checks', {}, { type: 'prflx', address: '203.0.113.9' }, 'internet'],
    [
      'a private address learned from checks',
      {},
      { type: 'prflx', address: '192.168.1.3' },
      'same-network',
    ],
    ['an unknown address', {}, { ...hidden, type: 'prflx' }, 'direct'],
    ['ours hidden, theirs public', hidden, { address: '203.0.113.9' }, 'direct'],
    ['ours hidden, theirs private', hidden, { address: '192.168.1.3' }, 'same-network'],
  ])('%s', (_, local, remote, kind) => {
    expect(pathOf(over(local, remote), [])?.kind).toBe(kind);
  });

  test.each<[Partial<EndStats>, string | null]>([
    [{ serverUrl: 'turn:relay.example.org:3478?transport=udp' }, 'relay.example.org'],
    [{ serverUrl: 'turns:[2001:db8::1]:443' }, '[2001:db8::1]'],
    [{ address: '203.0.113.9' }, '203.0.113.9'],
    [hidden, null],
  ])('a relay of ours is named: %o', (end, relayHost) => {
    const path = pathOf(over({ ...end, type: 'relay' }, {}), []);
    expect(path).toMatchObject({ kind: 'relay', relayHost });
  });

  test('a relay of theirs is named by its address', () => {
    expect(pathOf(over({}, { type: 'relay', address: '203.0.113.9' }), [])).toEqual({
      kind: 'relay',
      family: 'ipv4',
      relayHost: '203.0.113.9',
    });
  });

  test('there is none before a pair is chosen', () => {
    expect(pathOf({ pairs: [], selected: null, dtls: 'new' }, [])).toBeNull();
    expect(pathOf(readStats(new Map()), [])).toBeNull();
  });
});

describe('reading statistics', () => {
  it('survives whatever they hold', () => {
    const id = fc.constantFrom('P', 'L', 'R', 'T', 7, null);
    const entry = fc.record(
      {
        type: fc.constantFrom('candidate-pair', 'transport', 'local-candidate', 'x', 3),
        state: fc.constantFrom('succeeded', 'failed', 1),
        selected: fc.boolean(),
        selectedCandidatePairId: id,
        localCandidateId: id,
        remoteCandidateId: id,
        candidateType: fc.constantFrom('host', 'relay', 'other', 0),
        address: fc.oneof(fc.constantFrom('', '10.0.0.1', 'x.local'), fc.integer()),
        requestsSent: fc.oneof(fc.integer(), fc.constant('many')),
        port: fc.oneof(fc.integer(), fc.constant('x')),
        url: fc.oneof(fc.string(), fc.integer()),
      },
      { requiredKeys: [] },
    );
    const reports = fc.array(fc.tuple(id, fc.oneof(entry, fc.constantFrom(null, 1, 'x'))));
    fc.assert(
      fc.property(reports, (entries) => {
        const stats = readStats(new Map(entries) as unknown as RTCStatsReport);
        expect(pathOf(stats, [])?.kind ?? 'none').toMatch(/^(none|same-network|direct|relay)$/);
      }),
      { numRuns: 300 },
    );
  });
});

describe('networks', () => {
  test.each([
    ['10.0.0.1', '10.0.0.200', true],
    ['10.0.0.1', '10.0.1.1', false],
    ['fd00:1:2:3::1', 'fd00:1:2:3:4::1', true],
    ['fd00:1:2:3::1', 'fd00:1:2:4::1', false],
    ['10.0.0.1', '::10.0.0.1', false],
    ['x', 'x', false],
    [
      'fbf7bd79-515b-45ba-978f-94e299a69087.local',
      'fbf7bd79-515b-45ba-978f-94e299a69087.local',
      false,
    ],
  ])('%s and %s: neighbours %s', (a, b, near) => {
    expect(areNeighbours(a, b)).toBe(near);
  });

  test.each([
    ['10.1.1.1', true],
    ['172.16.0.1', true],
    ['172.31.255.255', true],
    ['172.32.0.1', false],
    ['192.168.255.1', true],
    ['192.169.0.1', false],
    ['100.64.0.1', true],
    ['100.128.0.1', false],
    ['169.254.1.1', true],
    ['127.0.0.1', true],
    ['8.8.8.8', false],
    ['fd00::1', true],
    ['fe80::1', true],
    ['::1', true],
    ['2001:db8::1', false],
    ['nonsense', true],
  ])('%s is private: %s', (address, expected) => {
    expect(isPrivate(address)).toBe(expected);
  });
});
