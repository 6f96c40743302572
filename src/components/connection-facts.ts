/** What a connection check found, as a calm list. Pure. */
import type { ConnectionReport, ServerReport } from '../app/network.ts';
import { serverSentence } from './server-result.ts';
import { settingsWords } from './words/settings-words.ts';
import { words } from './words/words.ts';

/** One line of the list; `good` needs nothing to be done. */
export interface ConnectionFact {
  readonly good: boolean;
  readonly sentence: string;
}

/** In the order in which they matter: where one fails, what follows it is left out. */
export function connectionFacts(
  report: ConnectionReport,
  servers: readonly (readonly [url: string, report: ServerReport])[],
): ConnectionFact[] {
  const text = settingsWords;
  if (report.webRtc !== null) {
    const { sentence, next } = words.errors(report.webRtc);
    return [bad(`${sentence} ${next}`)];
  }
  return [
    good(text.checkWebRtc),
    report.loopback ? good(text.checkLoopback) : bad(text.checkNoLoopback),
    ...addressFacts(report),
    ...(servers.length === 0 ? [good(text.checkNoServers)] : []),
    ...servers.map(([url, found]) => ({
      good: found.failure === null,
      sentence: text.checkServer(url, serverSentence(found)),
    })),
  ];
}

function addressFacts({ addresses, ipv4, ipv6 }: ConnectionReport): ConnectionFact[] {
  const text = settingsWords;
  switch (addresses) {
    case 'none':
      return [bad(text.checkNone)];
    case 'hidden':
      return [bad(text.checkHidden), good(text.checkFamilyHidden)];
    case 'plain':
      return [
        good(text.checkPlain),
        ipv4 === false ? bad(text.checkNoIpv4) : good(text.checkIpv4),
        good(ipv6 === false ? text.checkNoIpv6 : text.checkIpv6),
      ];
  }
}

function good(sentence: string): ConnectionFact {
  return { good: true, sentence };
}

function bad(sentence: string): ConnectionFact {
  return { good: false, sentence };
}
