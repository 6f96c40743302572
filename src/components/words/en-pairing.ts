/** English: connecting two people, from the first code to the taut string. */

/** A friend whose name is not known yet. */
const SOMEBODY = 'your friend';

type Kind = 'invite' | 'reply' | 'code';

export const pairing = {
  heading: (name: string | null): string =>
    name === null ? 'Connect a friend' : `Meet ${name} again`,
  back: 'Back',

  // The two ways.
  wayLabel: 'Where is your friend?',
  wayFace: 'Face to face',
  wayFar: 'Far away',

  // The two steps, as a picture with captions.
  stepsLabel: 'How it works',
  /** Below the two cans of the picture. */
  stepsMe: 'You',
  stepsThem: 'Friend',
  stepsFace: {
    mineOut: 'They scan yours',
    theirsBack: 'You scan theirs',
    theirsIn: 'You scan theirs',
    mineBack: 'They scan yours',
    codeOut: 'They scan yours: that is all',
  },
  stepsFar: {
    mineOut: 'You send your invite',
    theirsBack: 'Their reply comes back',
    theirsIn: 'Their invite came',
    mineBack: 'You send your reply back',
    codeOut: 'You send your code: that is all',
  },
  stepDone: 'done',

  preparingInvite: 'Making your code…',
  preparingReply: 'Got it. Making your reply…',
  preparingHint: 'This takes a moment.',

  // Face to face.
  faceHeading: (name: string | null): string => `Show this to ${name ?? SOMEBODY}`,
  faceInviting: 'Hold your screens toward each other. Each reads the other’s code by itself.',
  faceInvitingStill: (name: string | null): string =>
    `${capital(name ?? SOMEBODY)} scans this with any camera app. Then it is your camera’s turn.`,
  faceCode: (name: string | null): string =>
    `Let ${name ?? SOMEBODY} scan this: that is all. Or read theirs.`,
  faceReplying: (name: string | null): string =>
    `Got it. Now ${name ?? SOMEBODY} reads your reply: hold still a moment longer.`,
  faceReplyingStill: (name: string | null): string =>
    `This is your reply. Let ${name ?? SOMEBODY} read it, and keep this page open until then.`,
  faceConnecting: 'Both codes are read. Tying the string…',
  faceTip: 'A forearm apart, both screens bright.',
  faceTile: 'Screen toward screen, you read each other at the same time.',
  faceTileReplying: 'Your camera has nothing more to read, unless they made a new code.',
  faceEasy: 'Lower your hands: the rest happens by itself.',

  // Far away.
  farHeading: (name: string | null): string =>
    name === null ? 'Send your invite' : `Send ${name} your invite`,
  farText:
    'By any messenger or mail. Opening it gives your friend a reply, and they send that back to you. Keep this page open until it comes.',
  farReplyHeading: (name: string | null): string =>
    name === null ? 'Send your reply back' : `Send your reply back to ${name}`,
  farReplyText:
    'Send it where the invite came from, and keep this page open until it has been opened there.',
  farCodeHeading: (name: string | null): string => `Send this to ${name ?? SOMEBODY}`,
  farCodeText: (name: string | null): string =>
    `Let ${name ?? SOMEBODY} scan this, or send it: that is all. It works once, while this page is open.`,
  farScan: 'In the same room after all? They can scan this.',
  farReach: 'Between different networks this may need a server of your own, on both sides.',
  farReachAction: 'Servers of your own',
  farFor: 'Who is it for?',
  farForHint: 'A name for you alone, to tell your invites apart.',
  farForPlaceholder: 'Name',
  replyWaiting: 'Waiting for them to open it',
  replyPatience: 'They can take all the time they need. Just keep this page open.',
  /** Before what is in the way. */
  obstacle: 'This may not work from here.',
  replyOther: 'They made a new code?',
  qrLabel: (kind: Kind): string =>
    ({
      invite: 'QR code of your invite',
      reply: 'QR code of your reply',
      code: 'QR code to meet you again',
    })[kind],
  enlarge: 'Show it large',

  // Sending my card.
  noteLabel: 'What your friend gets',
  copyLink: 'Copy link',
  copied: 'Copied',
  copyMessage: 'Copy with a note',
  linkLabel: 'Your link',
  share: 'Send link',
  mail: 'Mail',
  saveFile: 'Save as file',
  print: 'Print',
  savePicture: 'Save picture',
  saved: 'Saved',
  fileName: (kind: Kind): string => `twocan-${kind}`,
  shareTitle: (kind: Kind): string =>
    ({
      invite: 'Connect with me on Twocan',
      reply: 'My reply on Twocan',
      code: 'Meet me on Twocan',
    })[kind],
  shareText: (kind: Kind): string =>
    ({
      invite:
        'Let’s talk over Twocan, straight from my browser to yours. Open this link and send me the reply it gives you:',
      reply: 'Here is my Twocan reply. Open it on the device that your invite came from:',
      code: 'I’m on Twocan now. Open this link, and we are connected:',
    })[kind],
  fileText: (kind: Kind): string =>
    ({
      invite:
        'This is an invite to Twocan, a private line straight from browser to browser.\r\nOpen the link, or choose this file in Twocan under “Connect a friend”.\r\nYou get a reply: send it back to whoever sent you this.',
      reply:
        'This is a reply to your Twocan invite.\r\nOpen the link on the device that the invite came from, or choose this file there.',
      code: 'This meets a friend again on Twocan. It works once.\r\nOpen the link, or choose this file in Twocan under “Connect a friend”.',
    })[kind],

  // The saved picture, below its code.
  pictureCaption: (kind: Kind): string =>
    ({
      invite: 'Scan this with a phone’s camera, or open the picture in Twocan.',
      reply: 'Scan this on the device that your invite came from, or open the picture there.',
      code: 'Scan this with a phone’s camera, or open the picture in Twocan.',
    })[kind],

  // The printed page.
  sheetHeading: (kind: Kind): string =>
    ({
      invite: 'An invite to talk over Twocan',
      reply: 'A reply to your Twocan invite',
      code: 'Meet again on Twocan',
    })[kind],
  sheetFor: (label: string): string => `For ${label}`,
  sheetFrom: (name: string, when: string): string => `From ${name}, ${when}`,
  sheetLead: 'Twocan ties a private line straight from one browser to another.',
  sheetSteps: {
    invite: [
      'Scan this code with your phone’s camera, or type the link into a browser.',
      'Twocan shows you a reply. Let it be scanned, or send it back to whoever gave you this page.',
    ],
    reply: [
      'Go to the device that your invite came from. It has to be open there still.',
      'Scan this code with it, or open the link there.',
    ],
    code: [
      'Scan this code with your phone’s camera, or type the link into a browser.',
      'That is all: the string is taut.',
    ],
  } satisfies Record<Kind, readonly string[]>,
  sheetLasts: 'It works only while the page that it was printed from stays open.',

  // Their card.
  theirsHeading: 'Their reply',
  theirsText: (name: string | null): string =>
    `${capital(name ?? SOMEBODY)} sends you a reply. Open its link on this device, or put it in here. An invite of theirs works, too.`,
  theirsCodeHeading: (name: string | null): string => `Something from ${name ?? SOMEBODY}?`,
  theirsCodeText: 'Nothing has to come back. If something does, put it in here.',
  theirsReplyingText: 'Your present reply stands until you read another invite.',
  scanStart: 'Turn on the camera',
  scanStarting: 'Starting the camera…',
  scanRunning: 'Looking for a code…',
  scanLabel: 'Camera picture',
  scanStop: 'Stop the camera',
  scanSwitch: 'Other camera',
  scanSwitchFront: 'Front camera',
  scanSwitchRear: 'Rear camera',
  scanTorch: 'Light',
  scanNotACard: 'Not a Twocan code. Still looking…',
  scanPaused: 'The camera is off, because you left this page.',

  pasteLabel: 'Got a link or a picture instead?',
  pasteLabelReply: 'Their link, or the message around it',
  pastePlaceholder: 'Paste it here',
  pasteHint:
    'Whole messages, pictures of a code and saved files work. You can drop them here, too.',
  pasteTake: 'Open',
  picturePick: 'Choose a picture or file',
  pictureReading: 'Reading the file…',

  // My open invites.
  invitesHeading: 'Open invites',
  invitesText: 'They stay good as long as this page stays open. Closing it ends them all.',
  inviteUnnamed: 'Somebody',
  inviteShown: 'shown here',
  inviteOpenFor: (minutes: number): string => {
    if (minutes < 1) return 'just made';
    const hours = Math.floor(minutes / 60);
    const rest = count(minutes % 60, 'minute');
    return hours === 0 ? `open for ${rest}` : `open for ${count(hours, 'hour')}, ${rest}`;
  },
  inviteGiven: 'sent',
  inviteNotGiven: 'not sent yet',
  inviteToMeet: 'to meet again',
  inviteShow: 'Show',
  inviteShowNamed: (name: string): string => `Show the invite for ${name}`,
  inviteRename: (name: string): string => `Rename the invite for ${name}`,
  inviteName: 'Who is this invite for?',
  inviteKeepName: 'Keep this name',
  inviteTakeBack: (name: string): string => `Take back the invite for ${name}`,
  inviteTakeBackHeading: (name: string | null): string =>
    name === null ? 'Take this invite back?' : `Take back the invite for ${name}?`,
  inviteTakeBackText: 'It was sent. A reply to it will find nobody here.',
  inviteTakeBackConfirm: 'Take back',
  inviteAnother: 'Another invite',

  // A reply whose invite is gone.
  stale: (label: string): string =>
    label === ''
      ? 'This answers an invite of yours that ended when its page was closed.'
      : `This answers your invite for ${label}, which is over: it was used, or its page was closed.`,
  staleAction: (label: string): string =>
    label === '' ? 'Fresh invite' : `Fresh invite for ${label}`,

  // Tying the string.
  connectingHeading: 'Tying the string…',
  connectingText: 'The two browsers are finding each other. Keep this page open on both sides.',
  connectedHeading: (name: string | null): string =>
    name === null ? 'You are connected' : `You are connected to ${name}`,
  startOver: 'Start over',
  startOverHint: 'Makes a fresh code. The old one stops working.',
  tryAgain: 'Try again',
  showMine: 'Show my code',

  // Said aloud at every step.
  saidInvite: 'Your invite is ready. Let it be scanned, or send it.',
  saidCode: 'Your code is ready. Let it be scanned, or send it. No reply is needed.',
  saidReply: 'Their invite is read. Your reply is ready: let it be scanned, or send it back.',
};

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function count(amount: number, unit: 'minute' | 'hour'): string {
  return amount === 1 ? `1 ${unit}` : `${amount} ${unit}s`;
}
