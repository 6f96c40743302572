/** The Worker that makes a key of a passphrase, so that the page does not stand still for a second. */
import { argon2id, PASSPHRASE_SALT_BYTES } from './argon2id.ts';
import { chooseCost } from './passphrase-cost.ts';
import type { PassphraseJob, PassphraseReply } from './passphrase-key.ts';

/** A moment in which the machine was busy with something else must not make guesses cheap for ever. */
const TRIES = 2;

async function timePass(memoryKib: number): Promise<number> {
  const salt = new Uint8Array(PASSPHRASE_SALT_BYTES);
  const times: number[] = [];
  for (let tries = 0; tries < TRIES; tries += 1) {
    const beganMs = performance.now();
    await argon2id(new Uint8Array(1), salt, { memoryKib, passes: 1 });
    times.push(performance.now() - beganMs);
  }
  return Math.min(...times);
}

async function work(job: PassphraseJob): Promise<PassphraseReply> {
  try {
    const cost = job.cost ?? (await chooseCost(timePass));
    return { key: await argon2id(job.passphrase, job.salt, cost), cost };
  } catch {
    return null;
  }
}

self.onmessage = (event: MessageEvent<PassphraseJob>): void => {
  void work(event.data).then((reply) => self.postMessage(reply));
};
