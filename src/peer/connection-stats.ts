/**
 * What a browser says of its candidate pairs, reduced to what path.ts and diagnosis.ts need. Browsers
 * differ: Firefox counts no requests, Chromium leaves hidden addresses empty, Firefox writes their
 * names or "(redacted)".
 */
import { parseAddress } from '../wire/address.ts';

/** As RTCIceCandidateType (RFC 8839 §5.1). */
export type CandidateType = 'host' | 'srflx' | 'prflx' | 'relay';

/** One end of a pair. */
export interface EndStats {
  readonly type: CandidateType;
  /** Null when the browser hides it; a name `<uuid>.local` counts as hidden. */
  readonly address: string | null;
  readonly family: 'ipv4' | 'ipv6' | null;
  /** 0 when the browser does not say. */
  readonly port: number;
  /** The STUN or TURN server that it came from, where the browser says so. */
  readonly serverUrl: string | null;
}

/** One candidate pair and how far its checks came. */
export interface PairStats {
  readonly local: EndStats;
  readonly remote: EndStats;
  /** We sent checks over it. */
  readonly asked: boolean;
  /** The other side answered one of them. */
  readonly answered: boolean;
  /** The other side checked it. */
  readonly heard: boolean;
}

/** What is known of a connection now; null for what the browser does not say. */
export interface ConnectionStats {
  readonly pairs: readonly PairStats[];
  /** The pair that the line runs over. */
  readonly selected: PairStats | null;
  readonly dtls: 'new' | 'connecting' | 'connected' | 'closed' | 'failed' | null;
}

/** One dictionary of an RTCStatsReport. */
type Entry = Readonly<Record<string, unknown>>;

const TYPES: readonly CandidateType[] = ['host', 'srflx', 'prflx', 'relay'];
const DTLS_STATES = ['new', 'connecting', 'connected', 'closed', 'failed'] as const;
/** Pairs in these states have been checked at least once. */
const ASKED_STATES: readonly unknown[] = ['in-progress', 'failed', 'succeeded'];

/** Reads a report; what is missing in it is missing here. */
export function readStats(report: Pick<RTCStatsReport, 'forEach'>): ConnectionStats {
  const entries = new Map<unknown, Entry>();
  report.forEach((entry: unknown, id) => {
    if (typeof entry === 'object' && entry !== null) entries.set(id, { ...entry });
  });
  const pairs = new Map<unknown, PairStats>();
  let selectedId: unknown = null;
  let dtls: ConnectionStats['dtls'] = null;
  for (const [id, entry] of entries) {
    if (entry['type'] === 'candidate-pair') {
      const pair = readPair(entry, entries);
      if (pair) pairs.set(id, pair);
      // Firefox marks the pair itself; others name it in the transport.
      if (entry['selected'] === true) selectedId = id;
    } else if (entry['type'] === 'transport') {
      selectedId = entry['selectedCandidatePairId'] ?? selectedId;
      dtls = DTLS_STATES.find((state) => state === entry['dtlsState']) ?? null;
    }
  }
  return { pairs: [...pairs.values()], selected: pairs.get(selectedId) ?? null, dtls };
}

/**
 * Bytes that came in over all pairs, connectivity checks left out (webrtc-stats §8.18); null when the
 * browser does not say.
 */
export function readHeardBytes(report: Pick<RTCStatsReport, 'forEach'>): number | null {
  let heardBytes: number | null = null;
  report.forEach((entry: { readonly type?: unknown; readonly bytesReceived?: unknown }) => {
    const { type, bytesReceived } = entry;
    if (type !== 'candidate-pair' || typeof bytesReceived !== 'number') return;
    heardBytes = (heardBytes ?? 0) + bytesReceived;
  });
  return heardBytes;
}

function readPair(entry: Entry, entries: ReadonlyMap<unknown, Entry>): PairStats | null {
  const local = readEnd(entries.get(entry['localCandidateId']));
  const remote = readEnd(entries.get(entry['remoteCandidateId']));
  if (!local || !remote) return null;
  const isAbove0 = (name: string): boolean => Number(entry[name] ?? 0) > 0;
  return {
    local,
    remote,
    asked: isAbove0('requestsSent') || ASKED_STATES.includes(entry['state']),
    answered: isAbove0('responsesReceived') || entry['state'] === 'succeeded',
    heard: isAbove0('requestsReceived'),
  };
}

function readEnd(entry: Entry | undefined): EndStats | null {
  const type = TYPES.find((known) => known === entry?.['candidateType']);
  if (!entry || !type) return null;
  // "ip" is what the member was called before.
  const text = entry['address'] ?? entry['ip'];
  const parsed = typeof text === 'string' ? parseAddress(text) : null;
  const { url, port } = entry;
  return {
    type,
    ...(typeof text === 'string' && parsed && parsed.family !== 'mdns'
      ? { address: text, family: parsed.family }
      : { address: null, family: null }),
    port: typeof port === 'number' ? port : 0,
    serverUrl: typeof url === 'string' && url !== '' ? url : null,
  };
}
