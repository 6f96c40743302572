/** Watches one connection, and says how it runs or why it does not. */
import type { ErrorCode } from '../errors.ts';
import type { Candidate } from '../wire/card.ts';
import { readDescription } from '../wire/sdp.ts';
import { readHeardBytes, readStats, type ConnectionStats } from './connection-stats.ts';
import {
  diagnose,
  diagnoseGathering,
  foresee,
  isOverUdp,
  UNREACHABLE_SERVER,
  type Evidence,
  type GatheringError,
} from './diagnosis.ts';
import { isPrivate } from './networks.ts';
import { pathOf, type LinkPath } from './path.ts';
import type { PatientConnection } from './patient-connection.ts';

/** Servers are few, and each fails once per interface and family; a flood tells nothing more. */
const MAX_ERRORS = 64;

/**
 * A server over UDP that has not answered by now is silent. Measured: Firefox says so itself after
 * 11 s, Chromium after 40; both have asked at least six times by then, the last time before 8 s.
 */
const SILENT_AFTER_MS = 8_500;

/** What the witness sees of a connection. */
export type Watched = Pick<
  PatientConnection,
  'getStats' | 'iceGatheringState' | 'localDescription' | 'onicecandidateerror'
>;

/** Which servers the connection was made with. */
export interface Asked {
  readonly iceServers: readonly RTCIceServer[];
  readonly relayOnly: boolean;
}

/** Notes what one connection shows, and tells path and failure from it when asked. */
export class Witness {
  /** Where the other side is, once that is known. */
  theirs: readonly Candidate[] = [];
  readonly #errors: GatheringError[] = [];
  readonly #sinceMs = performance.now();

  /**
   * @param asked as the connection was made
   * @param unreachable an address that is checked although nobody answers there; it proves nothing
   */
  constructor(
    private readonly connection: Watched,
    private readonly asked: Asked,
    private readonly unreachable: string,
  ) {
    connection.onicecandidateerror = ({ url, errorCode, errorText }) => {
      if (this.#errors.length >= MAX_ERRORS) return;
      this.#errors.push({ url, code: errorCode, text: errorText });
    };
  }

  /** How the open line runs; null when the browser does not say. */
  async path(): Promise<LinkPath | null> {
    return pathOf(await this.#stats(), this.theirs);
  }

  /** Bytes that came in over the path, checks of it left out; null when the browser does not say. */
  async heardBytes(): Promise<number | null> {
    try {
      return readHeardBytes(await this.connection.getStats());
    } catch {
      return null;
    }
  }

  /** Why no line came of it, after time enough. */
  async whyNot(): Promise<ErrorCode> {
    return diagnose(await this.#evidence());
  }

  /** What will most likely keep the line from opening; null while nothing speaks against it. */
  async obstacle(): Promise<ErrorCode | null> {
    return this.theirs.length === 0 ? null : foresee(await this.#evidence());
  }

  /** Why there are no addresses of ours. */
  whyNoAddresses(): ErrorCode {
    return diagnoseGathering(this.#circumstances());
  }

  async #evidence(): Promise<Evidence> {
    const sdp = this.connection.localDescription?.sdp;
    const mine = sdp === undefined ? [] : readDescription(sdp).candidates;
    const stats = await this.#stats();
    return {
      ...this.#circumstances(),
      gatheringErrors: [...this.#errors, ...this.#silences(mine)],
      mine,
      theirs: this.theirs,
      stats,
    };
  }

  /** Servers that the browser still waits for, after time enough. */
  #silences(mine: readonly Candidate[]): GatheringError[] {
    const isOver = this.connection.iceGatheringState !== 'gathering';
    if (isOver || performance.now() - this.#sinceMs < SILENT_AFTER_MS) return [];
    // A server that tells us an address that we know already leaves no trace.
    const mayKnow = ({ family, type, address }: Candidate): boolean =>
      family === 'ipv4' && type === 'host' && !isPrivate(address);
    if (this.asked.relayOnly || mine.some(mayKnow)) return [];
    const urls = this.asked.iceServers.flatMap(({ urls }) => urls);
    return urls.filter(isOverUdp).map((url) => ({ url, code: UNREACHABLE_SERVER, text: '' }));
  }

  #circumstances(): Pick<Evidence, 'relayOnly' | 'gatheringErrors' | 'online' | 'nowMs'> {
    const globals: { readonly navigator?: Partial<Navigator> } = globalThis;
    return {
      relayOnly: this.asked.relayOnly,
      gatheringErrors: this.#errors,
      // Node has no such member: there the tests are online.
      online: globals.navigator?.onLine ?? true,
      nowMs: Date.now(),
    };
  }

  /** Without the pairs that nothing can come of; empty when the connection is gone. */
  async #stats(): Promise<ConnectionStats> {
    try {
      const stats = readStats(await this.connection.getStats());
      const isReal = ({ remote }: { remote: { address: string | null } }): boolean =>
        remote.address !== this.unreachable;
      return { ...stats, pairs: stats.pairs.filter(isReal) };
    } catch {
      return { pairs: [], selected: null, dtls: null };
    }
  }
}
