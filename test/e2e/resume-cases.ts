/** A browser is killed in the middle of a transfer, both meet again, and the file goes on. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

/** One piece for each lane. There are up to four: a loaded machine answers as late as a long path. */
export const MAX_SENT_TWICE = 4;

export interface ResumeCase {
  readonly sender: BrowserKind;
  readonly receiver: BrowserKind;
  /** Whose browser is killed. */
  readonly dies: 'sender' | 'receiver';
  /** How much has arrived then. */
  readonly percent: number;
}

export interface ResumeResult {
  /** Pieces of which the one whose browser lives has sent, or got, all chunks more than once. */
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
    // What a killed browser had to say is lost, so the other one counts.
    const [killed, other] = one.dies === 'sender' ? [ada, bob] : [bob, ada];
    const pieces = new PieceCount();
    await pieces.watch(other, one.dies === 'sender' ? 'received' : 'sent');
    await meetByLink(url, [ada, 'Ada'], [bob, 'Bob']);
    await new Promise((resolve) => setTimeout(resolve, EXCHANGED_MS));
    await choose(ada, path);
    await bob.see({ role: 'button', name: 'Accept' });
    const fileId = await lastFile(bob);
    await acceptFile(bob, fileId);
    await pieces.reach((one.percent / 100) * PIECES);

    const name = one.dies === 'sender' ? 'Bob' : 'Ada';
    await killed.kill();
    await killed.relaunch();
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
    await until(() => Promise.resolve(pieces.distinct === PIECES), 'every piece');
    return { sentTwice: pieces.twice, hashEqual: (await receivedHash(bob, fileId)) === hash };
  } finally {
    await Promise.all([ada.close(), bob.close()]);
    await rm(folder, { recursive: true, force: true });
  }
}

/** Counts the pieces whose last chunk a person's page sends or gets. */
class PieceCount {
  readonly #times = new Map<number, number>();
  #reached: (() => void) | null = null;
  #goal = Infinity;

  get distinct(): number {
    return this.#times.size;
  }

  get twice(): number {
    return [...this.#times.values()].reduce((sum, times) => sum + times - 1, 0);
  }

  /** Resolves once there are so many. */
  reach(count: number): Promise<void> {
    this.#goal = count;
    return new Promise((resolve) => (this.#reached = resolve));
  }

  async watch(person: Person, way: 'sent' | 'received'): Promise<void> {
    await person.page.exposeFunction('pieceSeen', (piece: number) => {
      this.#times.set(piece, (this.#times.get(piece) ?? 0) + 1);
      if (this.distinct >= this.#goal) this.#reached?.();
    });
    await person.page.evaluateOnNewDocument(watchChannels, way);
  }
}

/** Runs in the page before anything else of it. */
function watchChannels(way: 'sent' | 'received'): void {
  /** A channel message: continuation, 0x03, file (16), stream (8), chunk index (PROTOCOL.md §3). */
  const INDEX_AT = 26;
  const CHUNKS_PER_PIECE = 8;
  const page = window as unknown as { pieceSeen(piece: number): Promise<void> };
  const look = (message: DataView): void => {
    if (message.byteLength < INDEX_AT + 4 || message.getUint8(1) !== 3) return;
    const index = message.getUint32(INDEX_AT);
    if (index % CHUNKS_PER_PIECE !== CHUNKS_PER_PIECE - 1) return;
    void page.pieceSeen(Math.floor(index / CHUNKS_PER_PIECE));
  };
  if (way === 'sent') {
    // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its channel below
    const { send } = RTCDataChannel.prototype;
    RTCDataChannel.prototype.send = function (this: RTCDataChannel, data: unknown): void {
      const { buffer, byteOffset, byteLength } = data as ArrayBufferView<ArrayBuffer>;
      look(new DataView(buffer, byteOffset, byteLength));
      send.call(this, data as ArrayBufferView<ArrayBuffer>);
    };
    return;
  }
  const listen = (channel: RTCDataChannel): void =>
    channel.addEventListener('message', ({ data }) => {
      if (data instanceof ArrayBuffer) look(new DataView(data));
    });
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its connection below
  const { createDataChannel } = RTCPeerConnection.prototype;
  RTCPeerConnection.prototype.createDataChannel = function (...args) {
    const channel = createDataChannel.apply(this, args);
    listen(channel);
    return channel;
  };
  const Connection = RTCPeerConnection;
  window.RTCPeerConnection = class extends Connection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      this.addEventListener('datachannel', ({ channel }) => listen(channel));
    }
  };
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

async function untilComplete(person: Person): Promise<void> {
  const isComplete = (): Promise<boolean> =>
    person.page.evaluate(() => {
      const shell = document.querySelector('app-shell');
      return [...(shell?.store.get().transfers.values() ?? [])].at(-1)?.status === 'complete';
    });
  await until(isComplete, 'it complete');
}

async function until(isSo: () => Promise<boolean>, what: string): Promise<void> {
  const endMs = performance.now() + ARRIVES_MS;
  while (!(await isSo())) {
    if (performance.now() > endMs) throw new Error(`Nobody ever saw ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
