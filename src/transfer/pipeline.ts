/**
 * The heavy part of a transfer as two functions over whole pieces: read, hash and seal on one side,
 * open, join and check on the other. They hold no state, so a Worker and the page run the same code.
 */
import { MessengerError } from '../errors.ts';
import { concat, equalBytes } from '../wire/bytes.ts';
import { encodeChunk } from '../wire/envelope.ts';
import type { FileSource } from './line.ts';
import { CHUNK_BYTES, CHUNKS_PER_PIECE, pieceRange } from './pieces.ts';

export interface SealJob {
  readonly source: FileSource;
  readonly sizeBytes: number;
  readonly piece: number;
  readonly fileId: Uint8Array;
  readonly streamId: Uint8Array;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

export interface SealedPiece {
  /** Whole chunk messages, ready to be sent. */
  readonly messages: readonly Uint8Array<ArrayBuffer>[];
  readonly sha256: Uint8Array<ArrayBuffer>;
}

export interface OpenJob {
  /** 32 bytes. */
  readonly key: Uint8Array;
  readonly piece: number;
  /** All chunks of the sealed piece in order. Their buffers may be taken away. */
  readonly sealed: readonly Uint8Array[];
  /** What the sender says the piece hashes to. */
  readonly sha256: Uint8Array;
}

export interface SealPipeline {
  /** Reads, hashes and seals one piece. Rejects with MessengerError 'file-unreadable' or 'file-changed'. */
  seal(job: SealJob): Promise<SealedPiece>;
}

export interface OpenPipeline {
  /** Opens and joins one piece; null when it does not open or its hash differs. */
  open(job: OpenJob): Promise<Uint8Array<ArrayBuffer> | null>;
}

/** Reads one piece. Rejects with MessengerError 'file-unreadable' or, when it has shrunk, 'file-changed'. */
export async function readPiece(
  source: FileSource,
  sizeBytes: number,
  piece: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const { start, end } = pieceRange(sizeBytes, piece);
  let buffer: ArrayBuffer;
  try {
    buffer = await source.slice(start, end).arrayBuffer();
  } catch (cause) {
    throw new MessengerError('file-unreadable', { cause });
  }
  if (buffer.byteLength !== end - start) throw new MessengerError('file-changed');
  return new Uint8Array(buffer);
}

/** SHA-256 (FIPS 180-4), 32 bytes. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

/** The pipelines on the thread that calls: for the Workers themselves, for tests, and where Workers do not start. */
export const sealHere: SealPipeline = {
  async seal({ source, sizeBytes, piece, fileId, streamId, key }) {
    const plain = await readPiece(source, sizeBytes, piece);
    const cipherKey = await importKey(key, 'encrypt');
    const [digest, ciphertext] = await Promise.all([
      sha256(plain),
      crypto.subtle.encrypt(cipherFor(piece), cipherKey, plain),
    ]);
    const sealed = new Uint8Array(ciphertext);
    const messages = Array.from({ length: Math.ceil(sealed.length / CHUNK_BYTES) }, (_, n) => {
      const chunk = sealed.subarray(n * CHUNK_BYTES, (n + 1) * CHUNK_BYTES);
      return encodeChunk({ fileId, streamId, index: piece * CHUNKS_PER_PIECE + n, sealed: chunk });
    });
    return { messages, sha256: digest };
  },
};

/** See `sealHere`. */
export const openHere: OpenPipeline = {
  async open({ key, piece, sealed, sha256: expected }) {
    const cipherKey = await importKey(key, 'decrypt');
    let plain: Uint8Array<ArrayBuffer>;
    try {
      const opened = await crypto.subtle.decrypt(cipherFor(piece), cipherKey, concat(...sealed));
      plain = new Uint8Array(opened);
    } catch (error) {
      // The one thing that WebCrypto says about a forged or damaged piece (Web Cryptography API §29.4.2).
      if (error instanceof DOMException && error.name === 'OperationError') return null;
      throw error;
    }
    return equalBytes(await sha256(plain), expected) ? plain : null;
  },
};

/**
 * The same bytes in a buffer that nobody else looks into, so that it can be posted to a Worker.
 * Copies only when it must: when much more than a message's header is in the same buffer.
 */
export function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer, byteOffset, length } = bytes;
  const isWhole = buffer.byteLength - length <= MAX_HEADER_BYTES;
  if (buffer instanceof ArrayBuffer && isWhole) return new Uint8Array(buffer, byteOffset, length);
  return new Uint8Array(bytes);
}

/** Bytes before a chunk's ciphertext in the buffer it came in: the fragment's and the message's header. */
const MAX_HEADER_BYTES = 64;

function importKey(key: Uint8Array, usage: 'encrypt' | 'decrypt'): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', new Uint8Array(key), 'AES-GCM', false, [usage]);
}

/** AES-GCM for piece `piece`: the nonce is eight zero bytes and the piece (PROTOCOL.md §5.4). */
function cipherFor(piece: number): AesGcmParams {
  const iv = new Uint8Array(12);
  new DataView(iv.buffer).setUint32(8, piece);
  return { name: 'AES-GCM', iv };
}
