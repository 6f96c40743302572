/** The sentences of backups, apart from the catalogue: nobody sees them first. Otherwise as words.ts. */
import { backup } from './en-backup.ts';

/** What a catalogue of another language must hold. */
export type BackupWords = typeof backup;

/** The catalogue in use. */
export const backupWords: BackupWords = backup;
