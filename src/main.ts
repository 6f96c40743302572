/** Builds the app: the only file that knows every folder. */
import { HOME, initialState, isScreen } from './app/initial-state.ts';
import { LiveMessenger } from './app/live-messenger.ts';
import type { Lock } from './app/lock.ts';
import type { Player } from './app/file-look.ts';
import type { ConnectionCheck } from './app/network.ts';
import type { Ports, Wakes } from './app/ports.ts';
import { networkOf } from './app/servers.ts';
import type { AppState, Phase, Screen } from './app/state.ts';
import { Store } from './app/store.ts';
import type { BackupActions } from './app/backup-actions.ts';
import type { BackupParts } from './build-backup.ts';
import type { Opened } from './build-lock.ts';
import './components/app-shell.ts';
import { loadAllScreens } from './components/lazy-screens.ts';
import { randomBytes } from './crypto/random.ts';
import { SecretboxVault } from './crypto/vault.ts';
import { codeOf, MessengerError } from './errors.ts';
import { cardInAddress, cardUrl, clearCardInAddress, pageUrl } from './page/address.ts';
import { PageFileSaver } from './page/file-saver.ts';
import { HistoryNavigation } from './page/history-navigation.ts';
import { onLaunch, type LaunchQueue } from './page/launches.ts';
import type { NotificationBrowser } from './page/notifications.ts';
import { PageLife } from './page/page-life.ts';
import { Pwa } from './page/pwa.ts';
import { PageSourceFiles } from './page/source-files.ts';
import { Tabs, TABS_CHANNEL_NAME } from './page/tabs.ts';
import { guardSinks } from './page/trusted-types.ts';
import { LazyDialer } from './peer/lazy-dialer.ts';
import { browserFacts, isLockedDown } from './peer/webrtc-support.ts';
import { openDatabase, type Database } from './storage/database.ts';
import { openFileStore } from './storage/file-store.ts';
import { IdbFriends } from './storage/idb-friends.ts';
import { IdbInvites } from './storage/idb-invites.ts';
import { IdbLog } from './storage/idb-log.ts';
import { IdbMeetings } from './storage/idb-meetings.ts';
import { IdbSettings } from './storage/idb-settings.ts';
import { IdbSources } from './storage/idb-sources.ts';
import { IdbTransfers } from './storage/idb-transfers.ts';
import type { Vault } from './storage/repositories.ts';
import type { FileStore } from './storage/stored-pieces.ts';
import { requestPersistence, storageReport } from './storage/persistence.ts';
import { loadOrCreateVaultKey } from './storage/vault-key.ts';
import { openPiece } from './transfer/pipeline.ts';
import { startSealPipeline } from './transfer/worker-pipeline.ts';
import { toHex } from './wire/bytes.ts';

declare global {
  interface Window {
    readonly launchQueue?: LaunchQueue;
  }
}

/** Set by the build from package.json. */
declare const __APP_VERSION__: string;

/** Built as one file that is opened from disk (scripts/single-file.mjs). */
const IS_ONE_FILE = import.meta.env.MODE === 'single';

guardSinks();
const dialer = new LazyDialer(async () => {
  const { SimplePeerDialer } = await import('./peer/dial-simple-peer.ts');
  return new SimplePeerDialer({ network: () => networkOf(store.get().settings) });
});
const store = new Store<AppState>(initialState(__APP_VERSION__, IS_ONE_FILE));
/** Fetched when somebody asks for it. */
const connectionCheck: ConnectionCheck = {
  async checkConnection() {
    return (await import('./peer/connection-check.ts')).checkConnection();
  },
  async testServer(server) {
    return (await import('./peer/connection-check.ts')).testServer(server);
  },
};
const pwa = new Pwa(
  {
    serviceWorkers: import.meta.env.PROD && !IS_ONE_FILE ? navigator.serviceWorker : undefined,
    window,
    document,
    caches: 'caches' in window ? caches : undefined,
    scope: new URL('./', pageUrl()).href,
    fetch: (url) => fetch(url),
    reload: () => location.reload(),
    nowMs: () => Date.now(),
  },
  {
    offlineReady: () => setDevice({ offlineReady: true }),
    news: (update) => setDevice({ update }),
    canInstall: (canInstall) => setDevice({ canInstall }),
  },
);

const wakes: Wakes = { onWake: null };

/** Names of what is played cannot be guessed. */
const MEDIA_NAME_BYTES = 16;

/** Before anything takes the card out of it. */
const openedWith = location.href;

function setPhase(phase: Phase): void {
  store.update((state) => ({ ...state, phase }));
}

function setDevice(change: Partial<AppState['device']>): void {
  store.update((state) => ({ ...state, device: { ...state.device, ...change } }));
}

let player: Promise<Player> | null = null;

async function makePlayer(): Promise<Player> {
  const { MediaStreams } = await import('./page/media-streams.ts');
  const name = (): string => toHex(randomBytes(MEDIA_NAME_BYTES));
  return new MediaStreams(navigator.serviceWorker, name);
}

/** As the browser has it; some lack it, whatever TypeScript's list says. */
const notificationBrowser = window as unknown as NotificationBrowser;

async function askToNotify(): Promise<void> {
  const page = await import('./page/notifications.ts');
  setDevice({ notifications: await page.askToNotify(notificationBrowser) });
}

/** Whatever moves keeps the screen lit, and is told of when it has ended. */
async function watchFiles(): Promise<void> {
  const [page, news, { WakeLock }] = await Promise.all([
    import('./page/notifications.ts'),
    import('./components/file-news.ts'),
    import('./components/wake-lock.ts'),
  ]);
  setDevice({ notifications: page.notificationState(notificationBrowser) });
  news.watchFiles(store, {
    // It lives as long as the page.
    light: new WakeLock({ addController: (lock) => lock.hostConnected?.() }),
    isHidden: () => document.visibilityState === 'hidden',
    notify: (text, tag) => void page.notify(notificationBrowser, text, tag),
  });
}

/** Everything outside, wrapped for the app. */
function makePorts(database: Database, vault: Vault, files: FileStore): Ports {
  return {
    dialer,
    friends: new IdbFriends(database, vault),
    logs: new IdbLog(database, vault),
    vanishing: async () => {
      const { IdbVanishing } = await import('./storage/idb-vanishing.ts');
      return new IdbVanishing(database, vault);
    },
    transfers: new IdbTransfers(database, vault),
    settings: new IdbSettings(database, vault),
    meetings: new IdbMeetings(database, vault),
    moveStorage: async () => (await import('./build-moving.ts')).buildMoving(database, vault),
    invites: new IdbInvites(database, vault),
    files,
    sources: new IdbSources(database, vault),
    sourceFiles: new PageSourceFiles(),
    sealPipeline: startSealPipeline(),
    clock: { nowMs: () => Date.now() },
    random: randomBytes,
    navigation: new HistoryNavigation<Screen>(HOME, isScreen),
    saver: new PageFileSaver(),
    player: () => (player ??= makePlayer()),
    persistence: { requestPersistence, storageReport },
    installation: pwa,
    notices: { askToNotify },
    connectionCheck,
    wakes,
    pageUrl: cardUrl(),
  };
}

/** What this page has opened so far; null until storage is. */
let opened: Opened | null = null;
let lock: Promise<Lock> | null = null;

/** Comes with a passphrase, or when somebody looks at the settings. */
async function makeLock(): Promise<Lock> {
  if (opened === null) throw new MessengerError('storage-unavailable');
  return (await import('./build-lock.ts')).buildLock(store, opened, tabs);
}

/** Null until the app is open. */
let backupParts: BackupParts | null = null;
let backup: Promise<BackupActions> | null = null;

/** Comes when somebody saves a backup or has one. */
async function makeBackup(): Promise<BackupActions> {
  if (backupParts === null) throw new MessengerError('storage-unavailable');
  return (await import('./build-backup.ts')).buildBackup(backupParts);
}

/** The vault key, once whoever is there may have it. @returns null when another tab took over meanwhile */
async function vaultKey(database: Database, lost: AbortSignal): Promise<Uint8Array | null> {
  const kept = await loadOrCreateVaultKey(database, randomBytes);
  if (!kept.wrapped) return kept.bytes;
  setDevice({ passphrase: true });
  lock ??= makeLock();
  const gone = new Promise<null>((resolve) => {
    lost.addEventListener('abort', () => resolve(null));
  });
  const key = await Promise.race([(await lock).untilOpened(), gone]);
  setPhase(key === null ? PHASES.elsewhere : PHASES.starting);
  if (key === null) database.close();
  return key;
}

/** Opens storage and starts the app. @returns null when it did not start; the phase says why */
async function open(lost: AbortSignal): Promise<LiveMessenger | null> {
  const database = await openDatabase({
    onLost: (code) => setPhase({ status: 'failed', code }),
  });
  opened = { database, files: null, app: null };
  const key = await vaultKey(database, lost);
  if (key === null) return null;
  const vault = new SecretboxVault(key, randomBytes);
  const files = await openFileStore(database, vault, {
    spawn: () => new Worker(new URL('./files.worker.ts', import.meta.url), { type: 'module' }),
    opener: openPiece,
    mayCopyToDisk: () => !store.get().device.passphrase,
  });
  opened.files = files;
  const ports = makePorts(database, vault, files);
  const messenger = new LiveMessenger(store, ports);
  backupParts = { database, vault, ports, app: messenger };
  opened.app = messenger;
  shell.app = messenger;
  await messenger.start();
  if (store.get().phase.status === 'failed') return null;
  // What the first screen does not need comes once it stands; a failure is tried again when needed.
  void Promise.allSettled([
    loadAllScreens(),
    dialer.warm(),
    import('./app/line-keeper.ts'),
    import('./app/forgetting.ts'),
    import('./wire/card-text.ts'),
    import('./crypto/kk-handshake.ts'),
    listenForWakes(),
    watchFiles(),
  ]);
  return messenger;
}

async function listenForWakes(): Promise<void> {
  const page = await import('./page/wakes.ts');
  // Only some browsers have it, and TypeScript's list of what they have does not.
  const connection = 'connection' in navigator ? (navigator.connection as EventTarget) : undefined;
  page.listenForWakes(
    { window, document, connection },
    (why) => wakes.onWake?.(why),
    () => Date.now(),
  );
}

/** The page's life before, beside and after an open app. */
const PHASES = {
  starting: { status: 'starting' },
  elsewhere: { status: 'elsewhere', handedOver: false },
  'handed-over': { status: 'elsewhere', handedOver: true },
} as const;

const tabs = new Tabs({
  locks: 'locks' in navigator ? navigator.locks : undefined,
  channel: new BroadcastChannel(TABS_CHANNEL_NAME),
});

async function begin(): Promise<void> {
  const life = new PageLife({
    tabs,
    window,
    cardInAddress,
    clearCardInAddress,
    onLaunch: (take) => onLaunch(window.launchQueue, openedWith, take),
    open,
    show: (what) => setPhase(PHASES[what]),
    reload: () => location.reload(),
  });
  shell.takeOver = () => void life.takeOver().catch(fail);
  await life.begin();
}

function fail(error: unknown): void {
  // Lockdown mode takes storage away as well; that reason helps more than its consequence.
  const code = isLockedDown(browserFacts())
    ? 'line-webrtc-lockdown'
    : codeOf(error, 'storage-unavailable');
  setPhase({ status: 'failed', code });
}

const shell = document.createElement('app-shell');
shell.store = store;
shell.lock = () => (lock ??= makeLock());
shell.backup = () => (backup ??= makeBackup());
shell.invited = () => cardInAddress() !== null;
document.body.append(shell);
begin().catch(fail);
void pwa.start();
