/**
 * What one person can find out alone: whether this browser opens lines at all, what addresses it
 * shows, and whether servers of their own serve.
 */
import type { ErrorCode } from '../errors.ts';
import type { Candidate } from '../wire/card.ts';
import { readDescription } from '../wire/sdp.ts';
import { UNREACHABLE_SERVER, type GatheringError } from './diagnosis.ts';
import { browserFacts, whyNoWebRtc } from './webrtc-support.ts';

/** What this browser can do by itself. */
export interface ConnectionReport {
  /** Why there is no WebRTC; null when there is. The rest is then worth reading. */
  readonly webRtc: ErrorCode | null;
  /** Two connections of this page found each other. */
  readonly loopback: boolean;
  /** `hidden`: behind `.local` names, which only this network resolves. */
  readonly addresses: 'plain' | 'hidden' | 'none';
  /** Null: hidden. */
  readonly ipv4: boolean | null;
  readonly ipv6: boolean | null;
}

/**
 * `refused`: it answered, and turned us away (for TURN: name or password); `unreachable`: no answer;
 * `name`: there is no host of this name; `invalid`: the browser does not take the address,
 * or makes no connection with it.
 */
type ServerFailure = 'refused' | 'unreachable' | 'name' | 'invalid';

/** What came of asking one server. */
export interface ServerReport {
  /** Our own address as the server sees it; null also when it is the one that we know already. */
  readonly reflexive: string | null;
  /** The address that the server lends us; null for STUN. */
  readonly relay: string | null;
  readonly failure: ServerFailure | null;
}

type Constructor = typeof RTCPeerConnection;

/** What the checks run with; tests bring their own constructor and less patience. */
export interface CheckOptions {
  /** Default the browser's. */
  readonly RTCPeerConnection?: Constructor;
  /** A line inside one page opens in well under 1 s; a phone under load may need a few. */
  readonly loopbackTimeoutMs?: number;
  /** Whoever has not answered by then is silent: Firefox says so after 11 s, Chromium after 40. */
  readonly serverTimeoutMs?: number;
}

const LOOPBACK_TIMEOUT_MS = 8_000;
const SERVER_TIMEOUT_MS = 12_000;
/** The machine's own addresses take 5 to 150 ms, names under 2 s. */
const ADDRESSES_TIMEOUT_MS = 3_000;

/** Looks at this browser alone; asks nobody outside. Never rejects. */
export async function checkConnection(options: CheckOptions = {}): Promise<ConnectionReport> {
  const Connection = options.RTCPeerConnection ?? globalConnection();
  const nothing = { loopback: false, addresses: 'none', ipv4: false, ipv6: false } as const;
  if (!Connection) {
    return { webRtc: whyNoWebRtc(browserFacts()) ?? 'line-webrtc-missing', ...nothing };
  }
  try {
    const [candidates, loopback] = await Promise.all([
      ownCandidates(Connection),
      opensLoopback(Connection, options.loopbackTimeoutMs ?? LOOPBACK_TIMEOUT_MS),
    ]);
    return { webRtc: null, loopback, ...describeAddresses(candidates) };
  } catch {
    // The constructor itself refuses: a policy or an extension.
    return { webRtc: 'line-webrtc-disabled', ...nothing };
  }
}

/** Asks one server, and nobody else. Never rejects. */
export async function testServer(
  server: RTCIceServer,
  options: CheckOptions = {},
): Promise<ServerReport> {
  const Connection = options.RTCPeerConnection ?? globalConnection();
  const isRelay = /^turns?:/i.test(String(server.urls));
  const errors: GatheringError[] = [];
  const wanted = isRelay ? 'relay' : 'srflx';
  const isEnough = (found: readonly Candidate[]): boolean =>
    found.some(({ type }) => type === wanted);
  const timeoutMs = options.serverTimeoutMs ?? SERVER_TIMEOUT_MS;
  let gathered: Gathered;
  try {
    if (!Connection) throw new TypeError('no WebRTC');
    const connection = new Connection({ iceServers: [server] });
    connection.onicecandidateerror = ({ url, errorCode, errorText }) => {
      errors.push({ url, code: errorCode, text: errorText });
    };
    gathered = await gather(connection, timeoutMs, isEnough);
  } catch {
    return { reflexive: null, relay: null, failure: 'invalid' };
  }
  const { candidates, complete } = gathered;
  const addressOf = (type: Candidate['type']): string | null =>
    candidates.find((candidate) => candidate.type === type)?.address ?? null;
  const [reflexive, relay] = [addressOf('srflx'), addressOf('relay')];
  const served = isRelay ? relay !== null : reflexive !== null || (complete && errors.length === 0);
  return { reflexive, relay, failure: served ? null : failureOf(errors) };
}

/** The most telling of what went wrong: an answer tells more than silence. */
function failureOf(errors: readonly GatheringError[]): ServerFailure {
  if (errors.some(({ code }) => code !== UNREACHABLE_SERVER)) return 'refused';
  return errors.some(({ text }) => /lookup|not resolved/i.test(text)) ? 'name' : 'unreachable';
}

async function ownCandidates(Connection: Constructor): Promise<readonly Candidate[]> {
  const connection = new Connection({ iceServers: [] });
  return (await gather(connection, ADDRESSES_TIMEOUT_MS, () => false)).candidates;
}

/** What a connection found until it was closed. */
interface Gathered {
  readonly candidates: readonly Candidate[];
  readonly complete: boolean;
}

/**
 * Gathers until it is complete, enough was found, or time is up; then closes the connection, in any
 * case. Rejects when the connection fails.
 */
async function gather(
  connection: RTCPeerConnection,
  timeoutMs: number,
  isEnough: (found: readonly Candidate[]) => boolean,
): Promise<Gathered> {
  const found = (): readonly Candidate[] => {
    const sdp = connection.localDescription?.sdp;
    return sdp === undefined ? [] : readDescription(sdp).candidates;
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ended = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeoutMs);
    const look = (): void => {
      if (connection.iceGatheringState === 'complete' || isEnough(found())) resolve();
    };
    connection.onicecandidate = look;
    connection.onicegatheringstatechange = look;
  });
  try {
    connection.createDataChannel('');
    await connection.setLocalDescription(await connection.createOffer());
    await ended;
    return { candidates: found(), complete: connection.iceGatheringState === 'complete' };
  } finally {
    clearTimeout(timer);
    connection.close();
  }
}

/** Whether a channel opens between two connections of this page. */
async function opensLoopback(Connection: Constructor, timeoutMs: number): Promise<boolean> {
  const [a, b] = [new Connection({ iceServers: [] }), new Connection({ iceServers: [] })];
  const join = (from: RTCPeerConnection, to: RTCPeerConnection): void => {
    from.onicecandidate = ({ candidate }) => {
      if (candidate) to.addIceCandidate(candidate).catch(() => undefined);
    };
  };
  join(a, b);
  join(b, a);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const describe = async (): Promise<void> => {
    const offer = await a.createOffer();
    // Both know the other's description before any candidate comes.
    await b.setRemoteDescription(offer);
    await a.setLocalDescription(offer);
    const answer = await b.createAnswer();
    await a.setRemoteDescription(answer);
    await b.setLocalDescription(answer);
  };
  try {
    const channel = a.createDataChannel('');
    const opened = new Promise<boolean>((resolve) => {
      channel.onopen = () => resolve(true);
      timer = setTimeout(() => resolve(false), timeoutMs);
    });
    // Only a failure of the description ends it before the time is up.
    return await Promise.race([opened, describe().then(() => opened)]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
    a.close();
    b.close();
  }
}

function describeAddresses(
  candidates: readonly Candidate[],
): Pick<ConnectionReport, 'addresses' | 'ipv4' | 'ipv6'> {
  if (candidates.length === 0) return { addresses: 'none', ipv4: false, ipv6: false };
  const has = (wanted: Candidate['family']): boolean =>
    candidates.some(({ family }) => family === wanted);
  if (has('mdns')) return { addresses: 'hidden', ipv4: null, ipv6: null };
  return { addresses: 'plain', ipv4: has('ipv4'), ipv6: has('ipv6') };
}

function globalConnection(): Constructor | undefined {
  // Absent in some browsers; the types do not know that.
  const globals: { readonly RTCPeerConnection?: Constructor } = globalThis;
  return globals.RTCPeerConnection;
}
