/** English: backups. */
export const backup = {
  heading: 'Backup',
  text: 'One file with your friends, your keys and everything you said, sealed with a passphrase. With it you go on if this device is lost, or on a new one.',
  never: 'No backup was made of what is kept here.',
  last: (when: string): string => `Last backup: ${when}`,
  make: 'Make a backup',
  move: 'Is your new device at hand? Connect to it as to a friend, and choose “Move everything to this device” in the menu of its conversation: all of it goes there directly.',
  passphraseLabel: 'Passphrase for the backup',
  passphraseHint:
    'Four or more words that have nothing to do with each other are good. Write it down and keep it apart from the file: without it nobody can open the backup.',
  withFiles: (files: string, size: string): string => `With ${files} that you received (${size})`,
  files: (count: number): string => (count === 1 ? '1 file' : `${count} files`),
  withFilesHint: 'Without them the backup stays small. Messages come along in any case.',
  save: 'Save the backup',
  cancel: 'Cancel',
  saving: 'Saving the backup',
  savingPart: (percent: number): string => `Saving the backup: ${percent} %`,
  saved:
    'The backup is saved. Keep it on another device or disk, and the passphrase apart from it.',
  notSaved: 'Nothing was saved.',
  remind:
    'What you say here is kept on this device alone. A backup keeps it if the device is lost.',
  remindClearing:
    'This browser clears what a page keeps when it was not opened for seven days. A backup keeps it, and so does installing Twocan.',
  remindLater: 'Not now',
  afterwards:
    'A backup stands for the moment it was made. When you import it later, what your friends wrote since comes back from them when you meet; what you wrote since does not.',

  /** Importing. */
  importHeading: 'Import a backup',
  importText: 'Choose the file that you saved. Nothing changes here before you say so.',
  choose: 'Choose the file',
  chosen: (name: string): string => `Chosen: ${name}`,
  another: 'Choose another file',
  importPassphrase: 'Passphrase of the backup',
  look: 'Look into it',
  looking: 'Opening the backup',
  lookingPart: (percent: number): string => `Reading the backup: ${percent} %`,
  back: 'Back',
  of: (name: string, when: string): string =>
    name === '' ? `A backup of ${when}` : `A backup of ${name}, ${when}`,
  friends: (count: number): string => (count === 1 ? '1 friend' : `${count} friends`),
  messages: (count: string): string => (count === '1' ? '1 message' : `${count} messages`),
  received: (files: string, size: string): string => `${files}, ${size}`,
  noFiles: 'No received files',
  unnamed: 'A friend without a name',
  states: {
    new: 'New here',
    known: 'Here already',
    conflict: 'Went on here and there: what is here stays as it is',
  },
  newEntries: (count: number): string =>
    count === 1 ? 'Here already, 1 new entry' : `Here already, ${count} new entries`,
  namesake: 'New here, with other keys than your friend of that name',
  more: (count: number): string => `and ${count} more`,
  modeLegend: 'What becomes of what is here?',
  merge: 'Keep it, and add what the backup has',
  mergeHint: 'Your settings here stay.',
  replace: 'Replace it with the backup',
  replaceHint: (friends: string): string =>
    `${friends} and all that was said on this device are gone then.`,
  import: 'Import',
  importing: 'Importing',
  importingPart: (percent: number): string => `Importing: ${percent} %`,
  importingHint: 'Keep this page open. If anything goes wrong, all stays as it was.',
  codes:
    'To reach a friend from here for the first time you exchange two codes, as when you met. If the old device is still in use, stop using it: two devices that go on side by side each miss what the other sends.',
  confirmReplaceHeading: 'Replace everything here?',
  confirmReplaceText: (friends: string): string =>
    `${friends} and everything else on this device go, and what the backup holds takes their place.`,
};
