/** A page with nothing but the dialer in it; codes.e2e.ts drives it through `window.codesPage`. */
import { openDB } from 'idb';
import type { ErrorCode } from '../../../src/errors.ts';
import { SimplePeerDialer } from '../../../src/peer/dial-simple-peer.ts';
import type { LineCertificate } from '../../../src/peer/dialer.ts';
import type { Link } from '../../../src/peer/link.ts';
import type { ConnectionInfo } from '../../../src/wire/card.ts';
import type { Credentials } from '../../../src/wire/credentials.ts';

/** A ConnectionInfo that survives the way through the test. */
export type PlainInfo = Omit<ConnectionInfo, 'fingerprint'> & { readonly fingerprint: number[] };

/** What became of one line. */
interface Line {
  readonly link: Link;
  openedAtMs: number | null;
  closed: ErrorCode | 'on purpose' | null;
  readonly heard: string[];
}

/** Every connection that the dialer made here, so that a test sees whether it gave them back. */
const connections: RTCPeerConnection[] = [];

function NotedConnection(config: RTCConfiguration): RTCPeerConnection {
  const connection = new RTCPeerConnection(config);
  connections.push(connection);
  return connection;
}
NotedConnection.generateCertificate = (algorithm: AlgorithmIdentifier) =>
  RTCPeerConnection.generateCertificate(algorithm);

const dialer = new SimplePeerDialer({
  wrtc: {
    RTCPeerConnection: NotedConnection as unknown as typeof RTCPeerConnection,
    RTCSessionDescription,
    RTCIceCandidate,
  },
});
const database = await openDB('codes', 1, {
  upgrade: (created) => void created.createObjectStore('certificates'),
});
const lines = new Map<string, Line>();

function keep(name: string, link: Link): void {
  const line: Line = { link, openedAtMs: null, closed: null, heard: [] };
  link.listen({
    opened: () => (line.openedAtMs = Date.now()),
    received: (message) => void line.heard.push(new TextDecoder().decode(message)),
    closed: (code) => (line.closed = code ?? 'on purpose'),
  });
  lines.set(name, line);
}

function lineOf(name: string): Line {
  const line = lines.get(name);
  if (!line) throw new Error(`There is no line ${name}.`);
  return line;
}

async function stored(): Promise<LineCertificate> {
  return (await database.get('certificates', 'mine')) as LineCertificate;
}

const page = {
  /** Makes a certificate and keeps it in IndexedDB. @returns its fingerprint */
  async makeCertificate(): Promise<number[]> {
    const certificate = await dialer.makeCertificate();
    await database.put('certificates', certificate, 'mine');
    return [...certificate.fingerprint];
  },
  async certificateLifeDays(): Promise<number> {
    return ((await stored()).expiresMs - Date.now()) / 86_400_000;
  },

  /** Offers a code under the stored certificate. */
  async offer(name: string, credentials: Credentials, theirs: number[]): Promise<PlainInfo> {
    const answer = { ...credentials, fingerprint: Uint8Array.from(theirs) };
    const { info, link } = await dialer.offerCode(await stored(), answer);
    keep(name, link);
    return { ...info, fingerprint: [...info.fingerprint] };
  },
  /** Answers one under the stored certificate. @returns when, or null where the browser forbids it */
  async answer(name: string, credentials: Credentials, offer: PlainInfo): Promise<number | null> {
    const atMs = Date.now();
    const info = { ...offer, fingerprint: Uint8Array.from(offer.fingerprint) };
    const link = await dialer.answerCode(await stored(), credentials, info);
    if (link) keep(name, link);
    return link && atMs;
  },
  canAnswerCodes: (): Promise<boolean> => dialer.canAnswerCodes(),

  line: (name: string): Omit<Line, 'link'> => {
    const { openedAtMs, closed, heard } = lineOf(name);
    return { openedAtMs, closed, heard };
  },
  say: (name: string, text: string): Promise<void> =>
    lineOf(name).link.send(new TextEncoder().encode(text)),
  closeAll(): void {
    for (const { link } of lines.values()) link.close();
  },
  connectionStates: (): string[] => connections.map(({ connectionState }) => connectionState),
};

declare global {
  interface Window {
    codesPage: typeof page;
  }
}
window.codesPage = page;
