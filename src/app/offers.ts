/** What an offer says of a file, and how many offers of a friend are taken. */
import { cutToBytes } from '../wire/bytes.ts';
import { MAX_FILE_NAME_BYTES, MAX_MEDIA_TYPE_BYTES } from '../wire/frame.ts';
import type { LogEntry } from '../wire/frame.ts';
import { isImageToTake, type Described } from './image-types.ts';

import type { FriendId } from './state.ts';

/** Files of one friend that may wait for a word or for their bytes; far more than anybody goes through. */
export const MAX_OPEN_OFFERS = 500;

/** What comes from one friend without asking within a day: an album, not a full disk. */
export const IMAGES_AT_ONCE_BYTES_PER_DAY = 50_000_000;

/** Every file counts as this much at least: five hundred a day, however small. */
const LEAST_COUNTED_BYTES = 100_000;

const DAY_MS = 86_400_000;

/** What is said of a file, or of a folder that is sent as one. */
export interface Description {
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  /** It is a folder of so many files. */
  readonly folderFiles?: number;
}

/** An entry that offers something. */
export type OfferEntry = Extract<LogEntry, { kind: 'file-offer' | 'folder-offer' }>;

/** A file of mine as an offer says it, cut to the lengths that entries may have. */
export function describe(file: File, folderFiles?: number): Description {
  return {
    name: cutToBytes(file.name === '' ? 'file' : file.name, MAX_FILE_NAME_BYTES),
    mediaType: cutToBytes(file.type, MAX_MEDIA_TYPE_BYTES),
    sizeBytes: file.size,
    modifiedMs: Math.max(0, Math.trunc(file.lastModified)),
    ...(folderFiles === undefined ? {} : { folderFiles }),
  };
}

/** The same of a friend's offer. */
export function described(entry: OfferEntry): Description {
  const { name, sizeBytes } = entry;
  if (entry.kind === 'folder-offer') {
    return { name, sizeBytes, mediaType: '', modifiedMs: 0, folderFiles: entry.files };
  }
  const { mediaType, modifiedMs } = entry;
  return { name, sizeBytes, mediaType, modifiedMs };
}

/** The entry that says it. */
export function toOfferEntry(what: Description, fileId: Uint8Array, atMs: number): OfferEntry {
  const { name, sizeBytes, mediaType, modifiedMs, folderFiles } = what;
  return folderFiles === undefined
    ? { kind: 'file-offer', atMs, fileId, name, sizeBytes, mediaType, modifiedMs }
    : { kind: 'folder-offer', atMs, fileId, name, sizeBytes, files: folderFiles };
}

/** Files "up to N" may come so often within a day: the choice is made once, a disk is filled for long. */
const LARGEST_A_DAY = 10;

/** What may come from a friend without asking. */
export interface Allowance {
  /** Small images may. */
  readonly images: boolean;
  /** Files up to this size may; 0 when none. */
  readonly upToBytes: number;
}

/** Files that come without asking, with a budget for every friend that begins anew each day and with each page. */
export class AtOnce {
  readonly #spent = new Map<FriendId, { readonly sinceMs: number; readonly bytes: number }>();

  /** Counts what is taken. @param nowMs on any steady clock @returns whether this file comes without asking */
  takes(friendId: FriendId, what: Described, allowed: Allowance, nowMs: number): boolean {
    const { images, upToBytes } = allowed;
    const isAllowed = upToBytes > 0 && what.sizeBytes <= upToBytes;
    if (!isAllowed && !(images && isImageToTake(what))) return false;
    const budgetBytes = Math.max(IMAGES_AT_ONCE_BYTES_PER_DAY, LARGEST_A_DAY * upToBytes);
    const last = this.#spent.get(friendId);
    const today = last !== undefined && nowMs - last.sinceMs < DAY_MS ? last : null;
    const bytes = (today?.bytes ?? 0) + Math.max(what.sizeBytes, LEAST_COUNTED_BYTES);
    if (bytes > budgetBytes) return false;
    this.#spent.set(friendId, { sinceMs: today?.sinceMs ?? nowMs, bytes });
    return true;
  }
}
