/** Builds what saves and imports backups: what of main.ts only those who look at it fetch. */
import type { BackupActions } from './app/backup-actions.ts';
import { Backups } from './app/backups.ts';
import type { LiveMessenger } from './app/live-messenger.ts';
import type { Ports } from './app/ports.ts';
import { deriveInWorker } from './crypto/passphrase-key.ts';
import type { Database } from './storage/database.ts';
import { importAll } from './storage/importing.ts';
import type { Vault } from './storage/repositories.ts';

/** Of the copy that a download is made from. */
const COPY_NAME = 'backup';

export interface BackupParts {
  readonly database: Database;
  readonly vault: Vault;
  readonly ports: Ports;
  readonly app: LiveMessenger;
}

export function buildBackup({ database, vault, ports, app }: BackupParts): BackupActions {
  return new Backups({
    ...ports,
    derive: deriveInWorker,
    keepCopy: (bytes) => ports.files.copyOf(COPY_NAME, bytes, 'sealed'),
    updateSettings: (change) => app.updateSettings(change),
    leave: () => app.leave(),
    importAll: (from) => importAll(database, vault, from),
    restart: () => location.reload(),
  });
}
