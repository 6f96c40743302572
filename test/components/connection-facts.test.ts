import { describe, expect, it, test } from 'vitest';
import type { ConnectionReport, ServerReport } from '../../src/app/network.ts';
import { SERVER_PROBLEMS } from '../../src/app/servers.ts';
import { connectionFacts } from '../../src/components/connection-facts.ts';
import { serverSentence } from '../../src/components/server-result.ts';
import { settingsWords as text } from '../../src/components/words/settings-words.ts';

const FINE: ConnectionReport = {
  ...{ webRtc: null, loopback: true, addresses: 'plain' },
  ...{ ipv4: true, ipv6: true },
};
const SILENT: ServerReport = { reflexive: null, relay: null, failure: 'unreachable' };

/** What is not as it should be. */
const wrong = (report: Partial<ConnectionReport>) =>
  connectionFacts({ ...FINE, ...report }, []).filter(({ kind }) => kind === 'wrong');

describe('what a connection check found', () => {
  it('is a calm list when all is well', () => {
    expect(connectionFacts(FINE, []).map(({ sentence }) => sentence)).toEqual([
      text.checkWebRtc,
      text.checkLoopback,
      text.checkPlain,
      text.checkIpv4,
      text.checkIpv6,
      text.checkNoServers,
    ]);
    expect(wrong({})).toEqual([]);
  });

  it('ends where there is no WebRTC, with the next step', () => {
    const facts = connectionFacts({ ...FINE, webRtc: 'line-webrtc-disabled' }, []);
    expect(facts).toHaveLength(1);
    expect(facts[0]).toMatchObject({ kind: 'wrong' });
    expect(facts[0]?.sentence).toMatch(/turned off.*Allow WebRTC/);
  });

  test.each<[Partial<ConnectionReport>, string]>([
    [{ loopback: false }, text.checkNoLoopback],
    [{ addresses: 'none', ipv4: false, ipv6: false }, text.checkNone],
    [{ ipv4: false }, text.checkNoIpv4],
  ])('%o is named', (report, sentence) => {
    expect(wrong(report)).toEqual([{ kind: 'wrong', sentence }]);
  });

  it('takes no offence at what is as it usually is, and tells it', () => {
    expect(wrong({ ipv6: false })).toEqual([]);
    const hidden = { addresses: 'hidden', ipv4: null, ipv6: null } as const;
    expect(wrong(hidden)).toEqual([]);
    const facts = connectionFacts({ ...FINE, ...hidden }, []);
    expect(facts).toContainEqual({ kind: 'note', sentence: text.checkHidden });
  });

  it('tells of every server', () => {
    const served = { ...SILENT, failure: null, reflexive: '203.0.113.9' };
    const facts = connectionFacts(FINE, [
      ['stun:a.example', served],
      ['turn:b.example', SILENT],
    ]).slice(-2);
    expect(facts.map(({ kind }) => kind)).toEqual(['good', 'wrong']);
    expect(facts[0]?.sentence).toContain('203.0.113.9');
    expect(facts[1]?.sentence).toContain('turn:b.example');
  });
});

describe('what came of asking a server', () => {
  test.each<[Partial<ServerReport>, RegExp]>([
    [{ failure: 'refused' }, /password/],
    [{ failure: 'unreachable' }, /does not answer/],
    [{ failure: 'name' }, /spelling/],
    [{ failure: 'invalid' }, /does not take/],
    [{ failure: null, reflexive: '203.0.113.9' }, /sees you at 203\.0\.113\.9/],
    [{ failure: null }, /no router/],
    [
      { failure: null, reflexive: '203.0.113.9', relay: '203.0.113.200' },
      /lends.*203\.0\.113\.200/,
    ],
  ])('%o', (report, sentence) => {
    expect(serverSentence({ ...SILENT, ...report })).toMatch(sentence);
  });

  it('has words for everything that can be wrong with what was typed', () => {
    for (const problem of SERVER_PROBLEMS) expect(text.serverProblems[problem]).toMatch(/^[A-Z]/);
  });
});
