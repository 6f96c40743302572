/** Builds the app: the only file that knows every folder. */
import { HOME, initialState, isScreen } from './app/initial-state.ts';
import { LiveMessenger } from './app/live-messenger.ts';
import type { Ports } from './app/ports.ts';
import type { AppState, Phase, Screen } from './app/state.ts';
import { Store } from './app/store.ts';
import './components/app-shell.ts';
import { loadAllScreens } from './components/lazy-screens.ts';
import { randomBytes } from './crypto/random.ts';
import { SecretboxVault } from './crypto/vault.ts';
import { codeOf } from './errors.ts';
import type { ErrorCode } from './errors.ts';
import { onCardInAddress, pageUrl, takeCardFromAddress } from './page/address.ts';
import { PageFileSaver } from './page/file-saver.ts';
import { HistoryNavigation } from './page/history-navigation.ts';
import { Pwa } from './page/pwa.ts';
import { Tabs } from './page/tabs.ts';
import { LazyDialer } from './peer/lazy-dialer.ts';
import { openDatabase } from './storage/database.ts';
import { openFileStore } from './storage/file-store.ts';
import { IdbFriends } from './storage/idb-friends.ts';
import { IdbLog } from './storage/idb-log.ts';
import { IdbSettings } from './storage/idb-settings.ts';
import { IdbTransfers } from './storage/idb-transfers.ts';
import { requestPersistence, storageReport } from './storage/persistence.ts';
import { loadOrCreateVaultKey } from './storage/vault-key.ts';
import { startOpenPipeline, startSealPipeline } from './transfer/worker-pipeline.ts';

/** Set by the build from package.json. */
declare const __APP_VERSION__: string;

const dialer = new LazyDialer(async () => {
  const { SimplePeerDialer } = await import('./peer/dial-simple-peer.ts');
  return new SimplePeerDialer();
});
const store = new Store<AppState>(initialState(__APP_VERSION__));
const tabs = new Tabs();
const pwa = new Pwa(
  {
    serviceWorkers: import.meta.env.PROD ? navigator.serviceWorker : undefined,
    window,
    document,
    reload: () => location.reload(),
    nowMs: () => Date.now(),
  },
  {
    offlineReady: () => setDevice({ offlineReady: true }),
    updateReady: () => setDevice({ updateReady: true }),
    canInstall: (canInstall) => setDevice({ canInstall }),
  },
);

function setPhase(phase: Phase): void {
  store.update((state) => ({ ...state, phase }));
}

function setDevice(change: Partial<AppState['device']>): void {
  store.update((state) => ({ ...state, device: { ...state.device, ...change } }));
}

/** Storage opened and everything outside wrapped for the app. */
async function makePorts(onStorageLost: (code: ErrorCode) => void): Promise<Ports> {
  const database = await openDatabase({ onLost: onStorageLost });
  const vault = new SecretboxVault(await loadOrCreateVaultKey(database, randomBytes), randomBytes);
  return {
    dialer,
    friends: new IdbFriends(database, vault),
    logs: new IdbLog(database, vault),
    transfers: new IdbTransfers(database, vault),
    settings: new IdbSettings(database, vault),
    files: await openFileStore(database, vault),
    sealPipeline: startSealPipeline(),
    openPipeline: startOpenPipeline(),
    clock: { nowMs: () => Date.now() },
    random: randomBytes,
    navigation: new HistoryNavigation<Screen>(HOME, isScreen),
    saver: new PageFileSaver(),
    persistence: { requestPersistence, storageReport },
    installation: pwa,
    pageUrl: pageUrl(),
  };
}

/** Opens the app in this tab, which holds the lines from now on. */
async function open(card: string | null): Promise<void> {
  const ports = await makePorts((code) => setPhase({ status: 'failed', code }));
  const messenger = new LiveMessenger(store, ports);
  shell.app = messenger;
  await messenger.start();
  const takeCard = (text: string): void => void messenger.openCard(text);
  tabs.onCard = takeCard;
  onCardInAddress(takeCard);
  tabs.onLost = () => {
    messenger.leave();
    setPhase({ status: 'elsewhere', handedOver: false });
  };
  // Friends learn at once that the page is gone, instead of by a timeout.
  window.addEventListener('pagehide', () => messenger.leave());
  if (card !== null) takeCard(card);
  // What the first screen does not need comes once it stands; a failure is tried again when needed.
  await Promise.allSettled([loadAllScreens(), dialer.warm()]);
}

async function begin(): Promise<void> {
  const card = takeCardFromAddress();
  if (await tabs.own()) {
    await open(card);
    return;
  }
  const handedOver = card !== null && (await tabs.handOver(card));
  setPhase({ status: 'elsewhere', handedOver });
}

function fail(error: unknown): void {
  setPhase({ status: 'failed', code: codeOf(error, 'storage-unavailable') });
}

const shell = document.createElement('app-shell');
shell.store = store;
shell.takeOver = () => {
  setPhase({ status: 'starting' });
  tabs
    .takeOver()
    .then(() => open(null))
    .catch(fail);
};
document.body.append(shell);
begin().catch(fail);
void pwa.start();
