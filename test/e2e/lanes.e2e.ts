/** Files go over connections of their own, beside the one that carries the chat. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acceptFile, fileComplete, offerFile, receivedHash } from './harness/app.ts';
import type { BrowserKind } from './harness/browser.ts';
import { meetByLink } from './harness/meet.ts';
import { launch, type Person } from './harness/person.ts';
import { startServer, type TestServer } from './harness/server.ts';

const SIZE_BYTES = 24 * 1024 * 1024;

declare global {
  interface Window {
    /** Every connection that the page made. */
    connections: RTCPeerConnection[];
  }
}

let server: TestServer;
let folder: string;

beforeAll(async () => {
  server = await startServer();
  folder = await mkdtemp(join(tmpdir(), 'twocan-lanes-'));
});

afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Keeps what the page connects by. */
async function watchConnections(person: Person): Promise<void> {
  await person.page.evaluateOnNewDocument(() => {
    const made: RTCPeerConnection[] = [];
    window.connections = made;
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        made.push(this);
      }
    };
  });
}

/** What each open channel of the page has sent, oldest first. */
async function bytesSent(person: Person): Promise<number[]> {
  return person.page.evaluate(async () => {
    const sent: number[] = [];
    for (const connection of window.connections) {
      if (connection.connectionState !== 'connected') continue;
      for (const one of (await connection.getStats()).values() as Iterable<RTCStats>) {
        if (one.type === 'data-channel') sent.push((one as RTCDataChannelStats).bytesSent ?? 0);
      }
    }
    return sent;
  });
}

interface RTCDataChannelStats extends RTCStats {
  readonly bytesSent?: number;
}

describe.each<[BrowserKind, BrowserKind]>([
  ['chromium', 'chromium'],
  ['firefox', 'chromium'],
])('a file from %s to %s', (from, to) => {
  it('goes by a lane and leaves the line to the chat', async () => {
    const [ada, bob] = await Promise.all([launch(from), launch(to)]);
    try {
      await watchConnections(ada);
      await meetByLink(server.url, [ada, 'Ada'], [bob, 'Bob']);
      const bytes = randomBytes(SIZE_BYTES);
      const path = join(folder, `${from}-${to}.bin`);
      await writeFile(path, bytes);
      const fileId = await offerFile(ada, bob, path);
      await acceptFile(bob, fileId);
      await fileComplete(bob, fileId);
      const [line = 0, ...lanes] = await bytesSent(ada);
      console.log(`line ${line}, others ${lanes.join(', ')}`);
      // The line had the first pieces, until a lane was open. How many lanes there are hangs on the machine.
      expect(line).toBeLessThan(SIZE_BYTES / 2);
      expect(lanes.reduce((sum, lane) => sum + lane, 0)).toBeGreaterThan(SIZE_BYTES / 2);
      expect(await receivedHash(bob, fileId)).toBe(
        createHash('sha256').update(bytes).digest('hex'),
      );
      ada.assertClean();
      bob.assertClean();
    } finally {
      await Promise.all([ada.close(), bob.close()]);
    }
  });
});
