/** English: connecting a friend. */
export const pairing = {
  heading: 'Connect a friend',
};
