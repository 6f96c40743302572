/**
 * Calls for a side that may come back from another address. Who offers one has no socket open for it:
 * browsers bind their sockets to the addresses that there are when a connection is made, and Firefox
 * looks for no others later. So every attempt is a connection of its own, all under one certificate
 * and the same credentials, which the waiting side was told beforehand.
 */
import type { RandomBytes } from '../crypto/random.ts';
import type { Dialer } from '../peer/dialer.ts';
import type { Link } from '../peer/link.ts';
import { toHex } from '../wire/bytes.ts';
import type { Answerer, SideCall, SideCalls } from './side-calls.ts';

/** As long as a browser's own: 32 and 128 bits, more than RFC 8445 §5.3 demands. */
const UFRAG_BYTES = 4;
const PWD_BYTES = 16;

/** Somebody waits for us. */
export interface AwaitedReturn {
  readonly call: SideCall;
  /** One attempt. @returns null where the browser forbids it @throws MessengerError as `Dialer.answerCode` */
  come(): Promise<Link | null>;
}

/** Asks the friend to wait for us. @returns null when nothing came of it @throws MessengerError as `Dialer.makeCertificate` */
export async function offerReturn(
  room: SideCalls,
  dialer: Pick<Dialer, 'makeCertificate' | 'answerCode'>,
  random: RandomBytes,
): Promise<AwaitedReturn | null> {
  const certificate = await dialer.makeCertificate();
  const credentials = { ufrag: toHex(random(UFRAG_BYTES)), pwd: toHex(random(PWD_BYTES)) };
  const { fingerprint } = certificate;
  const call = await room.offer('return', { ...credentials, fingerprint, candidates: [] });
  if (call === null) return null;
  return { call, come: () => dialer.answerCode(certificate, credentials, call.theirs) };
}

/** Waits for the friend; the link opens when they come, however late. */
export function answerReturn(
  dialer: Pick<Dialer, 'makeCertificate' | 'offerCode'>,
  agreed: (call: SideCall, link: Link) => void,
): Answerer {
  return async (theirs) => {
    const { info, link } = await dialer.offerCode(await dialer.makeCertificate(), theirs);
    return { mine: info, agreed: (call) => agreed(call, link), cancel: () => link.close() };
  };
}
