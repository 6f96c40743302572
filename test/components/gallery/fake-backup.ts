/** Backups that are neither saved nor read: what a click shows, without a file. */
import type { BackupActions, BackupContents } from '../../../src/app/backup-actions.ts';

const CONTENTS: BackupContents = {
  madeAtMs: Date.UTC(2026, 9, 12, 18, 30),
  name: 'Robin',
  messages: 1_284,
  files: 37,
  fileBytes: 2_430_000_000,
  friendsHere: 3,
  friends: [
    { name: 'Noor', state: 'known', newEntries: 12, namesake: false },
    { name: 'Emil Lindqvist', state: 'known', newEntries: 0, namesake: false },
    { name: 'Grandma', state: 'new', newEntries: 40, namesake: false },
    {
      name: 'Quiet Harbour with a remarkably long name',
      state: 'conflict',
      newEntries: 0,
      namesake: false,
    },
    { name: 'Noor', state: 'new', newEntries: 3, namesake: true },
    { name: '', state: 'new', newEntries: 1, namesake: false },
  ],
};

export class FakeBackup implements BackupActions {
  /** @param friendsHere on the device that imports */
  constructor(private readonly friendsHere: number) {}

  size(): ReturnType<BackupActions['size']> {
    return Promise.resolve({ files: 37, fileBytes: 2_430_000_000 });
  }

  save(passphrase: string): ReturnType<BackupActions['save']> {
    return Promise.resolve(passphrase.length < 8 ? 'passphrase-short' : null);
  }

  look(_file: Blob, passphrase: string): ReturnType<BackupActions['look']> {
    if (passphrase === '') return Promise.resolve({ status: 'failed', code: 'passphrase-wrong' });
    const contents = { ...CONTENTS, friendsHere: this.friendsHere };
    return Promise.resolve({ status: 'read', contents });
  }

  import(...[, note]: Parameters<BackupActions['import']>): ReturnType<BackupActions['import']> {
    note(0.42);
    return new Promise(() => undefined);
  }
}
