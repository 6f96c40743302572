/** What came of asking a server, in words. Pure. */
import type { ServerReport } from '../app/network.ts';
import { settingsWords } from './words/settings-words.ts';

/** One or two sentences. */
export function serverSentence({ reflexive, relay, failure }: ServerReport): string {
  const text = settingsWords;
  if (failure !== null) return text.serverFailures[failure];
  if (relay !== null) return text.serverLends(relay);
  return reflexive === null ? text.serverSeesSame : text.serverSeesYou(reflexive);
}
