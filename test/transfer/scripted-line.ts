/** A line whose other side is the test: it keeps what was sent, and says what a dishonest peer would. */
import type { TransferLine } from '../../src/transfer/line.ts';
import { sealHere, sha256, type SealedPiece } from '../../src/transfer/pipeline.ts';
import { concat } from '../../src/wire/bytes.ts';
import { decodeChunk, encodeChunk, type Chunk } from '../../src/wire/envelope.ts';
import type { FileFrame } from '../../src/wire/frame.ts';
import { contentOf, MemorySource, settle, streamKey, type Peer } from './peers.ts';

export class ScriptedLine implements TransferLine {
  readonly frames: FileFrame[] = [];
  readonly chunks: Uint8Array[] = [];
  /** Chunks wait for this, as behind a full buffer. */
  room: Promise<void> = Promise.resolve();

  sendFrame(frame: FileFrame): Promise<void> {
    this.frames.push(frame);
    return Promise.resolve();
  }

  sendChunk(message: Uint8Array): Promise<void> {
    this.chunks.push(message);
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
  async begin(fromPiece = 0): Promise<void> {
    this.victim.transfers.attach(this.line);
    this.victim.transfers.accept({ fileId: this.fileId, sizeBytes: this.sizeBytes });
    await settle();
    const { fileId, streamId } = this;
    this.say({ type: 'file-start', fileId, fromPiece, streamId });
  }

  say(frame: FileFrame): void {
    this.victim.transfers.onFrame(frame);
  }

  /** The piece as an honest sender seals it; `sizeBytes` may claim a longer file. */
  seal(piece: number, sizeBytes = this.sizeBytes): Promise<SealedPiece> {
    const { fileId, streamId } = this;
    const source = new MemorySource(contentOf(sizeBytes));
    const key = streamKey(fileId, streamId);
    return sealHere.seal({ source, sizeBytes, piece, fileId, streamId, key });
  }

  /** Gives chunk messages over, each as the victim's own copy, perhaps changed. */
  give(
    messages: readonly Uint8Array[],
    change: (chunk: Chunk) => Partial<Chunk> = () => ({}),
  ): void {
    for (const message of messages) {
      const chunk = decodeChunk(message.slice());
      this.victim.transfers.onChunk(encodeChunk({ ...chunk, ...change(chunk) }));
    }
  }

  async givePiece(piece: number): Promise<void> {
    const { messages, sha256: hash } = await this.seal(piece);
    this.give(messages);
    this.say({ type: 'file-piece', fileId: this.fileId, piece, sha256: hash });
  }

  async root(): Promise<Uint8Array> {
    const hashes: Uint8Array[] = [];
    for (let piece = 0; piece * 1_048_576 < this.sizeBytes; piece++) {
      hashes.push((await this.seal(piece)).sha256);
    }
    return sha256(concat(...hashes));
  }
}
