/** A browser is killed in the middle of a transfer, both meet again, and the file goes on. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { acceptFile, receivedHash } from './harness/app.ts';
import type { BrowserKind } from './harness/browser.ts';
import { meetByLink, seeConnected } from './harness/meet.ts';
import { launch, type Person } from './harness/person.ts';

const MIB = 1024 * 1024;
/** Pieces are half a MiB (PROTOCOL.md §5). */
const PIECE_BYTES = MIB / 2;
/** Some seconds on two cores with two browsers: a kill at a tenth finds most of it to come. */
const FILE_BYTES = 32 * MIB;
const PIECES = FILE_BYTES / PIECE_BYTES;
/** Certificates go over the line as soon as it opens, in a round trip; nothing on screen tells of it. */
const EXCHANGED_MS = 2_000;
const ARRIVES_MS = 60_000;
const LOOK_EVERY_MS = 20;

/** One lane has one piece under way, and on one machine one lane is opened. */
export const MAX_SENT_TWICE = 1;

export interface ResumeCase {
  readonly sender: BrowserKind;
  readonly receiver: BrowserKind;
  /** Whose browser is killed. */
  readonly dies: 'sender' | 'receiver';
  /** How much has arrived then. */
  readonly percent: number;
}

export interface ResumeResult {
  /** Pieces that were handed to a line whole more than once. */
  readonly sentTwice: number;
  readonly hashEqual: boolean;
}

/**
 * Runs one case to its end.
 * @throws Error when anything that should be on screen does not come
 */
export async function runResume(url: string, one: ResumeCase): Promise<ResumeResult> {
  const folder = await mkdtemp(join(tmpdir(), 'twocan-resume-'));
  const [ada, bob] = await Promise.all([launch(one.sender), launch(one.receiver)]);
  try {
    const bytes = randomBytes(FILE_BYTES);
    const path = join(folder, 'long.bin');
    await writeFile(path, bytes);
    const sent = new SentPieces();
    await sent.watch(ada);
    await meetByLink(url, [ada, 'Ada'], [bob, 'Bob']);
    await new Promise((resolve) => setTimeout(resolve, EXCHANGED_MS));
    await choose(ada, path);
    await bob.see({ role: 'button', name: 'Accept' });
    const fileId = await lastFile(bob);
    await acceptFile(bob, fileId);
    await untilArrived(bob, (one.percent / 100) * FILE_BYTES);

    const [killed, other] = one.dies === 'sender' ? [ada, bob] : [bob, ada];
    const name = one.dies === 'sender' ? 'Bob' : 'Ada';
    await killed.kill();
    await killed.relaunch();
    if (killed === ada) await sent.watch(ada);
    await killed.open(url);
    await killed.click({ role: 'button', name });
    await killed.click({ role: 'button', name: 'Meet again' });
    await other.open(await killed.cardLink('code'));
    await Promise.all([seeConnected(ada, 'Bob'), seeConnected(bob, 'Ada')]);
    if (killed === ada) {
      await bob.see({ text: 'Waits for your friend to choose the file again' });
      // Dropped in or chosen like a new one: it is known again.
      await choose(ada, path);
    }
    await Promise.all([untilComplete(ada), untilComplete(bob)]);
    const hash = createHash('sha256').update(bytes).digest('hex');
    expect(sent.distinct).toBe(PIECES);
    return { sentTwice: sent.twice, hashEqual: (await receivedHash(bob, fileId)) === hash };
  } finally {
    await Promise.all([ada.close(), bob.close()]);
    await rm(folder, { recursive: true, force: true });
  }
}

/** Counts the pieces that a person's pages hand to their channels whole, over all pages. */
class SentPieces {
  readonly #times = new Map<number, number>();

  get distinct(): number {
    return this.#times.size;
  }

  get twice(): number {
    return [...this.#times.values()].reduce((sum, times) => sum + times - 1, 0);
  }

  async watch(person: Person): Promise<void> {
    await person.page.exposeFunction('pieceSent', (piece: number) => {
      this.#times.set(piece, (this.#times.get(piece) ?? 0) + 1);
    });
    await person.page.evaluateOnNewDocument(() => {
      /** A channel message: continuation, 0x03, file (16), stream (8), chunk index (PROTOCOL.md §3). */
      const CHUNK_AT = 26;
      const CHUNKS_PER_PIECE = 8;
      const proto = RTCDataChannel.prototype;
      // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its channel below
      const send = proto.send as (this: RTCDataChannel, data: ArrayBufferView<ArrayBuffer>) => void;
      proto.send = function (this: RTCDataChannel, data: unknown): void {
        const message = data as ArrayBufferView<ArrayBuffer>;
        const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
        if (view.byteLength > CHUNK_AT + 4 && view.getUint8(1) === 3) {
          const index = view.getUint32(CHUNK_AT);
          const isLast = index % CHUNKS_PER_PIECE === CHUNKS_PER_PIECE - 1;
          const said = window as unknown as { pieceSent(piece: number): Promise<void> };
          if (isLast) void said.pieceSent(Math.floor(index / CHUNKS_PER_PIECE));
        }
        send.call(this, message);
      };
    });
  }
}

async function choose(person: Person, path: string): Promise<void> {
  await person.chooseFiles([path], 'input[type="file"][multiple]');
}

async function lastFile(person: Person): Promise<string> {
  return person.page.evaluate(() => {
    const shell = document.querySelector('app-shell');
    return [...(shell?.store.get().transfers.keys() ?? [])].at(-1) ?? '';
  });
}

async function transferOf(person: Person): Promise<{ status: string; doneBytes: number }> {
  return person.page.evaluate(() => {
    const shell = document.querySelector('app-shell');
    const one = [...(shell?.store.get().transfers.values() ?? [])].at(-1);
    return { status: one?.status ?? 'none', doneBytes: one?.doneBytes ?? 0 };
  });
}

async function untilArrived(person: Person, atLeastBytes: number): Promise<void> {
  await until(async () => (await transferOf(person)).doneBytes >= atLeastBytes, 'so much of it');
}

async function untilComplete(person: Person): Promise<void> {
  await until(async () => (await transferOf(person)).status === 'complete', 'it complete');
}

async function until(isSo: () => Promise<boolean>, what: string): Promise<void> {
  const endMs = performance.now() + ARRIVES_MS;
  while (!(await isSo())) {
    if (performance.now() > endMs) throw new Error(`Nobody ever saw ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
