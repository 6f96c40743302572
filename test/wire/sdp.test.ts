import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_CANDIDATES } from '../../src/wire/card.ts';
import type { Candidate, ConnectionInfo } from '../../src/wire/card.ts';
import { candidateLine, readDescription, writeDescription } from '../../src/wire/sdp.ts';
import { anyCard, failureOf } from './arbitraries.ts';
import { descriptions } from './vectors.ts';

const [example] = descriptions as [(typeof descriptions)[0]];

/** A Chromium description with these candidate lines in place of its own. */
function withCandidates(...candidates: string[]): string {
  const others = example.sdp.split('\r\n').filter((line) => !line.startsWith('a=candidate:'));
  return [...others.slice(0, -1), ...candidates.map((line) => `a=candidate:${line}`), ''].join(
    '\r\n',
  );
}

const host = (address: string, priority = 1000, port = 5000) =>
  `1 1 udp ${priority} ${address} ${port} typ host generation 0`;
const srflx = (address: string, priority = 500) =>
  `1 1 udp ${priority} ${address} 6000 typ srflx raddr 0.0.0.0 rport 0 generation 0`;
const relay = (address: string, priority = 100) =>
  `1 1 udp ${priority} ${address} 7000 typ relay raddr 0.0.0.0 rport 0 generation 0`;
const addresses = (...lines: string[]) =>
  readDescription(withCandidates(...lines)).candidates.map(({ address }) => address);

describe('reading what browsers say', () => {
  test.each(descriptions)('$name', ({ sdp, info }) => {
    expect(readDescription(sdp)).toEqual(info);
  });

  test('line ends without a carriage return serve as well', () => {
    expect(readDescription(example.sdp.replaceAll('\r', ''))).toEqual(example.info);
  });

  test.each(['ice-ufrag', 'ice-pwd', 'fingerprint'])('without %s gathering failed', (name) => {
    const sdp = example.sdp.replace(new RegExp(`a=${name}:.*\r\n`), '');
    expect(failureOf(() => readDescription(sdp))).toBe('line-gathering-failed');
  });

  test('another hash than SHA-256 does not serve', () => {
    const sdp = example.sdp.replace('sha-256', 'sha-512');
    expect(failureOf(() => readDescription(sdp))).toBe('line-gathering-failed');
  });

  test('arbitrary text fails with a code', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        expect(failureOf(() => readDescription(text))).toBe('line-gathering-failed');
      }),
    );
  });
});

describe('choosing candidates', () => {
  test('plain addresses come first, then names, IPv6, what a NAT showed, and relays', () => {
    const name = 'fbf7bd79-515b-45ba-978f-94e299a69087.local';
    expect(
      addresses(
        relay('203.0.113.200', 9500),
        srflx('203.0.113.9', 9000),
        host('2001:DB8::1', 8000),
        host(name),
        host('10.0.0.1', 1),
        host('10.0.0.2', 2),
      ),
    ).toEqual(['10.0.0.2', '10.0.0.1', name, '2001:db8::1', '203.0.113.9', '203.0.113.200']);
  });

  test('only relays, when only those were looked for', () => {
    expect(readDescription(withCandidates(relay('203.0.113.200'))).candidates).toEqual([
      { type: 'relay', family: 'ipv4', address: '203.0.113.200', port: 7000 },
    ]);
  });

  test('many interfaces cut away neither IPv6 nor what reaches farther', () => {
    const many = Array.from({ length: 20 }, (_, i) => host(`10.0.0.${i + 1}`, 100 - i));
    const chosen = addresses(
      ...many,
      host('2001:db8::1'),
      srflx('203.0.113.9'),
      relay('203.0.113.200'),
    );
    expect(chosen).toHaveLength(MAX_CANDIDATES);
    expect(chosen.slice(0, 2)).toEqual(['10.0.0.1', '10.0.0.2']);
    expect(chosen.slice(-3)).toEqual(['2001:db8::1', '203.0.113.9', '203.0.113.200']);
  });

  test.each([
    ['TCP', '1 1 tcp 1000 10.0.0.1 9 typ host tcptype active'],
    ['another component', '1 2 udp 1000 10.0.0.1 5000 typ host'],
    ['a peer-reflexive address', '1 1 udp 1000 10.0.0.1 5000 typ prflx'],
    ['link-local IPv6', host('fe80::1')],
    ['link-local IPv6 of another prefix', host('febf::1')],
    ['no address at all', host('0.0.0.0')],
    ['a name that is no uuid', host('laptop.local')],
    ['port 0', host('10.0.0.1', 1, 0)],
    ['a port past its range', host('10.0.0.1', 1, 65_536)],
  ])('%s is left out', (_, line) => {
    expect(addresses(line, host('10.9.9.9'))).toEqual(['10.9.9.9']);
    expect(addresses(line)).toEqual([]);
  });

  test('loopback serves only when there is nothing else', () => {
    expect(addresses(host('127.0.0.1'), host('::1'), host('10.0.0.1'))).toEqual(['10.0.0.1']);
    expect(addresses(host('127.0.0.1'), host('::1'))).toEqual(['127.0.0.1', '::1']);
  });

  test('the same place stands once, as host', () => {
    const chosen = readDescription(
      withCandidates(
        srflx('198.51.100.1').replace('6000', '5000'),
        host('198.51.100.1'),
        host('198.51.100.1'),
      ),
    ).candidates;
    expect(chosen).toEqual([{ type: 'host', family: 'ipv4', address: '198.51.100.1', port: 5000 }]);
  });
});

describe('writing descriptions', () => {
  const first: Candidate = { type: 'host', family: 'ipv4', address: '192.0.2.2', port: 5000 };
  const info: ConnectionInfo = {
    ...example.info,
    candidates: [first, { type: 'srflx', family: 'ipv6', address: '2001:db8::1', port: 6000 }],
  };

  test('an offer has the lines that both browsers insist on', () => {
    expect(writeDescription(info, { type: 'offer', setup: 'active' })).toBe(
      [
        'v=0',
        'o=- 1 1 IN IP4 127.0.0.1',
        's=-',
        't=0 0',
        'a=group:BUNDLE 0',
        'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
        'c=IN IP4 0.0.0.0',
        'a=candidate:1 1 udp 2130706431 192.0.2.2 5000 typ host ufrag /x2b',
        'a=candidate:2 1 udp 2130706175 2001:db8::1 6000 typ srflx raddr :: rport 0 ufrag /x2b',
        'a=ice-ufrag:/x2b',
        'a=ice-pwd:5VC/zQPjdhdC6hUaGD/NFn2h',
        'a=ice-options:trickle',
        'a=fingerprint:sha-256 7C:94:A8:34:E9:98:2B:AA:68:D0:50:EA:5E:DC:33:DC:46:03:6C:D6:D2:74:2E:C0:39:27:D9:BF:C0:0E:00:D5',
        'a=setup:active',
        'a=mid:0',
        'a=sctp-port:5000',
        'a=max-message-size:262144',
        '',
      ].join('\r\n'),
    );
  });

  test('an answer has its own role', () => {
    const sdp = writeDescription(info, { type: 'answer', setup: 'passive' });
    expect(sdp).toContain('a=setup:passive\r\n');
  });

  test('every card becomes the same connection again', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const { ufrag, pwd, fingerprint, candidates } = card;
        const sdp = writeDescription(card, { type: 'offer', setup: 'active' });
        expect(sdp.match(/^a=candidate:(\d+) /gm)?.length ?? 0).toBe(candidates.length);
        const back = readDescription(sdp);
        expect({ ...back, candidates: [] }).toEqual({ ufrag, pwd, fingerprint, candidates: [] });
        for (const candidate of back.candidates) {
          const { address, port } = candidate;
          expect(candidates).toContainEqual(expect.objectContaining({ address, port }));
        }
      }),
    );
  });

  test('candidates keep their order in falling priorities and unique foundations', () => {
    const sdp = writeDescription(
      { ...info, candidates: new Array<Candidate>(8).fill(first) },
      { type: 'offer', setup: 'active' },
    );
    const found = [...sdp.matchAll(/^a=candidate:(\S+) 1 udp (\d+) /gm)];
    const priorities = found.map(([, , priority]) => Number(priority));
    expect(priorities).toEqual([...priorities].sort((a, b) => b - a));
    expect(new Set(priorities).size).toBe(8);
    expect(new Set(found.map(([, foundation]) => foundation)).size).toBe(8);
  });

  test.each<[string, Partial<ConnectionInfo>]>([
    ['fragment', { ufrag: 'abcd\r\na=x' }],
    ['password', { pwd: `${'x'.repeat(22)}\na=x` }],
    ['fingerprint', { fingerprint: new Uint8Array(31) }],
    ['address', { candidates: [{ ...first, address: '1\r\na=x' }] }],
  ])('a hostile %s adds no line', (_, change) => {
    const role = { type: 'offer', setup: 'active' } as const;
    expect(() => writeDescription({ ...info, ...change }, role)).toThrow(RangeError);
  });

  test('a candidate line renews checks by its generation alone', () => {
    expect(candidateLine(first, 2, 'abcd', 7)).toBe(
      'candidate:3 1 udp 2130705919 192.0.2.2 5000 typ host generation 7',
    );
    expect(candidateLine({ ...first, type: 'relay' }, 1, 'abcd', 1)).toBe(
      'candidate:2 1 udp 16776959 192.0.2.2 5000 typ relay raddr 0.0.0.0 rport 0 generation 1',
    );
    expect(candidateLine(first, 0, 'abcd')).toBe(
      'candidate:1 1 udp 2130706431 192.0.2.2 5000 typ host ufrag abcd',
    );
  });
});
