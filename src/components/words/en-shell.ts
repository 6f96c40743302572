/** English: the frame around the screens, the first start, and parts that every screen uses. */
export const shell = {
  appName: 'Twocan',
  starting: 'Twocan is starting',
  back: 'Back',
  close: 'Close',
  cancel: 'Cancel',

  /** The title of the browser tab. */
  title: (screen: string | null, unread: number): string =>
    [unread > 0 ? `(${unread})` : '', screen === null ? '' : `${screen} ·`, 'Twocan']
      .filter((part) => part !== '')
      .join(' '),
  connectTitle: 'Connect a friend',
  settingsTitle: 'Settings',
  transfersTitle: 'Transfers',

  welcomeHeading: 'Two cans and a string.',
  welcomeLead:
    'Twocan ties a private line straight from your browser to a friend’s. You talk and share files over it: no account, and no server in between.',
  welcomeInvited:
    'A friend’s code came with your link. It is kept, and opens as soon as you have a name.',
  welcomeQuestion: 'What should friends call you?',
  welcomeHint: 'Only friends you connect with see it. You can change it at any time.',
  welcomeNameMissing: 'Give yourself a name first. Any will do.',
  welcomeAnother: 'Propose another name',
  welcomeStart: 'Start',
  welcomeBackup: 'I have a backup',

  emptyPaneHeading: 'Pick up a can',
  emptyPaneFirstHeading: 'The other end is free',
  emptyPaneFirstText: 'Your first conversation will stand here.',
  emptyPaneText: 'Choose a friend from the list, or tie a string to a new one.',

  elsewhereHeading: 'Twocan is open in another tab',
  elsewhereText:
    'One tab at a time holds your strings. Go on there, or bring Twocan over to this tab. Bringing it over cuts open lines.',
  elsewhereTakeOver: 'Use Twocan here',
  handedOverHeading: 'Your other tab has it',
  handedOverText:
    'The code you opened went to the tab where Twocan is already running. Go back to it; you can close this one.',

  failedHeading: 'Twocan cannot start',
  failedRetry: 'Try again',
};
