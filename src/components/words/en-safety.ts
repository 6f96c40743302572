/** English: who somebody is, and how sure that is. */
export const safety = {
  heading: (name: string): string => `Is this really ${name}?`,
  verify: 'Verify',

  /** How it stands, in full. */
  standing: {
    'in-person': {
      sentence: 'Verified in person',
      more: 'Your codes went from screen to camera, both ways. Nobody can stand between you.',
    },
    compared: {
      sentence: 'Number compared',
      more: 'You found the same safety number on both sides. Nobody stands between you.',
    },
    unverified: {
      sentence: 'Not verified yet',
      more: 'Whoever carried your codes could have put themselves in between. Compare the number once, and you know.',
    },
  },
  met: {
    camera: 'You met by camera.',
    link: 'You met by link.',
    introduction: 'A friend introduced you.',
  },
  takeBack: 'I am not sure any more',

  numberHeading: 'Safety number',
  numberText: (name: string): string =>
    `${name} finds the same sixty digits under “Verify” in the conversation with you. Read them to each other side by side, or on a call where you know the voice. Not through Twocan.`,
  same: 'They are the same',
  differ: 'They differ',
  saved: 'Noted: the numbers are the same.',
  takenBack: 'Noted: not verified.',

  scanHeading: 'Or let a camera compare',
  scanText: (name: string): string => `Scan the code on ${name}’s screen, or let yours be scanned.`,
  codeLabel: 'Your safety code, for your friend’s camera',
  scanTile: 'Hold it before the code on your friend’s screen',
  matched: (name: string): string =>
    `The codes match. This is ${name}’s device, and nobody stands in between.`,
  own: 'That is your own code. Scan the one on your friend’s screen.',
  newer: 'Your friend’s Twocan is newer than yours. Reload this page, then scan again.',

  alarm: (name: string): string =>
    `These keys do not match. Write nothing here that others must not read. First make sure that ${name} has the conversation with you open, and compare again. If it differs once more, somebody stands between you: hang up, remove this friend, and connect anew face to face.`,

  whoHeading: (name: string): string => `Two by the name of ${name}`,
  whoText: (name: string): string =>
    `Somebody came with other keys than those of the ${name} you know. It may be ${name} on a new device, another person of that name, or somebody who wants to pass for ${name}. Until you say which, nothing is sent to either.`,
  known: (name: string, date: string): string => `The ${name} you know, since ${date}`,
  fresh: (date: string): string => `Who came with other keys, ${date}`,
  others: 'They are two people',
  samePerson: 'The same person, with new keys',
  samePersonFirst:
    'To say that it is the same person, first compare the number below with the person you know.',

  /** In the conversations that it concerns, instead of the field to write in. */
  holds: {
    claims: (name: string): string =>
      `This came with other keys than those of the ${name} you know. Nothing is sent until you say who it is.`,
    claimed: (name: string): string =>
      `Somebody else says they are ${name}, with other keys. Nothing is sent until you say who that is.`,
    moved: (name: string): string =>
      `${name} has other keys now. What was said here stays; you go on in another conversation.`,
  },
  who: 'Who is this?',
  goOn: 'Go on there',
};
