/** A passkey of this device beside the passphrase: it opens the same key, and nothing is ever half done. */
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { initialState } from '../../src/app/initial-state.ts';
import { Lock, type DevicePasskeys, type LockPorts } from '../../src/app/lock.ts';
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

async function hash(...parts: readonly Uint8Array[]): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', concat(...parts)));
}

/** Argon2id's place: as true to its input, without the second. */
const derive: DeriveKey = async (passphrase, salt, cost) => ({
  key: await hash(utf8Encode(passphrase), salt),
  cost: cost ?? COST,
});

/** A device whose passkeys make secrets of a key of their own; the owner may say no. */
class Device implements DevicePasskeys {
  says: 'yes' | 'refused' | 'missing' = 'yes';
  made = 0;
  readonly #keys = new Map<string, Uint8Array>();

  available(): Promise<boolean> {
    return Promise.resolve(this.says !== 'missing');
  }

  async create(
    salt: Uint8Array,
  ): Promise<{ id: Uint8Array; secret: Uint8Array } | 'refused' | 'missing'> {
    if (this.says !== 'yes') return this.says;
    this.made += 1;
    const [id, key] = [randomBytes(16), randomBytes(32)];
    this.#keys.set(String(id), key);
    return { id, secret: await hash(key, salt) };
  }

  async secret(id: Uint8Array, salt: Uint8Array): Promise<Uint8Array | null> {
    const key = this.#keys.get(String(id));
    return this.says !== 'yes' || key === undefined ? null : hash(key, salt);
  }

  /** As somebody does who tidies up their passkeys. */
  forget(): void {
    this.#keys.clear();
  }
}

let databases = 0;
let database: Database;
let name: string;
let device: Device;
let ports: { -readonly [Name in keyof LockPorts]: LockPorts[Name] };
let lock: Lock;
let bare: Uint8Array;

/** A fresh page over the same storage and on the same device. */
async function page(): Promise<void> {
  database = await openDatabase({ name });
  const store = new Store<AppState>(initialState('test'));
  ports = {
    load: () => loadOrCreateVaultKey(database, randomBytes),
    replace: (before, after) => replaceVaultKey(database, before, after),
    derive,
    passkeys: device,
    random: randomBytes,
    dropCopies: () => Promise.resolve(),
    watchIdle: () => undefined,
    tellTabs: () => undefined,
    restart: () => undefined,
    erase: () => Promise.resolve(),
  };
  lock = new Lock(store, ports);
}

beforeEach(async () => {
  databases += 1;
  name = `lock-device-${databases}`;
  device = new Device();
  await page();
  bare = (await ports.load()).bytes;
  expect(await lock.setPassphrase('', PASSPHRASE)).toBeNull();
});

/** What opens what is kept, each with the very key that sealed it; `bare`: it is open to all. */
async function opens(): Promise<string[]> {
  const kept = await ports.load();
  if (!kept.wrapped) return ['bare'];
  const ways: [string, () => Promise<string | null>][] = [
    ['device', () => lock.unlockWithDevice()],
    ['passphrase', () => lock.unlock(PASSPHRASE)],
    ['other', () => lock.unlock(OTHER)],
  ];
  const found: string[] = [];
  for (const [way, open] of ways) {
    const opened = lock.untilOpened();
    if ((await open()) !== null) continue;
    expect(await opened).toEqual(bare);
    found.push(way);
  }
  return found;
}

describe('this device', () => {
  it('opens after a restart what the passphrase opens, once it was let to', async () => {
    expect(await lock.deviceUnlock()).toBe('off');
    expect(await opens()).toEqual(['passphrase']);
    expect(await lock.addDevice(PASSPHRASE)).toBeNull();
    await page();
    expect(await lock.deviceUnlock()).toBe('on');
    expect(await opens()).toEqual(['device', 'passphrase']);
  });

  it('is let in by whoever knows the passphrase, and asked for nothing before', async () => {
    expect(await lock.addDevice(OTHER)).toBe('passphrase-wrong');
    expect(device.made).toBe(0);
    expect(await opens()).toEqual(['passphrase']);
  });

  it.each(['refused', 'missing'] as const)('that says %s changes nothing', async (says) => {
    device.says = says;
    expect(await lock.addDevice(PASSPHRASE)).toBe(`device-${says}`);
    expect(await opens()).toEqual(['passphrase']);
  });

  it('that refuses, or has lost its passkey, leaves the passphrase', async () => {
    await lock.addDevice(PASSPHRASE);
    device.says = 'refused';
    expect(await lock.unlockWithDevice()).toBe('device-refused');
    expect(await opens()).toEqual(['passphrase']);
    device.says = 'yes';
    device.forget();
    expect(await opens()).toEqual(['passphrase']);
  });

  it('is not offered where it cannot, nor without a passphrase', async () => {
    device.says = 'missing';
    expect(await lock.deviceUnlock()).toBe('missing');
    device.says = 'yes';
    await lock.removePassphrase(PASSPHRASE);
    expect(await lock.addDevice('')).toBe('device-missing');
    expect(await opens()).toEqual(['bare']);
  });

  it('goes on opening when the passphrase is changed, and not when it is removed', async () => {
    await lock.addDevice(PASSPHRASE);
    expect(await lock.setPassphrase(PASSPHRASE, OTHER)).toBeNull();
    expect(await opens()).toEqual(['device', 'other']);
    expect(await lock.removePassphrase(OTHER)).toBeNull();
    expect(await opens()).toEqual(['bare']);
    await lock.setPassphrase('', PASSPHRASE);
    expect(await opens()).toEqual(['passphrase']);
  });

  it('opens nothing any more once it is turned off', async () => {
    await lock.addDevice(PASSPHRASE);
    expect(await lock.removeDevice()).toBeNull();
    expect(await lock.deviceUnlock()).toBe('off');
    expect(await opens()).toEqual(['passphrase']);
    expect(await lock.unlockWithDevice()).toBe('device-refused');
    expect(await lock.removeDevice()).toBeNull();
  });

  it('let in twice opens by its last passkey alone', async () => {
    await lock.addDevice(PASSPHRASE);
    const first = (await ports.load()).device;
    await lock.addDevice(PASSPHRASE);
    expect((await ports.load()).device).not.toEqual(first);
    expect(await opens()).toEqual(['device', 'passphrase']);
  });

  it('whose record is damaged leaves the passphrase', async () => {
    await lock.addDevice(PASSPHRASE);
    const before = await ports.load();
    await ports.replace(before, { ...before, device: before.device?.slice(0, 40) ?? bare });
    expect(await lock.unlockWithDevice()).toBe('storage-corrupt');
    expect(await opens()).toEqual(['passphrase']);
  });
});

/** The steps at which a page can die. */
const STEPS = ['load', 'derive', 'create', 'replace', 'committed'] as const;
type Step = (typeof STEPS)[number];

/** What may be under way, through which steps it goes, and the ways in before and after. */
const ACTS: Record<
  string,
  { act: () => Promise<unknown>; steps: readonly Step[]; before: string[]; after: string[] }
> = {
  added: {
    act: () => lock.addDevice(PASSPHRASE),
    steps: ['load', 'derive', 'create', 'replace'],
    before: ['passphrase'],
    after: ['device', 'passphrase'],
  },
  'turned off': {
    act: () => lock.removeDevice(),
    steps: ['load', 'replace'],
    before: ['device', 'passphrase'],
    after: ['passphrase'],
  },
  'kept over a change': {
    act: () => lock.setPassphrase(PASSPHRASE, OTHER),
    steps: ['load', 'derive', 'replace'],
    before: ['device', 'passphrase'],
    after: ['device', 'other'],
  },
  'removed with the passphrase': {
    act: () => lock.removePassphrase(PASSPHRASE),
    steps: ['load', 'derive', 'replace'],
    before: ['device', 'passphrase'],
    after: ['bare'],
  },
};

describe('a crash', () => {
  it.each(
    STEPS.flatMap((step) => Object.entries(ACTS).map(([name, way]) => [step, name, way] as const)),
  )(
    'at %s, while this device is %s, leaves the old ways or the new ones',
    async (step, what, { act, steps, before, after }) => {
      if (what !== 'added') await lock.addDevice(PASSPHRASE);
      const { replace } = ports;
      // A page that died never goes on.
      const dead = (): Promise<never> => Promise.reject(new RangeError('crash'));
      if (step === 'committed') ports.replace = (...ways) => replace(...ways).then(dead);
      else if (step === 'create') device.create = dead;
      else ports[step] = dead;
      await act();
      database.close();
      await page();
      expect(await opens()).toEqual(steps.includes(step) ? before : after);
    },
  );
});
