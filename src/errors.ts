/**
 * The one error class of Twocan and the closed list of what can go wrong.
 * Adapters translate foreign errors into these, so none leaves its folder.
 * Components turn a code into a sentence (components/words); nothing else does.
 */

export const ERROR_CODES = [
  // Cards: what a person scanned, opened or pasted.
  'card-not-a-card',
  'card-truncated',
  'card-altered',
  'card-newer-version',
  'card-own-invite',
  'card-own-reply',
  'card-no-addresses',
  'reply-unknown-invite',
  'reply-wrong-friend',
  // Codes: what meets a friend again without a reply.
  'code-needs-reply',
  'code-used',
  'code-own',
  'code-not-for-me',
  // Lines: what happens between two browsers.
  'line-webrtc-missing',
  'line-webrtc-disabled',
  'line-webrtc-lockdown',
  'line-gathering-failed',
  'line-offline',
  'line-addresses-withheld',
  'line-relay-failed',
  'line-not-connected',
  // Why it did not connect, where peer/diagnosis.ts can tell.
  'line-no-common-network',
  'line-hidden-addresses',
  'line-udp-blocked',
  'line-symmetric-nat',
  'line-no-answer',
  'line-friend-closed',
  'line-clock-wrong',
  'line-lost',
  'line-handshake-failed',
  'line-bad-seal',
  'line-replayed-frame',
  'line-malformed-frame',
  'line-message-too-large',
  // Camera and pictures.
  'camera-denied',
  'camera-missing',
  'camera-busy',
  'camera-insecure',
  'camera-failed',
  'image-unreadable',
  'image-no-code',
  // Storage on this device.
  'storage-unavailable',
  'storage-full',
  'storage-blocked',
  'storage-corrupt',
  'storage-newer-version',
  // The passphrase.
  'passphrase-wrong',
  'passphrase-short',
  'device-refused',
  'device-missing',
  // Files.
  'file-unreadable',
  'file-changed',
  'file-hash-mismatch',
  'file-no-space',
  'file-sender-gone',
  'file-receiver-failed',
  'file-save-failed',
  'file-not-shown',
  'folder-too-large',
  'folder-damaged',
  'file-left-behind',
  // Backups.
  'backup-not-one',
  'backup-newer-version',
  'backup-damaged',
  'backup-too-large',
  // Who somebody is.
  'friend-undecided',
  'friend-blocked',
  'friend-moved',
  // Moving everything to this device.
  'move-not-new',
  // Everything else that a person can meet.
  'clipboard-denied',
  'share-failed',
  'text-too-long',
  'open-elsewhere',
] as const;

/** Every failure that a user can meet, by name. */
export type ErrorCode = (typeof ERROR_CODES)[number];

/** A failure with a code that components can put into words; `cause` keeps what led to it. */
export class MessengerError extends Error {
  override readonly name = 'MessengerError';

  constructor(
    readonly code: ErrorCode,
    options?: { cause?: unknown },
  ) {
    super(code, options);
  }
}

/** The code of a failure, or `fallback` for one that no adapter translated. */
export function codeOf(error: unknown, fallback: ErrorCode): ErrorCode {
  return error instanceof MessengerError ? error.code : fallback;
}
