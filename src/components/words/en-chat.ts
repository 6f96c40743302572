/** English: a conversation. */
export const chat = {
  you: 'You',
  lineOpen: 'Connected',
  lineShaky: 'Connected, but shaky',
  lineLooking: 'Looking for them',
  lineAway: 'Away',
  /** Beside "Connected": no more than both ends see alike. */
  pathShort: {
    'same-network': 'directly',
    internet: 'directly',
    direct: 'directly',
    relay: 'through a relay',
  },
  /** How the line runs, in the menu: what more there is to tell is seen from this end, and said so. */
  pathLong: {
    'same-network':
      'The line runs straight between you. From here you seem to be on the same network.',
    internet: 'The line runs straight between you. From here it seems to cross the internet.',
    direct: 'The line runs straight between you.',
    relay: 'The line runs through a relay, which cannot read it.',
  },
  pathRelay: (host: string): string =>
    `The line runs through the relay ${host}, which cannot read it.`,
  pathFamily: { ipv4: 'IPv4', ipv6: 'IPv6' },
  metInPerson: 'You read their code with your camera',
  metByLink: 'You met by link',
  metByIntroduction: 'A friend introduced you',
  menu: 'More about this friend',
  hangUp: 'Hang up',
  hangUpHeading: (name: string): string => `Hang up on ${name}?`,
  hangUpText: 'The string is cut for both of you. To talk again you have to meet again.',
  hangUpStay: 'Stay connected',
  meetAgain: 'Meet again',
  mute: 'Mute',
  unmute: 'Unmute',
  block: 'Block',
  unblock: 'Unblock',
  blockedText: (name: string): string =>
    `You have blocked ${name}: no line, no messages, and their codes are refused. They are not told.`,
  remove: 'Remove friend',
  removeHeading: (name: string): string => `Remove ${name}?`,
  removeText:
    'Your conversation and the files you received go from this device for good. Your friend keeps theirs.',
  removeConfirm: 'Remove',

  awayText: (name: string): string =>
    `${name} is away. What you write waits here until you meet again.`,

  lookingText: (name: string): string =>
    `The line to ${name} broke. Twocan looks for them and goes on by itself; this page must stay open. What you write waits here.`,
  stopLooking: 'Stop looking',

  messages: (name: string): string => `Conversation with ${name}`,
  emptyHeading: 'The string is taut',
  emptyText: (name: string): string => `Say something. Only ${name} can hear it.`,
  emptyAwayHeading: 'Nothing said yet',
  loading: 'Looking for earlier messages',
  newMessages: (count: number): string => (count === 1 ? '1 new message' : `${count} new messages`),
  saysText: (name: string, text: string): string => `${name}: ${text}`,
  saysFile: (name: string, file: string): string => `${name} wants to send you ${file}`,
  unknown: 'This needs a newer Twocan. Update yours to read it.',
  missing: (count: number): string =>
    count === 1
      ? 'One message of yours is missing here. Your friend has it: it was sent after the backup was made, or from another device.'
      : `${count} messages of yours are missing here. Your friend has them: they were sent after the backup was made, or from another device.`,
  deletedBy: (name: string): string => `${name} deleted a message`,
  deletedByMe: 'You deleted a message',
  showMore: 'Show all',
  showLess: 'Show less',

  sending: 'Waits here',
  sent: 'On its way',
  delivered: 'Delivered',

  message: 'Message',
  messageFor: (name: string): string => `Write to ${name}`,
  send: 'Send',
  attach: 'Send files or a folder',
  attachFiles: 'Files',
  attachFolder: 'A folder',
  dropHere: (name: string): string => `Drop to send to ${name}`,

  accept: 'Accept',
  decline: 'Decline',
  cancelFile: 'Cancel',
  takeBack: 'Take back',
  save: 'Save',
  play: 'Play',
  read: 'Read',
  textGoesOn: 'This is the beginning. Save the file to read the rest.',
  openDocument: 'Open it in a new tab',
  notPlayed: 'This browser cannot play it. Save it and open it with another program.',
  retry: 'Try again',
  view: (name: string): string => `Look at ${name}`,
  fileOffered: 'Wants to send you this',
  fileWaiting: 'Waits for your friend to accept',
  fileWaitingAway: 'Goes out when you meet again',
  fileStarting: 'Starts in a moment',
  pause: 'Pause',
  next: 'Do this next',
  resume: 'Go on',
  filePaused: 'Paused',
  filePausedByFriend: 'Your friend paused it',
  /** The sender's side of a file that a reload took out of reach. */
  goOnSending: 'Go on sending',
  chooseAgain: 'Choose the file again',
  sendAnew: 'Send as a new file',
  chooseFolderAgain: 'Choose the folder again',
  sendFolderAnew: 'Send as a new folder',
  fileAllow:
    'Twocan was reloaded meanwhile. Press “Go on sending”, and the browser may ask whether it may open the file.',
  fileChoose: 'Twocan was reloaded meanwhile. Choose the file again to go on, or drop it here.',
  folderChoose: 'Twocan was reloaded meanwhile. Choose the folder again to go on.',
  folderOther:
    'This folder is not as it was when you offered it. Send it as a new folder, or choose the right one.',
  fileChecking: 'Looking whether it is the same file',
  fileChanged:
    'This file has changed since you offered it. Send it as a new file, or choose the old one again.',
  fileAnother:
    'This is not the file that you offered. Send it as a new file, or choose the right one.',
  /** The receiver's side of it. */
  fileSourceAway: 'Waits for your friend to choose the file again',
  fileNoRoom: (needed: string, free: string): string =>
    `It needs ${needed}, and this browser has ${free} left for Twocan. Free some space on this device, then accept it again.`,
  newsReceived: (file: string, name: string): string => `${file} from ${name} has arrived`,
  newsDelivered: (file: string, name: string): string => `${file} has arrived at ${name}’s`,
  newsFailed: (file: string): string => `${file} did not arrive. Open Twocan to see why`,
  notifyText: 'This takes a while. Twocan can tell you when files have arrived.',
  notifyAsk: 'Tell me',
  takesLabel: (name: string): string => `Files from ${name}`,
  takesNone: 'Ask me about each',
  takesUpTo: (size: string): string => `Take all up to ${size}`,
  fileOnNextLine: 'Goes on when you are connected again',
  fileRemoved: 'Removed from this device',
  fileReceived: 'Received',
  fileDelivered: 'Delivered',
  fileDeclinedByMe: 'You declined it',
  fileDeclined: 'Your friend declined it',
  fileCancelled: 'Cancelled',
  /** A friend may have only so many open offers; further ones are turned down. */
  fileNotKept: 'A file was offered here, but too many were waiting already.',
  fileProgress: (done: string, size: string): string => `${done} of ${size}`,
  folderFiles: (count: number): string =>
    count === 1 ? '1 file' : `${new Intl.NumberFormat('en').format(count)} files`,
  fileLeft: (duration: string): string => `${duration} left`,
  fileProgressLabel: (name: string): string => `Progress of ${name}`,
};
