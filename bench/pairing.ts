/** What meeting costs: bytes of a code, and how long people wait for their line. Medians of all rounds. */
import {
  firstStart,
  openInvite,
  pasteCard,
  seeConnected,
  showInvite,
} from '../test/e2e/harness/meet.ts';
import { meetFaceToFace } from '../test/e2e/harness/face-to-face.ts';
import { introductionMs } from '../test/e2e/harness/introduction.ts';
import { launch } from '../test/e2e/harness/person.ts';
import { startServer } from '../test/e2e/harness/server.ts';
import { codeSizes } from './code-sizes.ts';
import { median } from './statistics.ts';

const ROUNDS = 3;

export async function pairing(): Promise<Record<string, number>> {
  const server = await startServer();
  try {
    const { reconnectBytes2v4, reconnectQr2v4 } = codeSizes();
    return {
      reconnectBytes2v4,
      reconnectQr2v4,
      replyToOpenMs: await middle('reply to open', () => replyToOpenMs(server.url)),
      faceToFaceMs: await middle('face to face', () => meetFaceToFace(server.url)),
      introductionMs: await middle('introduction', () => introductionMs(server.url)),
    };
  } finally {
    await server.stop();
  }
}

/** From the reply pasted to the conversation on both screens; Chromium with hidden addresses. */
async function replyToOpenMs(url: string): Promise<number> {
  const [ada, bob] = await Promise.all([launch('chromium'), launch('chromium')]);
  try {
    await firstStart(ada, url, 'Ada');
    await firstStart(bob, url, 'Bob');
    const reply = await openInvite(bob, await showInvite(ada));
    const sinceMs = performance.now();
    await pasteCard(ada, reply);
    await Promise.all([seeConnected(ada, 'Bob'), seeConnected(bob, 'Ada')]);
    return Math.round(performance.now() - sinceMs);
  } finally {
    await Promise.all([ada.close(), bob.close()]);
  }
}

async function middle(what: string, measure: () => Promise<number>): Promise<number> {
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const ms = await measure();
    console.log(`${what}, round ${round + 1}: ${ms} ms`);
    rounds.push(ms);
  }
  return median(rounds);
}
