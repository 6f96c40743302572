/** Versions of the app, offered and refused. */
import type { AppState, Device, Update } from '../../../src/app/state.ts';

/** Two versions with fingerprints that look like some. */
export const VERSIONS = {
  kept: {
    version: '0.1.0+5d9a3c07',
    fingerprint: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  },
  offered: {
    version: '0.2.0+e1b40f62',
    fingerprint: '60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752',
  },
} as const;

/** @param device what everything else of the device is like */
export function updateChanges(device: Device) {
  const refused: Update = {
    status: 'refused',
    version: VERSIONS.kept.version,
    why: 'same-version',
    files: ['assets/index-C1a9.js'],
  };
  const offered: Update = { status: 'offered', ...VERSIONS };
  return {
    'friends-update': () => ({ device: { ...device, update: offered } }),
    'friends-update-dialog': () => ({ device: { ...device, update: offered } }),
    'friends-refused': () => ({ device: { ...device, update: refused } }),
    'settings-files': () => ({ screen: { name: 'settings' } }),
  } satisfies Record<string, () => Partial<AppState>>;
}
