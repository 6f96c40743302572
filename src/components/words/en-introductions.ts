/** English: introducing friends to each other, and finding them again. */
export const introductions = {
  /** Of somebody whose name is not known, inside a sentence. */
  somebody: 'somebody',

  introduce: (name: string): string => `Introduce ${name} to…`,
  nobodyElse: 'To introduce somebody, a second friend has to be connected to you.',
  dialogHeading: (name: string): string => `Introduce ${name} to whom?`,
  dialogText:
    'Both are asked. Their codes go through you, sealed: you learn only that you introduced them.',
  askedAlready: 'Is being asked',

  findLabel: 'Can find each other through common friends',
  findText:
    'If you lose touch, a friend who is connected to both of you brings you together again, and learns that you know each other. Works if all three of you switched it on with each other before. Friends with whom you switch it on can notice that they share you.',
  findTheirsOn: (name: string): string => `${name} has it on.`,
  findTheirsOff: (name: string): string => `${name} does not have it on.`,

  /** How it stands for whoever introduces, in a line and in full; `name` is who is in this conversation. */
  offers: {
    asking: {
      line: (name: string, other: string): string => `Introducing ${name} to ${other}…`,
      more: 'Both are asked now.',
    },
    declined: {
      line: (name: string, other: string): string => `Not introduced: ${name} and ${other}`,
      more: 'One of them would rather not.',
    },
    'no-answer': {
      line: (name: string, other: string): string => `Not introduced: ${name} and ${other}`,
      more: 'Not both answered in time. You can ask again.',
    },
    passing: {
      line: (name: string, other: string): string => `Both said yes: ${name} and ${other}`,
      more: 'Their codes go through you, sealed.',
    },
    passed: {
      line: (name: string, other: string): string => `Introduced: ${name} and ${other}`,
      more: 'They have each other’s codes. Whether they met is theirs to tell.',
    },
    failed: {
      line: (name: string, other: string): string => `Not introduced: ${name} and ${other}`,
      more: 'It broke off on the way. You can try again.',
    },
  },
  /** Folds a notice out, or back to its line. */
  details: 'Details',

  asked: (via: string, name: string): string => `${via} wants to introduce you to ${name}.`,
  askedText: (via: string, name: string): string =>
    `You both get a line of your own; your addresses become known to ${name}, and theirs to you. If you would rather not, nobody but ${via} hears of it.`,
  agree: 'Connect',
  decline: 'No, thanks',
  agreed: (name: string): string => `You said yes. Waiting for ${name}…`,
  connecting: (name: string): string => `Connecting you and ${name}…`,
  met: (name: string): string => `You and ${name} are connected.`,
  openConversation: 'Open conversation',
  ended: (name: string): string => `It did not work out with ${name}.`,
  endedText: (via: string, name: string): string => `${name} may be away. Ask ${via} to try again.`,
};
