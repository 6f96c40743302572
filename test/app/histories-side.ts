/**
 * One person of a random history: what is on disk, and the page of now. Once a page is dead nothing of
 * it happens any more, as after a kill; only ciphers are left out, which cost most (a piece is "sealed" by 16 zeros).
 */
import { createHash } from 'node:crypto';
import { Files } from '../../src/app/files.ts';
import { initialState } from '../../src/app/initial-state.ts';
import type { AppState, Transfer } from '../../src/app/state.ts';
import { Store } from '../../src/app/store.ts';
import type { Link } from '../../src/peer/link.ts';
import { TAG_BYTES } from '../../src/transfer/pieces.ts';
import type { SealedPieceIn } from '../../src/transfer/line.ts';
import { readPieces, type SealPipeline } from '../../src/transfer/pipeline.ts';
import { concat, equalBytes } from '../../src/wire/bytes.ts';
import { encodeChunkHeader, kindOf } from '../../src/wire/envelope.ts';
import { decodeFrame, encodeFrame } from '../../src/wire/frame-codec.ts';
import type { LogEntry } from '../../src/wire/frame.ts';
import { PIECE_BYTES } from '../../src/wire/pieces.ts';
import { contentOf } from '../transfer/peers.ts';
import { FRIEND, MemoryFiles, MemorySources, MemoryTransfers } from './files-kit.ts';
import { MemoryDisk } from './memory-disk.ts';

/** A frame and an entry of the log on this line; chunks say of themselves what they are. */
const FRAME = 2;
const ENTRY = 9;
const BYTES = contentOf(2 * PIECE_BYTES);

function sha256(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(bytes).digest());
}

const seal: SealPipeline = {
  async seal({ source, sizeBytes, fromPiece, toPiece }) {
    const pieces = await readPieces(source, sizeBytes, fromPiece, toPiece);
    return pieces.map((plain) => ({
      sealed: new Uint8Array(concat(plain, new Uint8Array(TAG_BYTES))),
      sha256: sha256(plain),
    }));
  },
};

/** Takes what `seal` made, in order; all else is refused. */
class UnsealedFiles extends MemoryFiles {
  override async receive(
    fileId: string,
    { piece, sealed, sha256: hash }: SealedPieceIn,
  ): ReturnType<MemoryFiles['receive']> {
    const plain = sealed.slice(0, -TAG_BYTES);
    const isNext = piece === (this.stored.get(fileId)?.length ?? 0);
    const stored = isNext && equalBytes(sha256(plain), hash);
    if (stored) await this.write(fileId, piece, plain);
    return { stored, spent: sealed.buffer };
  }
}

/** Storage as a page sees it: once the page is dead nothing of it happens any more. */
function ofPage<T extends object>(storage: T, isDead: () => boolean): T {
  return new Proxy(storage, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      const method = (...args: unknown[]): unknown => Reflect.apply(value, target, args) as unknown;
      return (...args: unknown[]): unknown => {
        if (isDead()) return new Promise(() => undefined);
        const result = method(...args);
        if (!(result instanceof Promise)) return result;
        return result.then((done: unknown) => (isDead() ? new Promise(() => undefined) : done));
      };
    },
  });
}

export class Side {
  readonly transfers = new MemoryTransfers();
  readonly stored = new UnsealedFiles();
  readonly sources = new MemorySources();
  readonly log: LogEntry[] = [];
  /** Entries of the other that are kept. */
  have = 0;
  /** What was offered, by name. */
  readonly offered = new Map<string, { readonly file: File; readonly content: Uint8Array }>();
  store!: Store<AppState>;
  files!: Files;
  link: Link | null = null;
  #generation = 0;
  #keeping: Promise<void> = Promise.resolve();
  #ids = 0;

  constructor(private readonly idByte: number) {}

  /** A new page over the same storage; the one before is dead at once. */
  async open(): Promise<void> {
    this.#generation += 1;
    const generation = this.#generation;
    const isDead = (): boolean => generation !== this.#generation;
    this.link = null;
    this.#keeping = Promise.resolve();
    const store = new Store<AppState>(initialState('test'));
    this.store = store;
    const files = new Files(
      store,
      {
        files: ofPage(this.stored, isDead),
        transfers: ofPage(this.transfers, isDead),
        sources: ofPage(this.sources, isDead),
        sourceFiles: new MemoryDisk(),
        saver: { save: () => Promise.resolve(true), saveFolder: () => Promise.resolve(true) },
        player: () => Promise.reject(new Error('nothing is played')),
        persistence: {
          requestPersistence: () => Promise.resolve(true),
          storageReport: () =>
            Promise.resolve({ persisted: true, usageBytes: null, quotaBytes: null }),
        },
        random: (length) => {
          this.#ids += 1;
          const id = new Uint8Array(length).fill(this.idByte);
          new DataView(id.buffer).setUint32(0, this.#ids);
          return id;
        },
        clock: { nowMs: () => this.#ids },
        sealPipeline: seal,
      },
      {
        write: (_, entry) => {
          if (isDead()) return new Promise(() => undefined);
          this.log.push(entry);
          this.#sayEntry(this.log.length);
          return Promise.resolve();
        },
        setTakes: () => Promise.resolve(),
      },
    );
    await files.load();
    this.files = files;
    files.transfersOf(FRIEND);
    files.tidy();
  }

  get all(): Transfer[] {
    return [...this.store.get().transfers.values()];
  }

  async offer(sizeBytes: number): Promise<void> {
    const name = `${this.offered.size}.bin`;
    // Every file begins elsewhere in the same bytes.
    const from = 3 * this.offered.size;
    const content = BYTES.subarray(from, from + sizeBytes);
    const file = new File([content], name, { lastModified: 1 });
    this.offered.set(name, { file, content });
    await this.files.offer(FRIEND, [file]);
  }

  /** Chooses the file of an offer again: the right one, or another. */
  async provide({ fileId, name }: Transfer, isRight: boolean): Promise<void> {
    const right = this.offered.get(name)?.file;
    const other = new File([contentOf(9)], name, { lastModified: 2 });
    const file = isRight ? right : other;
    if (file !== undefined) await this.files.provide(fileId, { file, handle: null });
  }

  attach(link: Link, friendHas: number): void {
    this.link = link;
    const { files } = this;
    const transfers = files.transfersOf(FRIEND);
    link.listen({
      received: (message) => {
        if (this.link !== link) return;
        if (kindOf(message) === 'chunk') transfers.onChunk(message);
        else if (message[0] === ENTRY) this.#keep(message[1] ?? 0);
        else {
          const frame = decodeFrame(message.subarray(1));
          if (frame !== null && 'fileId' in frame) transfers.onFrame(frame);
        }
      },
      closed: () => {
        if (this.link !== link) return;
        this.link = null;
        transfers.detach();
      },
    });
    transfers.attach({
      sendFrame: (frame) => link.send(concat(Uint8Array.of(FRAME), encodeFrame(frame))),
      sendChunk: (chunk) => link.send(encodeChunkHeader(chunk), chunk.sealed),
      streamKey: () => new Uint8Array(32),
    });
    for (let seq = friendHas + 1; seq <= this.log.length; seq += 1) this.#sayEntry(seq);
  }

  /** The other's log, read as the line would carry it. */
  friendsLog: readonly LogEntry[] = [];

  #sayEntry(seq: number): void {
    this.link?.send(Uint8Array.of(ENTRY, seq)).catch(() => undefined);
  }

  #keep(seq: number): void {
    const generation = this.#generation;
    this.#keeping = this.#keeping.then(async () => {
      const entry = this.friendsLog[seq - 1];
      if (generation !== this.#generation || entry === undefined || seq !== this.have + 1) return;
      await this.files.keep(FRIEND, entry);
      this.have = seq;
    });
  }
}
