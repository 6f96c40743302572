/** English: all transfers on one screen. */
export const transfers = {
  groups: {
    asking: 'Waiting for you',
    failed: 'Went wrong',
    moving: 'On the way',
    waiting: 'Waiting',
    paused: 'Paused',
    ended: 'Done',
  },
  to: (name: string): string => `To ${name}`,
  from: (name: string): string => `From ${name}`,
  /** What a button does, for those who do not see what it stands beside. */
  actOn: (action: string, file: string): string => `${action}: ${file}`,
  behind: (size: string): string => `Waits its turn · ${size}`,
  clear: 'Clear what is done',
  nothing: 'Nothing is being sent or received.',
};
