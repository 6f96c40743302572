/** English: the list of friends. */
export const friends = {
  heading: 'Friends',
  connect: 'Connect a friend',
  openSettings: 'Settings',
  /** Until they said their name over a line. */
  unnamed: 'New friend',
  /** How sure it is who somebody is. */
  trust: {
    'in-person': 'Verified in person',
    compared: 'Number compared',
    unverified: 'Not verified',
  },
  muted: 'Muted',
  /** Instead of the last message. */
  blocked: 'Blocked',
  claims: 'Who is this? Other keys',
  moved: 'Has other keys now',
  lineOpen: 'Connected',
  lineShaky: 'Connected, but shaky',
  lineLooking: 'Looking for them',
  lineAway: 'Away',
  lineLost: 'The line broke',
  lastOfMine: (text: string): string => `You: ${text}`,
  lastUnknown: 'Something a newer Twocan sent',
  noMessages: 'No messages yet',
  unread: (count: number): string =>
    count === 1 ? '1 unread message' : `${count} unread messages`,
  manyUnread: '99+',
  /** Instead of the last message. */
  introduces: (name: string): string => `Wants you to meet ${name}`,
  introducesSomebody: 'Wants you to meet somebody',

  emptyHeading: 'Nobody on the line yet',
  emptyText: 'Tie a string to your first friend. It takes a minute, side by side or far apart.',
  emptySteps: [
    'Show your invite, or send it as a link.',
    'Your friend opens it and gives you a reply.',
    'Take in the reply, and the string is taut.',
  ],

  /** Leads to them. */
  transfers: (open: number): string => (open === 0 ? 'Transfers' : `Transfers (${open})`),
  invitesWaiting: (count: number): string =>
    count === 1 ? '1 invite waits for its reply' : `${count} invites wait for their replies`,

  installText: 'Install Twocan to open it like any other app, even without a network.',
  installAction: 'Install',
  installLater: 'Not now',
};
