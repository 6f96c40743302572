/** Builds the lock: what of main.ts only those with a passphrase, or in the settings, fetch. */
import type { LiveMessenger } from './app/live-messenger.ts';
import { Lock } from './app/lock.ts';
import type { AppState } from './app/state.ts';
import type { Store } from './app/store.ts';
import { deriveInWorker } from './crypto/passphrase-key.ts';
import { randomBytes } from './crypto/random.ts';
import { pageUrl } from './page/address.ts';
import { IdleWatch } from './page/idle.ts';
import { Passkeys } from './page/passkeys.ts';
import type { Tabs } from './page/tabs.ts';
import type { Database } from './storage/database.ts';
import { eraseAll } from './storage/erase.ts';
import type { OpenedFileStore } from './storage/file-store.ts';
import { loadOrCreateVaultKey, replaceVaultKey } from './storage/vault-key.ts';

/** What the page has opened so far. */
export interface Opened {
  readonly database: Database;
  /** Null while it is locked from the start. */
  files: OpenedFileStore | null;
  app: LiveMessenger | null;
}

export function buildLock(store: Store<AppState>, opened: Opened, tabs: Tabs): Lock {
  const { database } = opened;
  const idle = new IdleWatch({ window, document, nowMs: () => Date.now() });
  return new Lock(store, {
    load: () => loadOrCreateVaultKey(database, randomBytes),
    replace: (before, after) => replaceVaultKey(database, before, after),
    derive: deriveInWorker,
    passkeys: new Passkeys({
      credentials: 'credentials' in navigator ? navigator.credentials : undefined,
      PublicKeyCredential: 'PublicKeyCredential' in window ? PublicKeyCredential : undefined,
      hostname: location.hostname,
      random: (length) => new Uint8Array(randomBytes(length)),
    }),
    random: randomBytes,
    dropCopies: async () => opened.files?.dropPlainCopies(),
    watchIdle: (limitMs, onIdle) => idle.watch(limitMs, onIdle),
    tellTabs: () => tabs.forgetElsewhere(),
    restart: () => {
      opened.app?.leave();
      location.reload();
    },
    erase: async () => {
      opened.app?.leave();
      opened.files?.close();
      await eraseAll(database);
      tabs.forgetElsewhere();
      location.replace(pageUrl());
    },
  });
}
