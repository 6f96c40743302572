/** How the browser is told of the user's own servers. Pure. */
import type { ServerRecord, SettingsRecord } from '../storage/repositories.ts';

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
