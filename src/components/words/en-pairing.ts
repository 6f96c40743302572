/** English: connecting two people, from the first code to the taut string. */

/** A friend whose name is not known yet. */
const SOMEBODY = 'your friend';

export const pairing = {
  heading: (name: string | null): string =>
    name === null ? 'Connect a friend' : `Meet ${name} again`,
  back: 'Back',

  // The two steps, as a picture with captions.
  stepsLabel: 'How it works',
  stepMineOut: 'They scan yours',
  stepTheirsBack: 'You scan theirs',
  stepTheirsIn: 'You scan theirs',
  stepMineBack: 'They scan yours',
  stepDone: 'done',

  preparingInvite: 'Making your code…',
  preparingReply: 'Got it. Making your reply…',
  preparingHint: 'This takes a moment.',

  // My card.
  viewMine: 'Show mine',
  viewTheirs: 'Scan theirs',
  viewLabel: 'Show or scan',
  inviteHeading: (name: string | null): string => `Show this to ${name ?? SOMEBODY}`,
  inviteText: 'They scan it with any camera app or with Twocan. Far apart? Send the link.',
  inviteNext: (name: string | null): string =>
    `${capital(name ?? SOMEBODY)} then gets a reply code. Scan it or open it here.`,
  inviteNextAction: 'Read their reply',
  replyHeading: (name: string | null): string =>
    name === null ? 'Now let them scan this' : `Now let ${name} scan this`,
  replyText:
    'This is your reply. Show it or send the link, and keep this page open until they have read it.',
  replyWaiting: 'Waiting for them to read it',
  replyPatience: 'They can take all the time they need. Just keep this page open.',
  replyOther: 'They made a new code',
  qrLabel: (kind: 'invite' | 'reply' | 'code'): string =>
    kind !== 'reply' ? 'QR code of your invite' : 'QR code of your reply',
  enlarge: 'Show it large',
  copyLink: 'Copy link',
  copied: 'Copied',
  copyMessage: 'Copy with a note',
  linkLabel: 'Your link',
  share: 'Send link',
  savePicture: 'Save picture',
  saved: 'Saved',
  pictureName: (kind: 'invite' | 'reply' | 'code'): string =>
    kind !== 'reply' ? 'twocan-invite.png' : 'twocan-reply.png',
  shareTitle: (kind: 'invite' | 'reply' | 'code'): string =>
    kind !== 'reply' ? 'Connect with me on Twocan' : 'My reply on Twocan',
  shareText: (kind: 'invite' | 'reply' | 'code'): string =>
    kind !== 'reply'
      ? 'Let’s talk over Twocan, straight from my browser to yours. Open this link and send me the reply it gives you:'
      : 'Here is my Twocan reply. Copy it, and paste it where your own code is open:',

  // Their card.
  scanHeadingInviting: 'Scan theirs',
  scanTextInviting: (name: string | null): string =>
    `${capital(name ?? SOMEBODY)} gets a reply after scanning yours. Read it here. A code they show you first works, too.`,
  scanHeadingReplying: 'Read their new code',
  scanTextReplying: 'Your present reply stands until you read another invite.',
  scanStart: 'Scan with the camera',
  scanStarting: 'Starting the camera…',
  scanRunning: 'Hold the code inside the corners',
  scanLabel: 'Camera picture',
  scanStop: 'Stop the camera',
  scanSwitch: 'Other camera',
  scanTorch: 'Light',
  scanNotACard: 'Not a Twocan code. Still looking…',
  scanPaused: 'The camera is off, because you left this page.',

  pasteLabel: 'Got a link or a picture instead?',
  pastePlaceholder: 'Paste it here',
  pasteHint:
    'Links, messages around them and pictures of a code all work. You can drop a picture, too.',
  pasteTake: 'Open',
  picturePick: 'Choose a picture',
  pictureReading: 'Reading the picture…',
  dropHere: 'Drop it here',

  // Tying the string.
  connectingHeading: 'Tying the string…',
  connectingText: 'The two browsers are finding each other. Keep this page open on both sides.',
  connectedHeading: (name: string | null): string =>
    name === null ? 'You are connected' : `You are connected to ${name}`,
  startOver: 'Start over',
  startOverHint: 'Makes a fresh code. The old one stops working.',
  tryAgain: 'Try again',
  showMine: 'Show my code',
};

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
