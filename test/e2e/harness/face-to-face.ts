/** Two people who hold their phones toward each other: each camera sees the other's screen, live. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstStart, seeConnected } from './meet.ts';
import { launch, type Person } from './person.ts';
import { writeDarkRoom, watchScreen } from './live-camera.ts';

const PHONE = { width: 390, height: 844 };

export interface FaceToFace {
  /** From both screens open to both lines open. */
  readonly milliseconds: number;
  readonly people: readonly [Person, Person];
}

/**
 * Lets two people meet face to face. Nobody presses anything after "Connect a friend".
 * @param then looks at the two while they are connected
 */
export async function meetFaceToFace(
  url: string,
  then: (outcome: FaceToFace) => Promise<void> = () => Promise.resolve(),
): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'twocan-face-'));
  const cameras = [join(folder, 'ada.y4m'), join(folder, 'bob.y4m')] as const;
  await Promise.all(cameras.map(writeDarkRoom));
  const [ada, bob] = await Promise.all([
    launch('chromium', { camera: cameras[0], viewport: PHONE }),
    launch('chromium', { camera: cameras[1], viewport: PHONE }),
  ]);
  const over = new AbortController();
  const watching: Promise<void>[] = [];
  try {
    await Promise.all([firstStart(ada, url, 'Ada'), firstStart(bob, url, 'Bob')]);
    watching.push(
      watchScreen(cameras[0], bob, over.signal),
      watchScreen(cameras[1], ada, over.signal),
    );
    await Promise.all(
      [ada, bob].map((person) => person.click({ role: 'button', name: 'Connect a friend' })),
    );
    const sinceMs = performance.now();
    await Promise.all([seeConnected(ada, 'Bob'), seeConnected(bob, 'Ada')]);
    const milliseconds = Math.round(performance.now() - sinceMs);
    await then({ milliseconds, people: [ada, bob] });
    return milliseconds;
  } finally {
    over.abort();
    await Promise.all(watching);
    await Promise.all([ada.close(), bob.close()]);
    await rm(folder, { recursive: true, force: true });
  }
}
