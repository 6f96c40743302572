/**
 * The heavy part of a transfer as two functions over whole pieces: read, hash and seal on one side,
 * open, join and check on the other. They hold no state, so a Worker and the page run the same code.
 */
import { MessengerError } from '../errors.ts';
import { equalBytes } from '../wire/bytes.ts';
import type { FileSource, SealedPieceIn } from './line.ts';
import { pieceRange } from './pieces.ts';

export interface SealJob {
  readonly source: FileSource;
  readonly sizeBytes: number;
  /** Pieces `fromPiece` up to, not including, `toPiece` are read at once. */
  readonly fromPiece: number;
  readonly toPiece: number;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

export interface SealedPiece {
  readonly sealed: Uint8Array<ArrayBuffer>;
  readonly sha256: Uint8Array<ArrayBuffer>;
}

export interface SealPipeline {
  /** Reads, hashes and seals pieces in order. Rejects with MessengerError 'file-unreadable' or 'file-changed'. */
  seal(job: SealJob): Promise<SealedPiece[]>;
}

export interface OpenedPiece {
  /** Null when the piece does not open or its hash differs. */
  readonly plain: Uint8Array<ArrayBuffer> | null;
  /** The buffer that the sealed piece came in, to be used again. */
  readonly spent: ArrayBuffer;
}

/**
 * Reads pieces `fromPiece` up to, not including, `toPiece`, each a view into the same buffer: one read
 * of several megabytes costs half as much a byte as one for each piece.
 * Rejects with MessengerError 'file-unreadable' or, when the file has shrunk, 'file-changed'.
 */
export async function readPieces(
  source: FileSource,
  sizeBytes: number,
  fromPiece: number,
  toPiece: number,
): Promise<Uint8Array<ArrayBuffer>[]> {
  const { start } = pieceRange(sizeBytes, fromPiece);
  const { end } = pieceRange(sizeBytes, toPiece - 1);
  let buffer: ArrayBuffer;
  try {
    buffer = await source.slice(start, end).arrayBuffer();
  } catch (cause) {
    throw new MessengerError('file-unreadable', { cause });
  }
  if (buffer.byteLength !== end - start) throw new MessengerError('file-changed');
  return Array.from({ length: toPiece - fromPiece }, (_, n) => {
    const range = pieceRange(sizeBytes, fromPiece + n);
    return new Uint8Array(buffer, range.start - start, range.end - range.start);
  });
}

/** SHA-256 (FIPS 180-4), 32 bytes. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

/** Sealing on the thread that calls: for the Worker itself, for tests, and where Workers do not start. */
export const sealHere: SealPipeline = {
  async seal({ source, sizeBytes, fromPiece, toPiece, key }) {
    const pieces = await readPieces(source, sizeBytes, fromPiece, toPiece);
    const cipherKey = await importKey(key, 'encrypt');
    return Promise.all(
      pieces.map(async (plain, n) => {
        const cipher = cipherFor(fromPiece + n);
        const [digest, sealed] = await Promise.all([
          sha256(plain),
          crypto.subtle.encrypt(cipher, cipherKey, plain),
        ]);
        return { sealed: new Uint8Array(sealed), sha256: digest };
      }),
    );
  },
};

/** Opens and checks one piece, which was sealed for its way here, on the thread that calls. */
export async function openPiece({
  key,
  piece,
  sealed,
  sha256: hash,
}: SealedPieceIn): Promise<OpenedPiece> {
  const spent = sealed.buffer;
  const cipherKey = await importKey(key, 'decrypt');
  try {
    const opened = await crypto.subtle.decrypt(cipherFor(piece), cipherKey, sealed);
    const plain = new Uint8Array(opened);
    return { plain: equalBytes(await sha256(plain), hash) ? plain : null, spent };
  } catch (error) {
    // The one thing that WebCrypto says about a forged or damaged piece (Web Cryptography API §29.4.2).
    if (error instanceof DOMException && error.name === 'OperationError') {
      return { plain: null, spent };
    }
    throw error;
  }
}

function importKey(key: Uint8Array, usage: 'encrypt' | 'decrypt'): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', new Uint8Array(key), 'AES-GCM', false, [usage]);
}

/** AES-GCM for piece `piece`: the nonce is eight zero bytes and the piece (PROTOCOL.md §5.4). */
function cipherFor(piece: number): AesGcmParams {
  const iv = new Uint8Array(12);
  new DataView(iv.buffer).setUint32(8, piece);
  return { name: 'AES-GCM', iv };
}
