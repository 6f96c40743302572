/** The state before anything is known, and what counts as a screen. */
import type { AppState, Screen } from './state.ts';

export const HOME: Screen = { name: 'friends' };

/** @param isOneFile the app was built as one file */
export function initialState(version: string, isOneFile = false): AppState {
  return {
    phase: { status: 'starting' },
    screen: HOME,
    settings: null,
    friends: new Map(),
    conversations: new Map(),
    transfers: new Map(),
    pairing: { step: { status: 'idle' }, friendId: null, error: null, stale: null },
    invites: [],
    introductions: [],
    device: {
      persisted: null,
      usageBytes: null,
      quotaBytes: null,
      update: null,
      offlineReady: false,
      canInstall: false,
      notifications: 'missing',
      version,
      isOneFile,
      passphrase: false,
    },
  };
}

/** Whether a value from the browser's history is a screen of this version. */
export function isScreen(value: unknown): value is Screen {
  if (typeof value !== 'object' || value === null || !('name' in value)) return false;
  const friendId = 'friendId' in value ? value.friendId : undefined;
  switch (value.name) {
    case 'friends':
    case 'transfers':
      return true;
    case 'settings':
      return !('part' in value) || value.part === 'servers' || value.part === 'backup';
    case 'connect':
      return friendId === null || typeof friendId === 'string';
    case 'conversation':
    case 'safety':
      return typeof friendId === 'string';
    default:
      return false;
  }
}
