/** STUN and TURN servers that a user enters: what counts as one, and how the browser is told. Pure. */
import { MAX_SERVERS, type SettingsRecord } from '../storage/repositories.ts';
import { parseAddress } from '../wire/address.ts';

/** A server of the user's own, as it is typed, shown and kept. */
export interface ServerRecord {
  /** As RFC 7064 or RFC 7065 spell it. */
  readonly url: string;
  /** Empty for STUN. */
  readonly username: string;
  readonly credential: string;
}

/** What a server's address says. */
export interface ServerAddress {
  readonly scheme: 'stun' | 'stuns' | 'turn' | 'turns';
  /** A name, a dotted IPv4, or an IPv6 in brackets. */
  readonly host: string;
  readonly port: number | null;
  readonly transport: 'udp' | 'tcp' | null;
}

/** What is wrong with a server as it was typed. */
export const SERVER_PROBLEMS = [
  'scheme',
  'host',
  'port',
  'transport',
  'username',
  'credential',
  'known',
  'too-many',
] as const;
export type ServerProblem = (typeof SERVER_PROBLEMS)[number];

/** A user name of STUN has at most 508 bytes (RFC 8489 §14.3); nothing longer is a secret either. */
const MAX_TEXT_BYTES = 508;

const SCHEMES = ['stun', 'stuns', 'turn', 'turns'] as const;
const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
/** A name of the DNS; RFC 3986 would let far stranger ones through, and no browser looks those up. */
const NAME = new RegExp(`^(?=.{1,253}$)(?:${LABEL}\\.)*${LABEL}$`, 'i');

/**
 * Reads an address as RFC 7064 §3.1 (`stun:host[:port]`) and RFC 7065 §3.1
 * (`turn:host[:port][?transport=udp|tcp]`) spell it; `stuns` and `turns` are those over TLS.
 */
export function readServerUrl(url: string): ServerAddress | ServerProblem {
  const [, schemeText = '', rest = ''] = /^([a-z]+):(.*)$/i.exec(url) ?? [];
  const scheme = SCHEMES.find((known) => known === schemeText.toLowerCase());
  if (scheme === undefined) return 'scheme';
  const [, host = '', portText, query] =
    /^(\[[^\]]*\]|[^:?]*)(?::([^?]*))?(?:\?(.*))?$/.exec(rest) ?? [];
  if (!isHost(host)) return 'host';
  const port = portText === undefined ? null : readPort(portText);
  if (port === undefined) return 'port';
  const transport = query === undefined ? null : readTransport(query);
  // STUN's addresses have no query.
  if (transport === undefined || (transport !== null && isStun(scheme))) return 'transport';
  return { scheme, host, port, transport };
}

/** Whether a server only tells addresses and carries nothing. */
export function isStun(scheme: ServerAddress['scheme']): boolean {
  return scheme === 'stun' || scheme === 'stuns';
}

/** Whether another server may be kept beside these. */
export function hasRoom(servers: readonly ServerRecord[]): boolean {
  return servers.length < MAX_SERVERS;
}

/**
 * A server as it was typed, ready to be kept; or what is wrong with it.
 * @param others the servers that are kept beside it
 */
export function readServer(
  typed: ServerRecord,
  others: readonly ServerRecord[],
): ServerRecord | ServerProblem {
  const url = typed.url.trim();
  const address = readServerUrl(url);
  if (typeof address === 'string') return address;
  if (!hasRoom(others)) return 'too-many';
  if (others.some((other) => other.url === url)) return 'known';
  // STUN takes no password here, and one that was typed by mistake must not go anywhere.
  if (isStun(address.scheme)) return { url, username: '', credential: '' };
  const username = typed.username.trim();
  if (!isText(username)) return 'username';
  if (!isText(typed.credential)) return 'credential';
  return { url, username, credential: typed.credential };
}

/** The server as RTCPeerConnection takes it. */
export function toIceServer({ url, username, credential }: ServerRecord): RTCIceServer {
  return username === '' ? { urls: url } : { urls: url, username, credential };
}

/** What every line is dialed with; before the first start nothing outside is asked. */
export function networkOf(settings: SettingsRecord | null): {
  readonly iceServers: readonly RTCIceServer[];
  readonly relayOnly: boolean;
} {
  if (settings === null) return { iceServers: [], relayOnly: false };
  return { iceServers: settings.servers.map(toIceServer), relayOnly: settings.relayOnly };
}

function isHost(host: string): boolean {
  if (host.startsWith('[')) return parseAddress(host.slice(1, -1))?.family === 'ipv6';
  // What looks like IPv4 must be one: "1.2.3" is no name that anybody means.
  if (/^[\d.]+$/.test(host)) return parseAddress(host)?.family === 'ipv4';
  return NAME.test(host);
}

function readPort(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65_535 ? port : undefined;
}

function readTransport(query: string): 'udp' | 'tcp' | undefined {
  const name = /^transport=(.*)$/i.exec(query)?.[1]?.toLowerCase();
  return name === 'udp' || name === 'tcp' ? name : undefined;
}

function isText(text: string): boolean {
  return text !== '' && new TextEncoder().encode(text).length <= MAX_TEXT_BYTES;
}
