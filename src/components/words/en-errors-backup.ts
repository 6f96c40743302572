/** English: what goes wrong with backups. Otherwise as en-errors.ts. */
export const backupErrors = {
  'file-left-behind': {
    sentence: 'This file stayed on the device that the backup was made on.',
    next: 'Ask your friend to send it again, or save it there.',
  },

  'backup-not-one': {
    sentence: 'This file is not a backup of Twocan.',
    next: 'Choose the file that Twocan saved as your backup.',
  },
  'backup-newer-version': {
    sentence: 'This backup was made by a newer Twocan.',
    next: 'Get the newest version here first, then choose the file again.',
  },
  'backup-damaged': {
    sentence: 'This backup is damaged, or a part of it is missing. Nothing was changed here.',
    next: 'Copy the file once more from where it was kept, or take another backup.',
  },
  'backup-too-large': {
    sentence: 'There are more messages or files in this backup than one device can take at once.',
    next: 'Delete conversations that you no longer need, then save a new backup.',
  },
} as const;
