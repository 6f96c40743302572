/**
 * The heavy part of a transfer as two functions over whole pieces: read, hash and seal on one side,
 * open, join and check on the other. They hold no state, so a Worker and the page run the same code.
 */
import { MessengerError } from '../errors.ts';
import { equalBytes } from '../wire/bytes.ts';
import { encodeChunk } from '../wire/envelope.ts';
import type { FileSource } from './line.ts';
import { CHUNK_BYTES, CHUNKS_PER_PIECE, pieceRange, TAG_BYTES } from './pieces.ts';

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
  /** All sealed chunks of the piece in order. Their buffers may be taken away. */
  readonly sealed: readonly Uint8Array[];
  /** What the sender says the piece hashes to. */
  readonly sha256: Uint8Array;
}

export interface SealPipeline {
  /** Reads, hashes and seals one piece. Rejects with MessengerError 'file-unreadable' or 'file-changed'. */
  seal(job: SealJob): Promise<SealedPiece>;
}

export interface OpenPipeline {
  /** Opens and joins one piece; null when a chunk does not open or the hash differs. */
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
    const sealChunk = async (start: number): Promise<Uint8Array<ArrayBuffer>> => {
      const index = piece * CHUNKS_PER_PIECE + start / CHUNK_BYTES;
      const chunk = plain.subarray(start, start + CHUNK_BYTES);
      const sealed = await crypto.subtle.encrypt(cipherFor(index), cipherKey, chunk);
      return encodeChunk({ fileId, streamId, index, sealed: new Uint8Array(sealed) });
    };
    const starts = Array.from({ length: Math.ceil(plain.length / CHUNK_BYTES) }, (_, i) => i);
    const [digest, messages] = await Promise.all([
      sha256(plain),
      Promise.all(starts.map((i) => sealChunk(i * CHUNK_BYTES))),
    ]);
    return { messages, sha256: digest };
  },
};

/** See `sealHere`. */
export const openHere: OpenPipeline = {
  async open({ key, piece, sealed, sha256: expected }) {
    const cipherKey = await importKey(key, 'decrypt');
    const sizeBytes = sealed.reduce((sum, chunk) => sum + chunk.length - TAG_BYTES, 0);
    const plain = new Uint8Array(sizeBytes);
    const openChunk = async (chunk: Uint8Array, i: number): Promise<void> => {
      const cipher = cipherFor(piece * CHUNKS_PER_PIECE + i);
      const opened = await crypto.subtle.decrypt(cipher, cipherKey, ownBytes(chunk));
      plain.set(new Uint8Array(opened), i * CHUNK_BYTES);
    };
    try {
      await Promise.all(sealed.map(openChunk));
    } catch (error) {
      // The one thing that WebCrypto says about a forged or damaged chunk (Web Cryptography API §29.4.2).
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

/** AES-GCM for chunk `index`: the nonce is eight zero bytes and the index (PROTOCOL.md §5.4). */
function cipherFor(index: number): AesGcmParams {
  const iv = new Uint8Array(12);
  new DataView(iv.buffer).setUint32(8, index);
  return { name: 'AES-GCM', iv };
}
