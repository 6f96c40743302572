/** A line whose other side is the test: it keeps what was sent, and says what a dishonest peer would. */
import type { TransferLine } from '../../src/transfer/line.ts';
import { chunksOf } from '../../src/transfer/pieces.ts';
import { sealHere, sha256 } from '../../src/transfer/pipeline.ts';
import { concat } from '../../src/wire/bytes.ts';
import { decodeChunk, encodeChunkHeader, type Chunk } from '../../src/wire/envelope.ts';
import type { FileFrame } from '../../src/wire/frame.ts';
import { PIECE_BYTES } from '../../src/wire/pieces.ts';
import { contentOf, MemorySource, settle, streamKey, type Peer } from './peers.ts';

/** The whole message of a chunk. */
export function chunkMessage(chunk: Chunk): Uint8Array<ArrayBuffer> {
  return concat(encodeChunkHeader(chunk), chunk.sealed);
}

/** A sealed piece as it goes over a line. */
export interface PieceMessages {
  readonly messages: readonly Uint8Array<ArrayBuffer>[];
  readonly sha256: Uint8Array<ArrayBuffer>;
}

/** Making the content of a long file takes longer than sealing a piece of it. */
let lastSource: MemorySource | null = null;

/** What a sender makes of one piece of the file `contentOf(sizeBytes)`. */
export async function sealedMessages(job: {
  readonly sizeBytes: number;
  readonly piece: number;
  readonly fileId: Uint8Array;
  readonly streamId: Uint8Array;
  readonly key?: Uint8Array;
}): Promise<PieceMessages> {
  const { sizeBytes, piece, fileId, streamId, key = streamKey(fileId, streamId) } = job;
  if (lastSource?.size !== sizeBytes) lastSource = new MemorySource(contentOf(sizeBytes));
  const source = lastSource;
  const range = { fromPiece: piece, toPiece: piece + 1 };
  const [sealed] = await sealHere.seal({ source, sizeBytes, ...range, key });
  if (sealed === undefined) throw new Error(`piece ${piece} was not sealed`);
  const chunks = [...chunksOf(piece, sealed.sealed)];
  const messages = chunks.map((chunk) => chunkMessage({ fileId, streamId, ...chunk }));
  return { messages, sha256: sealed.sha256 };
}

export class ScriptedLine implements TransferLine {
  readonly frames: FileFrame[] = [];
  readonly chunks: Uint8Array[] = [];
  /** Chunks wait for this, as behind a full buffer. */
  room: Promise<void> = Promise.resolve();

  sendFrame(frame: FileFrame): Promise<void> {
    this.frames.push(frame);
    return Promise.resolve();
  }

  sendChunk(chunk: Chunk): Promise<void> {
    this.chunks.push(chunkMessage(chunk));
    return this.room;
  }

  streamKey(fileId: Uint8Array, streamId: Uint8Array): Uint8Array {
    return streamKey(fileId, streamId);
  }

  /** The frames of one type, in order. */
  sent<Type extends FileFrame['type']>(type: Type): Extract<FileFrame, { type: Type }>[] {
    return this.frames.filter((frame) => frame.type === type) as Extract<
      FileFrame,
      { type: Type }
    >[];
  }
}

/** A sender that knows the protocol well and may break it at any point. Its file is contentOf(sizeBytes). */
export class HostileSender {
  readonly line = new ScriptedLine();
  readonly streamId = new Uint8Array(8).fill(0xaa);

  constructor(
    private readonly victim: Peer,
    readonly fileId: Uint8Array,
    readonly sizeBytes: number,
  ) {}

  /** Lets the victim accept the file and starts the stream it asks for. */
  async begin(): Promise<void> {
    this.victim.transfers.attach(this.line);
    this.victim.transfers.accept({ fileId: this.fileId, sizeBytes: this.sizeBytes });
    await settle();
    const { fileId, streamId } = this;
    const want = this.line.sent('file-want').at(-1)?.want ?? 0;
    this.say({ type: 'file-start', fileId, want, streamId });
  }

  say(frame: FileFrame): void {
    this.victim.transfers.onFrame(frame);
  }

  /** The messages of a piece as an honest sender makes them; `sizeBytes` may claim a longer file. */
  seal(piece: number, sizeBytes = this.sizeBytes): Promise<PieceMessages> {
    const { fileId, streamId } = this;
    return sealedMessages({ sizeBytes, piece, fileId, streamId });
  }

  /** Gives chunk messages over, each as the victim's own copy, perhaps changed. */
  give(
    messages: readonly Uint8Array[],
    change: (chunk: Chunk) => Partial<Chunk> = () => ({}),
  ): void {
    for (const message of messages) {
      const chunk = decodeChunk(message.slice());
      this.victim.transfers.onChunk(chunkMessage({ ...chunk, ...change(chunk) }));
    }
  }

  async givePiece(piece: number): Promise<void> {
    const { messages, sha256: hash } = await this.seal(piece);
    this.give(messages);
    this.say({ type: 'file-piece', fileId: this.fileId, piece, sha256: hash });
  }

  async root(): Promise<Uint8Array> {
    const hashes: Uint8Array[] = [];
    for (let piece = 0; piece * PIECE_BYTES < this.sizeBytes; piece++) {
      hashes.push((await this.seal(piece)).sha256);
    }
    return sha256(concat(...hashes));
  }
}
