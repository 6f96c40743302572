/** Looking into a received file without saving it: sounds and films are played, texts and documents read. */
import type { FileStore } from '../storage/stored-pieces.ts';
import { PIECE_BYTES } from '../wire/pieces.ts';
import { lookKind } from './media.ts';
import type { Transfer } from './state.ts';

/** More than anybody reads in a window; the file itself can be saved. */
const MAX_TEXT_BYTES = 131_072;

export type Look =
  | {
      readonly kind: 'audio' | 'video';
      /** What the player plays from, until it is closed. */
      readonly url: string;
      close(): void;
    }
  /** For a tab of its own: as PDF the browser's viewer shows it, which is no page of ours. */
  | { readonly kind: 'document'; readonly url: string; close(): void }
  /** As text and never as a page, whatever is written in it. */
  | { readonly kind: 'text'; readonly text: string; readonly isWhole: boolean };

/** Gives what a player asks for piece by piece an address; null where that cannot be done. */
export interface Player {
  open(source: PlayedFile): { readonly url: string; close(): void } | null;
}

export interface PlayedFile {
  readonly sizeBytes: number;
  readonly mediaType: string;
  /** Some bytes from `start` on, in a buffer that may be handed over; none behind the end. */
  readonly read: (start: number) => Promise<Uint8Array<ArrayBuffer>>;
}

/** @returns null when there is nothing to look at. Rejects with MessengerError 'storage-*' */
export async function lookInto(
  { files, player }: { readonly files: FileStore; readonly player: Player },
  transfer: Transfer,
): Promise<Look | null> {
  const { fileId, sizeBytes, mediaType } = transfer;
  // Whoever asks for a document knows that there is a viewer.
  const kind = lookKind(transfer, true);
  if (kind === null) return null;
  const read = (start: number): Promise<Uint8Array<ArrayBuffer>> =>
    readFrom(files, fileId, sizeBytes, start);
  if (kind === 'document') return asDocument(files.stream(fileId, sizeBytes));
  if (kind === 'text') return asText(await read(0), sizeBytes);
  const playing = player.open({ sizeBytes, mediaType, read });
  return playing === null ? null : { kind, url: playing.url, close: () => playing.close() };
}

/** What is left of a piece from there on. */
async function readFrom(
  files: FileStore,
  fileId: string,
  sizeBytes: number,
  start: number,
): Promise<Uint8Array<ArrayBuffer>> {
  if (start >= sizeBytes) return new Uint8Array(0);
  const bytes = await files.read(fileId, Math.floor(start / PIECE_BYTES));
  return start % PIECE_BYTES === 0 ? bytes : bytes.slice(start % PIECE_BYTES);
}

/** Held in memory: a copy on the disk would lie there in clear. */
async function asDocument(bytes: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<Look> {
  const whole = await new Response(bytes).arrayBuffer();
  // No other type, whatever the friend says: anything else could be a page of ours.
  const url = URL.createObjectURL(new Blob([whole], { type: 'application/pdf' }));
  return { kind: 'document', url, close: () => URL.revokeObjectURL(url) };
}

/** UTF-8, or UTF-16 with its mark; null for what is no text after all. */
function asText(bytes: Uint8Array, sizeBytes: number): Look | null {
  const shown = bytes.subarray(0, MAX_TEXT_BYTES);
  const isWhole = shown.length === sizeBytes;
  const [first, second] = shown;
  const wide = first === 0xff && second === 0xfe ? 'utf-16le' : null;
  // Streaming leaves out a character that the cut fell into.
  const text = new TextDecoder(wide ?? 'utf-8').decode(shown, { stream: !isWhole });
  return text.includes('\0') ? null : { kind: 'text', text, isWhole };
}
