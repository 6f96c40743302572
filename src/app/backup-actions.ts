/** What a person can do with backups. No method rejects for an expected failure. */
import type { ErrorCode } from '../errors.ts';
import type { BackupContents } from './backup-contents.ts';
import type { ImportMode } from './backup-importing.ts';

export type { BackupContents, FriendInBackup } from './backup-contents.ts';
export type { ImportMode } from './backup-importing.ts';

/** How far it is, from 0 to 1. */
export type NoteProgress = (done: number) => void;

/** What a backup would hold. */
export interface BackupSize {
  readonly files: number;
  readonly fileBytes: number;
}

export interface BackupActions {
  /** Received files that are kept here. */
  size(): Promise<BackupSize>;
  /**
   * Asks where to save a backup and writes it there. Needs a click.
   * @returns null, 'cancelled' when the picker was closed, or why it could not be saved
   */
  save(
    passphrase: string,
    withFiles: boolean,
    note: NoteProgress,
  ): Promise<ErrorCode | 'cancelled' | null>;
  /** Reads a backup through and changes nothing. @returns what it holds, or why it cannot be imported */
  look(
    file: Blob,
    passphrase: string,
    note: NoteProgress,
  ): Promise<
    | { readonly status: 'read'; readonly contents: BackupContents }
    | { readonly status: 'failed'; readonly code: ErrorCode }
  >;
  /** Imports what was looked at last, all or nothing, and begins anew with it. @returns why it could not be */
  import(mode: ImportMode, note: NoteProgress): Promise<ErrorCode | null>;
}
