/** The production server of `npm start`, on a free port, for one test. */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '../../../scripts/serve.mjs';

/** A finished build to test instead of dist/, so that both can be at work at the same time. */
const { TWOCAN_DIST = '' } = process.env;

/** The build that the browser tests run against. */
export const DIST =
  TWOCAN_DIST === ''
    ? fileURLToPath(new URL('../../../dist', import.meta.url))
    : resolve(TWOCAN_DIST);

export interface TestServer {
  /** The page's address; stays the same over `stop` and `restart`. */
  readonly url: string;
  /** Every path that was asked for, in order. */
  readonly requests: string[];
  /** Whoever asks now gets no answer at all, as without a network. */
  stop(): Promise<void>;
  /** Serves again at the same address, `root` instead of the first folder when given. */
  restart(root?: string): Promise<void>;
}

/** @param prefix a path like `/some/where/` that stands before every address */
export async function startServer(prefix = '/', root = DIST): Promise<TestServer> {
  const requests: string[] = [];
  const options = { prefix, onRequest: (path: string) => requests.push(path) };
  let running = await serve({ ...options, root });
  const { url, port } = running;
  return {
    url,
    requests,
    stop: () => running.close(),
    async restart(newRoot = root) {
      running = await serve({ ...options, root: newRoot, port });
    },
  };
}
