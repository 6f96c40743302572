/** What a connection check found, as a calm list. Pure. */
import type { ConnectionReport, ServerReport } from '../app/network.ts';
import { serverSentence } from './server-result.ts';
import { errorWords } from './words/error-words.ts';
import { settingsWords } from './words/settings-words.ts';

/** One line of the list. `note`: as it usually is, and worth knowing; `wrong`: something should be done. */
export interface ConnectionFact {
  readonly kind: 'good' | 'note' | 'wrong';
  readonly sentence: string;
}

/** In the order in which they matter: where one fails, what follows it is left out. */
export function connectionFacts(
  report: ConnectionReport,
  servers: readonly (readonly [url: string, report: ServerReport])[],
): ConnectionFact[] {
  const text = settingsWords;
  if (report.webRtc !== null) {
    const { sentence, next } = errorWords(report.webRtc);
    return [wrong(`${sentence} ${next}`)];
  }
  return [
    good(text.checkWebRtc),
    report.loopback ? good(text.checkLoopback) : wrong(text.checkNoLoopback),
    ...addressFacts(report),
    ...(servers.length === 0 ? [note(text.checkNoServers)] : []),
    ...servers.map(([url, found]) => {
      const sentence = text.checkServer(url, serverSentence(found));
      return found.failure === null ? good(sentence) : wrong(sentence);
    }),
  ];
}

function addressFacts({ addresses, ipv4, ipv6 }: ConnectionReport): ConnectionFact[] {
  const text = settingsWords;
  switch (addresses) {
    case 'none':
      return [wrong(text.checkNone)];
    case 'hidden':
      return [note(text.checkHidden), note(text.checkFamilyHidden)];
    case 'plain':
      return [
        good(text.checkPlain),
        ipv4 === false ? wrong(text.checkNoIpv4) : good(text.checkIpv4),
        ipv6 === false ? note(text.checkNoIpv6) : good(text.checkIpv6),
      ];
  }
}

function good(sentence: string): ConnectionFact {
  return { kind: 'good', sentence };
}

function note(sentence: string): ConnectionFact {
  return { kind: 'note', sentence };
}

function wrong(sentence: string): ConnectionFact {
  return { kind: 'wrong', sentence };
}
