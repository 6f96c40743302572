/** English: cards that are no links, as the app was opened from a file. Takes the place of what en-pairing.ts says. */

type Kind = 'invite' | 'reply' | 'code';

export const bare = {
  copyLink: 'Copy text',
  linkLabel: 'Your text',
  share: 'Send text',
  shareText: (kind: Kind): string =>
    ({
      invite:
        'Let’s talk over Twocan, straight from my browser to yours. Put this text in under “Connect a friend” in your Twocan, and send me the reply it gives you:',
      reply: 'Here is my Twocan reply. Put it in where your invite came from:',
      code: 'I’m on Twocan now. Put this text in under “Connect a friend”, and we are connected:',
    })[kind],
  fileText: (kind: Kind): string =>
    ({
      invite:
        'This is an invite to Twocan, a private line straight from browser to browser.\r\nChoose this file in Twocan under “Connect a friend”, or paste the text below there.\r\nYou get a reply: send it back to whoever sent you this.',
      reply:
        'This is a reply to your Twocan invite.\r\nChoose this file in Twocan on the device that the invite came from, or paste the text below there.',
      code: 'This meets a friend again on Twocan. It works once.\r\nChoose this file in Twocan under “Connect a friend”, or paste the text below there.',
    })[kind],
  pictureCaption: (kind: Kind): string =>
    ({
      invite: 'Scan this with the camera in Twocan, or open the picture there.',
      reply: 'Scan this on the device that your invite came from, or open the picture there.',
      code: 'Scan this with the camera in Twocan, or open the picture there.',
    })[kind],
  sheetSteps: {
    invite: [
      'Open Twocan, choose “Connect a friend”, and scan this code there.',
      'Twocan shows you a reply. Let it be scanned, or send it back to whoever gave you this page.',
    ],
    reply: [
      'Go to the device that your invite came from. It has to be open there still.',
      'Scan this code with Twocan there.',
    ],
    code: [
      'Open Twocan, choose “Connect a friend”, and scan this code there.',
      'That is all: the string is taut.',
    ],
  } satisfies Record<Kind, readonly string[]>,
};
