/** English: a conversation. */
export const chat = {
  send: 'Send',
};
