import { describe, expect, it, test } from 'vitest';
import type { ErrorCode } from '../../src/errors.ts';
import type { EndStats, PairStats } from '../../src/peer/connection-stats.ts';
import {
  diagnose,
  diagnoseGathering,
  foresee,
  UNREACHABLE_SERVER,
  type Evidence,
  type GatheringError,
} from '../../src/peer/diagnosis.ts';
import type { Candidate } from '../../src/wire/card.ts';
import { BROWSERS, recordedStats, type Addresses, type Browser } from './recordings.ts';

const host = (address: string): Candidate => ({
  type: 'host',
  family: address.includes(':') ? 'ipv6' : 'ipv4',
  address,
  port: 5000,
});
const srflx = (address: string, port: number): Candidate => ({
  ...host(address),
  type: 'srflx',
  port,
});
const relay = (address: string): Candidate => ({ ...host(address), type: 'relay' });
const name: Candidate = {
  type: 'host',
  family: 'mdns',
  address: 'fbf7bd79-515b-45ba-978f-94e299a69087.local',
  port: 5000,
};

/** Two homes without servers, with nothing heard. */
const NOTHING: Evidence = {
  mine: [host('192.168.1.2')],
  theirs: [host('10.0.0.3')],
  stats: { pairs: [], selected: null, dtls: 'new' },
  gatheringErrors: [],
  relayOnly: false,
  online: true,
  nowMs: Date.UTC(2027, 0, 1),
};
const BEFORE_US_MS = Date.UTC(2001, 0, 1);

const end: EndStats = { type: 'host', address: null, family: null, port: 0, serverUrl: null };
const pair = (change: Partial<PairStats>): PairStats => ({
  ...{ local: end, remote: end, asked: true, answered: false, heard: false },
  ...change,
});
const silence = (url: string, text = 'STUN binding request timed out.'): GatheringError => ({
  url,
  code: UNREACHABLE_SERVER,
  text,
});

describe('what browsers said, in places as they were', () => {
  const cases: [string, Addresses, Partial<Evidence>, ErrorCode, readonly Browser[]][] = [
    [
      'a silent address of another network',
      'plain',
      { theirs: [host('10.99.0.5')] },
      'line-no-common-network',
      BROWSERS,
    ],
    [
      'a silent neighbour',
      'plain',
      { mine: [host('192.0.2.2')], theirs: [host('192.0.2.2')] },
      'line-no-answer',
      ['Firefox 153'],
    ],
    [
      'a name that nobody answers to',
      'hidden',
      { mine: [name], theirs: [name] },
      'line-hidden-addresses',
      BROWSERS,
    ],
    [
      'a name that nobody answers to',
      'plain',
      { mine: [host('192.0.2.2')], theirs: [name] },
      'line-hidden-addresses',
      BROWSERS,
    ],
    [
      'another certificate than the card said',
      'plain',
      { mine: [host('192.0.2.2')], theirs: [host('192.0.2.2')] },
      'line-handshake-failed',
      BROWSERS,
    ],
    [
      'another certificate than the card said',
      'hidden',
      { mine: [name], theirs: [name] },
      'line-handshake-failed',
      BROWSERS,
    ],
    [
      'B closed before A read the reply',
      'plain',
      { mine: [host('192.0.2.2')], theirs: [host('192.0.2.2')] },
      'line-friend-closed',
      BROWSERS,
    ],
    [
      'B closed before A read the reply',
      'hidden',
      { mine: [name], theirs: [name] },
      'line-friend-closed',
      ['Chromium 156'],
    ],
  ];
  const each = cases.flatMap(([situation, addresses, places, code, browsers]) =>
    browsers.map((browser) => ({ browser, situation, addresses, places, code })),
  );
  it.each(each)('$browser, $situation, $addresses: $code', ({ browser, situation, ...rest }) => {
    const stats = recordedStats(browser, rest.addresses, situation);
    expect(diagnose({ ...NOTHING, ...rest.places, stats })).toBe(rest.code);
  });

  it.each(BROWSERS)(
    '%s as B hears A long before the reply is read: no reason to worry',
    (browser) => {
      const stats = recordedStats(browser, 'plain', 'B waits, A has not read the reply');
      const far = { theirs: [host('10.99.0.5')] };
      expect(foresee({ ...NOTHING, ...far, stats })).toBeNull();
      expect(foresee({ ...NOTHING, ...far })).toBe('line-no-common-network');
    },
  );
});

describe('an attempt that came to nothing', () => {
  test.each<[string, Partial<Evidence>, ErrorCode]>([
    ['offline', { online: false }, 'line-offline'],
    ['no address, offline', { mine: [], online: false }, 'line-offline'],
    ['no address, online', { mine: [] }, 'line-addresses-withheld'],
    ['no relay', { mine: [], relayOnly: true }, 'line-relay-failed'],
    ['two homes', {}, 'line-no-common-network'],
    [
      'two homes, one with a STUN server',
      { mine: [host('192.168.1.2'), srflx('203.0.113.1', 1)] },
      'line-no-common-network',
    ],
    [
      'a relay here, and nothing there that it may let in',
      { mine: [relay('203.0.113.1')] },
      'line-no-common-network',
    ],
    [
      'IPv6 here, IPv4 there',
      { mine: [host('2001:db8::1')], theirs: [host('203.0.113.1')] },
      'line-no-common-network',
    ],
    ['neighbours', { theirs: [host('192.168.1.9')] }, 'line-no-answer'],
    [
      'neighbours by IPv6',
      { mine: [host('fd00::1')], theirs: [host('fd00::2')] },
      'line-no-answer',
    ],
    [
      'a name that was found, and silent',
      { mine: [name], theirs: [name], stats: { ...NOTHING.stats, pairs: [pair({})] } },
      'line-no-answer',
    ],
    ['hidden here, plain there', { mine: [name] }, 'line-hidden-addresses'],
    [
      'servers on the internet',
      { mine: [host('2001:db8:1::1')], theirs: [host('2001:db8:2::1')] },
      'line-no-answer',
    ],
    [
      'they checked us, then were gone',
      { stats: { ...NOTHING.stats, pairs: [pair({ heard: true })] } },
      'line-friend-closed',
    ],
    [
      'they answered, then were gone',
      { stats: { ...NOTHING.stats, dtls: 'connecting', pairs: [pair({ answered: true })] } },
      'line-friend-closed',
    ],
    [
      'the seal failed, with a clock of long ago',
      {
        nowMs: BEFORE_US_MS,
        stats: { ...NOTHING.stats, dtls: 'failed', pairs: [pair({ answered: true })] },
      },
      'line-clock-wrong',
    ],
    ['nothing at all, with a clock of long ago', { nowMs: BEFORE_US_MS }, 'line-clock-wrong'],
    // Firefox calls DTLS failed when no check was answered either.
    [
      'Firefox gave up',
      {
        stats: {
          ...NOTHING.stats,
          dtls: 'failed',
          pairs: [pair({ asked: true, remote: { ...end, address: '10.0.0.3' } })],
        },
      },
      'line-no-common-network',
    ],
  ])('%s', (_, change, code) => {
    expect(diagnose({ ...NOTHING, ...change })).toBe(code);
  });
});

describe('servers tell more', () => {
  const cone = [host('192.168.1.2'), srflx('203.0.113.1', 1000)];
  const coneThere = [host('10.0.0.3'), srflx('198.51.100.1', 1000)];
  const hard = [...cone, srflx('203.0.113.1', 1001)];
  const hardThere = [...coneThere, srflx('198.51.100.1', 1001)];

  test('symmetric NAT on both sides', () => {
    expect(diagnose({ ...NOTHING, mine: hard, theirs: hardThere })).toBe('line-symmetric-nat');
    expect(foresee({ ...NOTHING, mine: hard, theirs: hardThere })).toBe('line-symmetric-nat');
  });

  test('one that nothing gets through, on one side, is enough', () => {
    expect(diagnose({ ...NOTHING, mine: cone, theirs: hardThere })).toBe('line-symmetric-nat');
    expect(diagnose({ ...NOTHING, mine: hard, theirs: coneThere })).toBe('line-symmetric-nat');
  });

  test('two plain NATs can be crossed: then nobody is there', () => {
    expect(diagnose({ ...NOTHING, mine: cone, theirs: coneThere })).toBe('line-no-answer');
    expect(foresee({ ...NOTHING, mine: cone, theirs: coneThere })).toBeNull();
  });

  test('as many outer ports as sockets are no sign of a symmetric NAT', () => {
    const two = [host('192.168.1.2'), host('192.168.1.3'), ...hard.slice(1)];
    expect(diagnose({ ...NOTHING, mine: two, theirs: coneThere })).toBe('line-no-answer');
    const hidden = [name, { ...name, port: 6000 }, ...hard.slice(1)];
    expect(diagnose({ ...NOTHING, mine: hidden, theirs: coneThere })).toBe('line-no-answer');
  });

  test('two homes are two, though one provider serves both and their devices have like numbers', () => {
    const [here, there] = [srflx('203.0.113.11', 1000), srflx('203.0.113.22', 1000)];
    const theirs = [host('192.168.1.3'), there, { ...there, port: 1001 }];
    expect(diagnose({ ...NOTHING, mine: [name, here], theirs })).toBe('line-symmetric-nat');
    const mine = [host('192.168.1.2'), here];
    expect(diagnose({ ...NOTHING, mine, theirs })).toBe('line-symmetric-nat');
    const sameRouter = [name, { ...here, port: 1001 }, { ...here, port: 1002 }];
    expect(diagnose({ ...NOTHING, mine, theirs: sameRouter })).toBe('line-no-answer');
  });

  test('a relay crosses even those', () => {
    const relayed = [...hard, relay('192.0.2.9')];
    expect(diagnose({ ...NOTHING, mine: relayed, theirs: hardThere })).toBe('line-no-answer');
  });

  test('UDP is blocked when every server over UDP is silent', () => {
    const gatheringErrors = [silence('stun:stun.example.org'), silence('turn:t.example.org:3478')];
    expect(diagnose({ ...NOTHING, gatheringErrors })).toBe('line-udp-blocked');
    expect(foresee({ ...NOTHING, gatheringErrors })).toBe('line-udp-blocked');
    // TURN over TCP got through, and shows the same.
    const mine = [host('192.168.1.2'), relay('203.0.113.1')];
    expect(diagnose({ ...NOTHING, mine, gatheringErrors })).toBe('line-udp-blocked');
  });

  test.each<[string, Partial<Evidence>]>([
    ['one server answered', { gatheringErrors: [silence('stun:a.example')], mine: cone }],
    [
      'its name was not found',
      { gatheringErrors: [silence('stun:a.example', 'STUN host lookup received error.')] },
    ],
    ['it was asked over TCP', { gatheringErrors: [silence('turn:a.example?transport=tcp')] }],
    ['it was asked over TLS', { gatheringErrors: [silence('turns:a.example')] }],
    [
      'it refused us',
      { gatheringErrors: [{ url: 'turn:a.example', code: 401, text: 'Unauthorized' }] },
    ],
  ])('but not when %s', (_, change) => {
    expect(diagnose({ ...NOTHING, ...change })).toBe('line-no-common-network');
  });
});

test('a relay over TLS fails by a clock of long ago', () => {
  const gatheringErrors = [silence('turns:a.example:443')];
  const facts = { relayOnly: true, online: true, gatheringErrors };
  expect(diagnoseGathering({ ...facts, nowMs: BEFORE_US_MS })).toBe('line-clock-wrong');
  expect(diagnoseGathering({ ...facts, nowMs: NOTHING.nowMs })).toBe('line-relay-failed');
});
