import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  hasRoom,
  networkOf,
  readServer,
  readServerUrl,
  SERVER_PROBLEMS,
  type ServerRecord,
} from '../../src/app/servers.ts';
import { MAX_SERVERS } from '../../src/storage/repositories.ts';

const stun: ServerRecord = { url: 'stun:stun.example.org', username: '', credential: '' };
const turn: ServerRecord = { url: 'turn:turn.example.org', username: 'ada', credential: 'secret' };

describe('addresses of servers', () => {
  // The examples of RFC 7064 §3.3 and RFC 7065 §4.4 come first.
  test.each([
    ['stun:example.org', 'stun', 'example.org', null, null],
    ['stuns:example.org', 'stuns', 'example.org', null, null],
    ['stun:example.org:8000', 'stun', 'example.org', 8000, null],
    ['turn:example.org', 'turn', 'example.org', null, null],
    ['turns:example.org', 'turns', 'example.org', null, null],
    ['turn:example.org:8000', 'turn', 'example.org', 8000, null],
    ['turn:example.org?transport=udp', 'turn', 'example.org', null, 'udp'],
    ['turns:example.org?transport=tcp', 'turns', 'example.org', null, 'tcp'],
    ['TURN:192.0.2.1:443?TRANSPORT=TCP', 'turn', '192.0.2.1', 443, 'tcp'],
    ['turn:[2001:db8::1]:3478', 'turn', '[2001:db8::1]', 3478, null],
    ['stun:[::ffff:192.0.2.1]', 'stun', '[::ffff:192.0.2.1]', null, null],
    ['stun:localhost:1', 'stun', 'localhost', 1, null],
  ])('%s is one', (url, scheme, host, port, transport) => {
    expect(readServerUrl(url)).toEqual({ scheme, host, port, transport });
  });

  test.each([
    ['', 'scheme'],
    ['example.org', 'scheme'],
    ['example.org:3478', 'scheme'],
    ['https://example.org', 'scheme'],
    [' stun:example.org', 'scheme'],
    ['stun:', 'host'],
    ['stun://example.org', 'host'],
    ['turn:ada@example.org', 'host'],
    ['turn:exa mple.org', 'host'],
    ['turn:example..org', 'host'],
    ['turn:-example.org', 'host'],
    ['turn:example.org/path', 'host'],
    ['turn:example.org#x', 'host'],
    [`turn:${'a'.repeat(64)}.org`, 'host'],
    ['turn:1.2.3', 'host'],
    ['turn:256.1.1.1', 'host'],
    ['turn:2001:db8::1', 'host'],
    ['turn:[192.0.2.1]', 'host'],
    ['turn:[2001:db8::1', 'host'],
    ['turn:[2001:db8::1]x', 'host'],
    ['turn:example.org:', 'port'],
    ['turn:example.org:0', 'port'],
    ['turn:example.org:65536', 'port'],
    ['turn:example.org:80a', 'port'],
    ['stun:example.org?transport=udp', 'transport'],
    ['turn:example.org?', 'transport'],
    ['turn:example.org?transport=sctp', 'transport'],
    ['turn:example.org?transport=udp&x=1', 'transport'],
    ['turn:example.org?transport=udp?transport=tcp', 'transport'],
    ['turn:example.org\n', 'scheme'],
  ])('%s is none: its %s', (url, problem) => {
    expect(readServerUrl(url)).toBe(problem);
  });

  it('are read or refused, whatever is typed', () => {
    const start = fc.constantFrom('', 'stun:', 'turn:', 'turns:[', 'turn:a?transport=');
    fc.assert(
      fc.property(start, fc.string({ maxLength: 400 }), (head, tail) => {
        const found = readServerUrl(head + tail);
        if (typeof found === 'string') expect(SERVER_PROBLEMS).toContain(found);
        else expect(found.host).toMatch(/^[\w.-]+$|^\[[\w:.]+\]$/);
      }),
      { numRuns: 500 },
    );
  });

  it('take no time to refuse, however long', () => {
    const startMs = performance.now();
    for (const part of ['a', 'a.', 'a-', '[', ':', '?', '1.', 'a'.repeat(63) + '.']) {
      readServerUrl(`turn:${part.repeat(20_000)}!`);
    }
    expect(performance.now() - startMs).toBeLessThan(500);
  });
});

describe('servers as they are typed', () => {
  it('are kept without the white space around them', () => {
    const typed = { url: ' turn:turn.example.org ', username: ' ada ', credential: ' secret ' };
    expect(readServer(typed, [])).toEqual({ ...turn, credential: ' secret ' });
  });

  it('take no name and password for STUN', () => {
    expect(readServer({ ...stun, username: 'ada', credential: 'secret' }, [])).toEqual(stun);
  });

  test.each<[string, Partial<ServerRecord>]>([
    ['username', { username: ' ' }],
    ['credential', { credential: '' }],
    ['username', { username: 'ü'.repeat(255) }],
    ['credential', { credential: 'x'.repeat(509) }],
    ['host', { url: 'turn:' }],
    ['known', { url: stun.url }],
  ])('fail by their %s', (problem, change) => {
    expect(readServer({ ...turn, ...change }, [stun])).toBe(problem);
  });

  it('are a bounded number', () => {
    const others = Array.from({ length: MAX_SERVERS }, (_, i) => ({ ...stun, url: `stun:s${i}` }));
    expect(readServer(turn, others)).toBe('too-many');
    expect(readServer(turn, others.slice(1))).toEqual(turn);
    expect([hasRoom(others), hasRoom(others.slice(1)), hasRoom([])]).toEqual([false, true, true]);
  });
});

describe('what lines are dialed with', () => {
  it('is nothing before the first start, and nothing by default', () => {
    expect(networkOf(null)).toEqual({ iceServers: [], relayOnly: false });
    const settings = { name: '', theme: 'system', autoAcceptImages: false } as const;
    const none = { ...settings, servers: [], relayOnly: false };
    expect(networkOf(none)).toEqual({ iceServers: [], relayOnly: false });
  });

  it('is what the user entered', () => {
    const settings = { name: '', theme: 'system', autoAcceptImages: false } as const;
    expect(networkOf({ ...settings, servers: [stun, turn], relayOnly: true })).toEqual({
      iceServers: [
        { urls: 'stun:stun.example.org' },
        { urls: 'turn:turn.example.org', username: 'ada', credential: 'secret' },
      ],
      relayOnly: true,
    });
  });
});
