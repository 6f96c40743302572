/** What the app says of networks: how a line runs, whether this browser can have one, what servers do. */
import type { ConnectionReport, ServerReport } from '../peer/connection-check.ts';

export type { LinkPath } from '../peer/path.ts';
export type { ConnectionReport, ServerFailure, ServerReport } from '../peer/connection-check.ts';

/** What one person can find out alone. */
export interface ConnectionCheck {
  /** Looks at this browser; asks nobody outside. */
  checkConnection(): Promise<ConnectionReport>;
  /** Asks one server, and nobody else. */
  testServer(server: RTCIceServer): Promise<ServerReport>;
}
