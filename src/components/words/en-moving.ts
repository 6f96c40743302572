/** English: moving everything to another device. */
export const moving = {
  /** The item of a conversation's menu. */
  item: 'Move everything to this device …',
  /** What a friend's device asks for. */
  requestNotice: (name: string): string =>
    `${name} wants to move everything that they have to this device.`,
  requestLook: 'See what that means',
  arrivedNotice: (name: string): string =>
    `${name} is the device that everything came from. It has not heard yet that all is here: meet it once more, or remove it.`,
  screen: 'Moving to another device',

  friends: (count: number): string => (count === 1 ? '1 friend' : `${count} friends`),
  withMessages: (friends: string): string => `${friends}, with everything that was said`,
  files: (count: number): string => (count === 1 ? '1 received file' : `${count} received files`),
  received: (files: string, size: string): string => `${files}, ${size}`,
  noFiles: 'No received files',
  keys: 'Keys, name and settings',

  /** On the old device. */
  chooseHeading: (name: string): string => `Move everything to ${name}?`,
  chooseText:
    'All of this goes to the other device over the line between the two, and nowhere else:',
  chooseOwn: (name: string): string =>
    `${name} must be your own: whoever has that device speaks in your name from then on. It must be new, with no friend but this device.`,
  chooseAfter:
    'Open lines to your friends end for it, and this device stops being used once all is there. Your friends stay your friends; you meet each of them again with two cards.',
  unheard: (name: string): string =>
    `You gave everything to ${name} before, and it never said that it has it. If you see your friends there, you are done.`,
  ask: 'Ask the other device',
  askAgain: 'Ask again',
  notNow: 'Not now',
  askingHeading: 'Say yes on the other device',
  askingText:
    'It shows a request in its conversation with this device. Where it shows none, it may need a newer Twocan.',
  refusedHeading: 'The other device said no',
  refusedText: 'Nothing was sent, and nothing has changed.',
  notNewHeading: 'The other device is not new',
  notNewText:
    'It has friends of its own already, and these must not be mixed with yours. Remove them there first, or save a backup here and import it there.',
  writingHeading: 'Packing everything',
  writingPart: (percent: number): string => `Packing everything: ${percent} %`,
  sendingHeading: 'Sending everything',
  sendingPart: (percent: number): string => `Sending everything: ${percent} %`,
  thereHeading: 'The other device takes everything in',
  thereText:
    'All of it lies there now. As soon as the other device says that it is done, this one ends by itself. If you see your friends there already and nothing happens here, end it yourself.',
  finish: 'My friends are there: end here',
  finishHeading: 'Stop using this device?',
  finishText:
    'Only if you see your friends and what you said on the other device. Nothing is erased here by that.',
  keepOpen: 'Keep this page open on both devices.',

  /** On the new device. */
  considerHeading: (name: string): string => `Take over everything of ${name}?`,
  considerOwn: (name: string): string =>
    `Say yes only if ${name} is your own old device, and you began this there yourself. Twocan cannot know whether it is.`,
  considerText: 'This comes here:',
  considerAfter: (name: string): string =>
    `You then are ${name} on this device, for all those friends, and the name and settings that you have here are replaced. The other device stops being used.`,
  agree: 'Yes, take everything over',
  decline: 'No',
  receivingHeading: 'Everything is coming',
  receivingPart: (percent: number): string => `Receiving: ${percent} %`,
  readingHeading: 'Looking whether all is whole',
  readingPart: (percent: number): string => `Looking whether all is whole: ${percent} %`,
  importingHeading: 'Taking everything in',
  importingPart: (percent: number): string => `Taking everything in: ${percent} %`,
  importingHint: 'If anything goes wrong, all stays as it was.',

  /** On both. */
  stop: 'Stop',
  stoppedHeading: 'The move was stopped',
  stoppedText: 'Nothing has changed on this device.',
  stoppedNext: 'You can begin again on the old device.',
  close: 'Close',
  back: 'Back',
  away: (name: string): string =>
    `The line to ${name} is gone. It goes on from where it was once you meet again.`,
  looking: (name: string): string => `The line to ${name} broke. Twocan is bringing it back.`,
  meet: 'Meet again',

  /** A device that was moved away. */
  awayHeading: 'Everything has moved',
  awayText: (when: string): string =>
    `On ${when} all that was here went to your other device. Use Twocan there: this device opens no lines any more.`,
  awayKept: 'What was here can still be read on this device. Erase it once all is well there.',
  erase: 'Erase everything here',
  eraseHeading: 'Erase everything here?',
  eraseText:
    'Friends, messages, files and keys go from this device. What is on the other one stays.',
  useHere: 'Use this device after all',
  useHereHeading: 'Use this device after all?',
  useHereText:
    'Then two devices have the same keys. Each shows what your friends write, but not what you write on the other one, and messages that both write may be lost. Do this only if the other device is gone.',
};
