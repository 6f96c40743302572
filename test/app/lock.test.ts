import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { initialState } from '../../src/app/initial-state.ts';
import { Lock, type LockPorts } from '../../src/app/lock.ts';
import { firstSettings } from '../../src/app/settings.ts';
import type { AppState } from '../../src/app/state.ts';
import { Store } from '../../src/app/store.ts';
import type { DeriveKey } from '../../src/crypto/passphrase-key.ts';
import { randomBytes } from '../../src/crypto/random.ts';
import { openDatabase, type Database } from '../../src/storage/database.ts';
import { loadOrCreateVaultKey, replaceVaultKey } from '../../src/storage/vault-key.ts';
import { concat, utf8Encode } from '../../src/wire/bytes.ts';

const COST = { memoryKib: 19_456, passes: 2 };
const PASSPHRASE = 'a kettle on a string';
const OTHER = 'another kettle, another string';

/** Argon2id's place: as true to its input, without the second. */
const derive: DeriveKey = async (passphrase, salt, cost) => {
  const bytes = new Uint8Array(concat(utf8Encode(passphrase), salt));
  return { key: new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)), cost: cost ?? COST };
};

let databases = 0;
let database: Database;
let name: string;
let ports: { -readonly [Name in keyof LockPorts]: LockPorts[Name] };
let lock: Lock;
let store: Store<AppState>;

/** A fresh page over the same storage. */
async function page(): Promise<void> {
  database = await openDatabase({ name });
  store = new Store<AppState>(initialState('test'));
  ports = {
    load: () => loadOrCreateVaultKey(database, randomBytes),
    replace: (before, after) => replaceVaultKey(database, before, after),
    derive,
    // lock-device.test.ts has some.
    passkeys: {
      available: () => Promise.resolve(false),
      create: () => Promise.resolve('missing'),
      secret: () => Promise.resolve(null),
    },
    random: randomBytes,
    dropCopies: vi.fn(() => Promise.resolve()),
    watchIdle: vi.fn(),
    tellTabs: vi.fn(),
    restart: vi.fn(),
    erase: vi.fn(() => Promise.resolve()),
  };
  lock = new Lock(store, ports);
  const { wrapped } = await ports.load();
  const settings = firstSettings('Ada', 'Ada');
  store.update((now) => ({
    ...now,
    settings,
    phase: { status: 'ready' },
    device: { ...now.device, passphrase: wrapped },
  }));
}

beforeEach(async () => {
  databases += 1;
  name = `lock-${databases}`;
  await page();
});

const key = async (): Promise<Uint8Array> =>
  (await loadOrCreateVaultKey(database, randomBytes)).bytes;
const phase = (): string => store.get().phase.status;

/** Which passphrases open what is kept; `none`: it is open to all. */
async function opens(): Promise<string[]> {
  if (!(await ports.load()).wrapped) return ['none'];
  const tried = await Promise.all(
    [PASSPHRASE, OTHER].map(async (each) => ((await lock.unlock(each)) === null ? each : null)),
  );
  return tried.filter((each) => each !== null);
}

describe('a passphrase', () => {
  it('opens after a restart what the bare key opened, and nothing else does', async () => {
    const bare = await key();
    expect(await lock.setPassphrase('', PASSPHRASE)).toBeNull();
    expect(store.get().device.passphrase).toBe(true);
    await page();
    const opened = lock.untilOpened();
    expect(phase()).toBe('locked');
    expect(await lock.unlock(OTHER)).toBe('passphrase-wrong');
    expect(phase()).toBe('locked');
    expect(await lock.unlock(PASSPHRASE)).toBeNull();
    expect(await opened).toEqual(bare);
  });

  it('stands nowhere, and neither does the bare key', async () => {
    const bare = await key();
    await lock.setPassphrase('', PASSPHRASE);
    const kept = Buffer.from(await key());
    expect(kept.includes(Buffer.from(bare))).toBe(false);
    expect(kept.includes(PASSPHRASE)).toBe(false);
  });

  it('that would keep nobody out is not taken', async () => {
    expect(await lock.setPassphrase('', '1234567')).toBe('passphrase-short');
    expect(await opens()).toEqual(['none']);
  });

  it('is changed by whoever knows it, and the old one opens nothing any more', async () => {
    await lock.setPassphrase('', PASSPHRASE);
    expect(await lock.setPassphrase(OTHER, OTHER)).toBe('passphrase-wrong');
    expect(await opens()).toEqual([PASSPHRASE]);
    expect(await lock.setPassphrase(PASSPHRASE, OTHER)).toBeNull();
    expect(await opens()).toEqual([OTHER]);
  });

  it('is removed by whoever knows it, and leaves the key as it was', async () => {
    const bare = await key();
    await lock.setPassphrase('', PASSPHRASE);
    expect(await lock.removePassphrase(OTHER)).toBe('passphrase-wrong');
    expect(await lock.removePassphrase(PASSPHRASE)).toBeNull();
    expect(store.get().device.passphrase).toBe(false);
    expect(await key()).toEqual(bare);
  });

  it('is no sooner set than opened copies of files are gone', async () => {
    let wrappedThen: boolean | null = null;
    let copiesThen: boolean | null = null;
    ports.dropCopies = async () => {
      wrappedThen = (await ports.load()).wrapped;
      copiesThen = !store.get().device.passphrase;
    };
    await lock.setPassphrase('', PASSPHRASE);
    expect(wrappedThen).toBe(false);
    expect(copiesThen).toBe(false);
  });

  it('set by two pages at once is that of one of them', async () => {
    const [one, other] = await Promise.all([
      lock.setPassphrase('', PASSPHRASE),
      lock.setPassphrase('', OTHER),
    ]);
    expect([one, other].toSorted()).toEqual([null, 'open-elsewhere'].toSorted());
    expect(await opens()).toEqual([one === null ? PASSPHRASE : OTHER]);
  });
});

/** The steps at which a page can die while the passphrase is set, changed or removed. */
const STEPS = ['load', 'derive', 'dropCopies', 'replace', 'committed'] as const;

describe('a crash', () => {
  it.each(
    STEPS.flatMap(
      (step) =>
        [
          [step, 'set'],
          [step, 'changed'],
          [step, 'removed'],
        ] as const,
    ),
  )(
    'at %s, while it is %s, leaves the old or the new way and never neither',
    async (step, what) => {
      const bare = await key();
      if (what !== 'set') await lock.setPassphrase('', PASSPHRASE);
      const replace = ports.replace;
      // A page that died never goes on.
      const dead = (): Promise<never> => Promise.reject(new RangeError('crash'));
      if (step === 'committed') ports.replace = (...ways) => replace(...ways).then(dead);
      else ports[step] = dead;
      const act = {
        set: () => lock.setPassphrase('', OTHER),
        changed: () => lock.setPassphrase(PASSPHRASE, OTHER),
        removed: () => lock.removePassphrase(PASSPHRASE),
      }[what];
      await act();
      database.close();
      await page();
      const before = { set: 'none', changed: PASSPHRASE, removed: PASSPHRASE }[what];
      const after = { set: OTHER, changed: OTHER, removed: 'none' }[what];
      // Removing makes no copies, so nothing dies there.
      const through = step === 'committed' || (step === 'dropCopies' && what === 'removed');
      expect(await opens()).toEqual([through ? after : before]);
      const opened = lock.untilOpened();
      const passphrase = through ? after : before;
      if (passphrase === 'none') expect(await key()).toEqual(bare);
      else {
        await lock.unlock(passphrase);
        expect(await opened).toEqual(bare);
      }
    },
  );
});

describe('locking', () => {
  it('begins a fresh page, which has no key, and has other tabs forget', async () => {
    await lock.setPassphrase('', PASSPHRASE);
    lock.lockNow();
    expect(ports.restart).toHaveBeenCalledOnce();
    expect(ports.tellTabs).toHaveBeenCalledOnce();
  });

  it('with lines kept goes on in this page behind the lock screen, until the passphrase comes', async () => {
    await lock.setPassphrase('', PASSPHRASE);
    store.update((now) => ({
      ...now,
      settings: { ...firstSettings('Ada', 'Ada'), linesWhileLocked: true },
    }));
    lock.lockNow();
    expect(phase()).toBe('locked');
    expect(ports.restart).not.toHaveBeenCalled();
    expect(ports.tellTabs).toHaveBeenCalledOnce();
    expect(await lock.unlock(OTHER)).toBe('passphrase-wrong');
    expect(phase()).toBe('locked');
    expect(await lock.unlock(PASSPHRASE)).toBeNull();
    expect(phase()).toBe('ready');
  });

  it('does nothing without a passphrase', () => {
    lock.lockNow();
    expect(phase()).toBe('ready');
    expect(ports.restart).not.toHaveBeenCalled();
  });

  it('comes by itself after a quarter of an hour, or as chosen, or never', async () => {
    const limits = (): unknown => vi.mocked(ports.watchIdle).mock.lastCall?.[0];
    expect(limits()).toBeNull();
    await lock.setPassphrase('', PASSPHRASE);
    expect(limits()).toBe(15 * 60_000);
    const choose = (lockAfterMinutes: number): void =>
      store.update((now) => ({
        ...now,
        settings: { ...firstSettings('Ada', 'Ada'), lockAfterMinutes },
      }));
    choose(1);
    expect(limits()).toBe(60_000);
    choose(0);
    expect(limits()).toBeNull();
  });
});
