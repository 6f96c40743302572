/** English: the lock, the passphrase and erasing. */
export const lock = {
  /** The lock screen. */
  lockedHeading: 'Locked',
  lockedText: 'What is kept on this device opens with your passphrase.',
  passphraseLabel: 'Passphrase',
  unlock: 'Unlock',
  unlocking: 'Unlocking',
  unlockWithDevice: 'Unlock with this device',
  orPassphrase: 'Or with your passphrase:',
  show: 'Show what I type',
  forgotten: 'I forgot it',
  forgottenText:
    'Nobody can open it without the passphrase: not you, not us. Nothing can be recovered. You can erase what is kept here and begin anew; your friends keep what they have, and you connect with them again.',

  heading: 'Lock',
  offText:
    'Without a passphrase, whoever can use this device can open Twocan. With one, messages, names, keys and files are sealed until you type it.',
  set: 'Set a passphrase',
  on: 'A passphrase guards what is kept here.',
  lockNow: 'Lock now',
  change: 'Change passphrase',
  remove: 'Remove passphrase',
  after: 'Lock when nobody has touched it for',
  afterMinutes: (minutes: number): string =>
    minutes === 1 ? '1 minute' : minutes === 60 ? '1 hour' : `${minutes} minutes`,
  never: 'Never by itself',
  keepLines: 'Keep lines open while locked',
  keepLinesHint:
    'Messages and files then still arrive. To seal them the key stays in this page’s memory. Otherwise locking cuts all lines and forgets the key.',

  deviceHeading: 'Unlock with this device',
  deviceText:
    'Its fingerprint reader, face recognition or PIN can open Twocan too, with a passkey. The passphrase stays a way in.',
  deviceOn: 'This device opens Twocan, beside the passphrase.',
  deviceAdd: 'Let this device unlock',
  deviceAddAction: 'Go on',
  deviceAddHint: 'The device asks you next.',
  deviceRemove: 'Turn off',
  deviceDone: {
    on: 'From now on this device unlocks Twocan too.',
    off: 'From now on the passphrase alone unlocks Twocan. You can delete the passkey in the settings of your device.',
  },

  currentLabel: 'Your passphrase',
  newLabel: 'New passphrase',
  newHint:
    'Four or more words that have nothing to do with each other are good. It cannot be recovered: if you forget it, everything here is lost.',
  cancel: 'Cancel',
  save: 'Save passphrase',
  removeAction: 'Remove',
  removeText: 'What is kept here then opens without a question again.',
  working: 'This takes a moment',
  done: { set: 'The passphrase is set.', removed: 'The passphrase is removed.' },
  sentText:
    'With a passphrase the browser does not remember where files lie that you send: after a restart you choose them again.',

  eraseHeading: 'Erase everything',
  eraseText:
    'Removes friends, messages, keys and files from this device at once. Friends keep what they have.',
  erase: 'Erase everything',
  eraseConfirmHeading: 'Erase everything now?',
  eraseConfirmText:
    'Friends, messages, keys and received files on this device are gone at once, and nobody can bring them back.',
  erasing: 'Erasing',
};
