/** English: deleting messages, and messages that disappear. */
export const forgetting = {
  menu: 'More about this message',
  copy: 'Copy text',
  here: 'Delete here',
  both: 'Delete for both',
  removeFile: 'Remove the file',
  confirm: 'Delete',
  confirmRemove: 'Remove',

  hereHeading: 'Delete this message here?',
  hereText: (name: string): string => `It goes from this device for good. ${name} keeps it.`,
  /** Of one that was not acknowledged: it may be there all the same. */
  hereUnsentText: (name: string): string =>
    `As far as this device knows it has not reached ${name} yet. It goes from here for good, and will not be sent any more.`,
  /** Of what says that something was deleted. */
  hereNoteHeading: 'Hide this note?',
  hereNoteText: 'It goes from this device. What it stands for is gone already.',
  confirmNote: 'Hide',
  withFile: 'The file goes with it; what you saved elsewhere stays.',

  bothHeading: 'Delete this message for both of you?',
  bothText: (name: string): string =>
    `It goes from this device now. ${name}’s device is asked to delete it, too, as soon as you are connected, and then shows that you deleted a message. Nobody can make sure that no copy was kept.`,

  removeFileHeading: 'Remove this file from this device?',
  removeFileText: (name: string): string =>
    `The message stays, without what came with it. To have it again, ask ${name} to send it again. What you saved elsewhere stays.`,

  clear: 'Delete conversation',
  clearHeading: (name: string): string => `Delete the conversation with ${name}?`,
  clearText: (name: string): string =>
    `All messages and all received files go from this device for good, and what has not arrived yet will not be sent. ${name} stays your friend and keeps theirs.`,

  vanishLabel: 'Messages disappear',
  vanishNever: 'Never',
  vanishAfter: (time: string): string => `${time} after they are read`,
  /** Beneath the choice. */
  vanishHint: (name: string): string =>
    `For both of you, from now on; yours count from when they arrive. ${name} is told, and could keep a copy all the same.`,
  /** Beside the state of the line. */
  vanishShort: (time: string): string => `Messages disappear after ${time}`,
  vanishSetBy: (name: string, time: string): string =>
    `${name} set messages to disappear ${time} after they are read`,
  vanishSetByMe: (time: string): string =>
    `You set messages to disappear ${time} after they are read`,
  vanishOffBy: (name: string): string => `${name} set messages to stay`,
  vanishOffByMe: 'You set messages to stay',
};
