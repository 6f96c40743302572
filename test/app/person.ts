/** A whole Twocan in Node: real app, crypto and storage over the in-memory network and fake-indexeddb. */
import 'fake-indexeddb/auto';
// Fetched beforehand, as main.ts does.
import '../../src/crypto/kk-handshake.ts';
import { expect, vi, type Mock } from 'vitest';
import { initialState } from '../../src/app/initial-state.ts';
import { LiveMessenger } from '../../src/app/live-messenger.ts';
import type { Ports, Wakes } from '../../src/app/ports.ts';
import type { AppState, Friend, Item, ShownCard, Transfer } from '../../src/app/state.ts';
import { Store } from '../../src/app/store.ts';
import { randomBytes } from '../../src/crypto/random.ts';
import { SecretboxVault } from '../../src/crypto/vault.ts';
import { checkConnection, testServer } from '../../src/peer/connection-check.ts';
import type { MemoryDialerOptions, MemoryNetwork } from '../../src/peer/memory-dialer.ts';
import { openDatabase, type Database } from '../../src/storage/database.ts';
import { IdbFileStore } from '../../src/storage/idb-file-store.ts';
import { IdbFriends } from '../../src/storage/idb-friends.ts';
import { IdbInvites } from '../../src/storage/idb-invites.ts';
import { IdbLog } from '../../src/storage/idb-log.ts';
import { IdbMeetings } from '../../src/storage/idb-meetings.ts';
import { IdbMove } from '../../src/storage/idb-move.ts';
import { IdbSettings } from '../../src/storage/idb-settings.ts';
import { IdbSources } from '../../src/storage/idb-sources.ts';
import { IdbTransfers } from '../../src/storage/idb-transfers.ts';
import { IdbVanishing } from '../../src/storage/idb-vanishing.ts';
import { importAll } from '../../src/storage/importing.ts';
import { loadOrCreateVaultKey } from '../../src/storage/vault-key.ts';
import { openPiece, sealHere } from '../../src/transfer/pipeline.ts';
import { concat } from '../../src/wire/bytes.ts';
import { MemoryDisk } from './memory-disk.ts';

/** Long enough for a loaded machine; everything here is done within milliseconds. */
const PATIENCE_MS = 5_000;

/** Names the databases of all people apart. */
let people = 0;

export class Person {
  readonly saved = new Map<string, Uint8Array>();
  /** The files of their disk, as far as the browser may open them again. */
  readonly disk = new MemoryDisk();
  /** Comes back when told. */
  readonly wakes: Wakes = { onWake: null };
  readonly databaseName: string;
  store!: Store<AppState>;
  app!: LiveMessenger;

  #meetings: IdbMeetings | null = null;
  /** Of the page that is open. */
  #database: Database | null = null;
  /** What a received piece waits for before it is stored. */
  storing: (piece: number) => Promise<void> = () => Promise.resolve();
  /** What the browser says of their disk. */
  room: { usageBytes: number | null; quotaBytes: number | null } = {
    usageBytes: null,
    quotaBytes: null,
  };
  /** How what came from another device is taken in. */
  importing: (work: () => Promise<void>) => Promise<void> = (work) => work();
  /** The page begins anew. */
  readonly restart: Mock<() => void> = vi.fn();
  /** How much later it is for them than it is. */
  laterMs = 0;

  private constructor(
    readonly network: MemoryNetwork,
    readonly name: string,
    /** What their browser and network are like. */
    readonly browser: MemoryDialerOptions,
  ) {
    people += 1;
    this.databaseName = `${name}-${people}`;
  }

  /** A person at the first start. */
  static async arrive(
    network: MemoryNetwork,
    name: string,
    browser: MemoryDialerOptions = {},
  ): Promise<Person> {
    const person = new Person(network, name, browser);
    await person.open();
    return person;
  }

  /** A person past the first start. */
  static async start(
    network: MemoryNetwork,
    name: string,
    browser: MemoryDialerOptions = {},
  ): Promise<Person> {
    const person = await Person.arrive(network, name, browser);
    await person.app.welcome(name);
    return person;
  }

  /** Opens the page anew over the same storage. */
  async open(): Promise<void> {
    this.store = new Store(initialState('test'));
    this.app = new LiveMessenger(this.store, await this.#ports());
    await this.app.start();
  }

  /** Closes the page as a person does. */
  close(): void {
    this.app.leave();
    // What the page was writing it writes no more.
    this.#database?.close();
  }

  nowMs(): number {
    return Date.now() + this.laterMs;
  }

  get state(): AppState {
    return this.store.get();
  }

  get friend(): Friend {
    const [friend] = this.state.friends.values();
    if (friend === undefined) throw new Error(`${this.name} has no friend`);
    return friend;
  }

  get items(): readonly Item[] {
    return this.state.conversations.get(this.friend.id)?.items ?? [];
  }

  get texts(): string[] {
    return this.items.map((item) => (item.kind === 'text' ? item.text : item.kind));
  }

  get transfer(): Transfer {
    const transfer = [...this.state.transfers.values()].at(-1);
    if (transfer === undefined) throw new Error(`${this.name} has no file`);
    return transfer;
  }

  get shown(): ShownCard {
    const { step } = this.state.pairing;
    if (step.status !== 'inviting' && step.status !== 'replying') {
      throw new Error(`${this.name} shows no card but ${step.status}`);
    }
    return step.card;
  }

  /** The link of the card that is shown. */
  get card(): string {
    return this.shown.link;
  }

  /** Waits until my certificate of that number is confirmed and theirs is here. */
  async untilCertified(number = 1): Promise<void> {
    await vi.waitFor(async () => {
      const record = await this.#meetings?.get(this.friend.id);
      expect(record?.mine.at(-1)).toMatchObject({ number, acked: true });
      expect(record?.theirs.length).toBeGreaterThan(0);
    });
  }

  /** Waits until the state is so. */
  async until(what: string, holds: (state: AppState) => boolean): Promise<void> {
    if (holds(this.state)) return;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`${this.name} never saw: ${what}`)),
        PATIENCE_MS,
      );
      const end = this.store.subscribe((state) => {
        if (!holds(state)) return;
        clearTimeout(timer);
        end();
        resolve();
      });
    });
  }

  untilLine(line: Friend['line']): Promise<void> {
    return this.until(`line ${line}`, ({ friends }) =>
      [...friends.values()].some((friend) => friend.line === line),
    );
  }

  async #ports(): Promise<Ports> {
    const database = await openDatabase({ name: this.databaseName });
    this.#database = database;
    const vault = new SecretboxVault(
      (await loadOrCreateVaultKey(database, randomBytes)).bytes,
      randomBytes,
    );
    this.#meetings = new IdbMeetings(database, vault);
    return {
      dialer: this.network.dialer({ ...this.browser, nowMs: () => this.nowMs() }),
      friends: new IdbFriends(database, vault),
      logs: new IdbLog(database, vault),
      vanishing: () => Promise.resolve(new IdbVanishing(database, vault)),
      transfers: new IdbTransfers(database, vault),
      settings: new IdbSettings(database, vault),
      meetings: this.#meetings,
      moveStorage: () =>
        Promise.resolve({
          moves: new IdbMove(database, vault),
          importAll: (from) => this.importing(() => importAll(database, vault, from)),
          restart: () => this.restart(),
        }),
      invites: new IdbInvites(database, vault),
      files: new IdbFileStore(database, vault, async (coming) => {
        await this.storing(coming.piece);
        return openPiece(coming);
      }),
      sources: new IdbSources(database, vault),
      sourceFiles: this.disk,
      sealPipeline: sealHere,
      clock: { nowMs: () => this.nowMs() },
      random: randomBytes,
      navigation: {
        onScreen: null,
        current: () => ({ name: 'friends' }),
        push: () => undefined,
        replace: () => undefined,
        back: () => undefined,
      },
      saver: {
        save: async (name, source) => {
          this.saved.set(name, new Uint8Array(await new Response(source.stream()).arrayBuffer()));
          return true;
        },
        saveFolder: async (folder) => {
          for (const entry of await folder.entries()) {
            const parts: Uint8Array[] = [];
            for await (const part of entry.bytes()) parts.push(part);
            this.saved.set([folder.name, ...entry.path].join('/'), concat(...parts));
          }
          return true;
        },
      },
      player: () => Promise.resolve({ open: () => null }),
      persistence: {
        requestPersistence: () => Promise.resolve(true),
        storageReport: () => Promise.resolve({ persisted: true, ...this.room }),
      },
      notices: { askToNotify: () => Promise.resolve() },
      installation: {
        install: () => Promise.resolve(),
        installUpdate: () => Promise.resolve(true),
        checkFiles: () => Promise.resolve(null),
      },
      connectionCheck: { checkConnection, testServer },
      wakes: this.wakes,
      pageUrl: 'https://twocan.example/',
    };
  }
}

/** Cards carried by hand: `a` invites (a friend to meet again, or anyone), `b` answers. */
export async function meet(a: Person, b: Person, friendId: string | null = null): Promise<void> {
  await a.app.invite(friendId);
  const { kind } = a.shown;
  await b.app.takeCard(a.card, 'camera');
  if (kind !== 'code') await a.app.takeCard(b.card, 'camera');
  await Promise.all([a.untilLine('open'), b.untilLine('open')]);
  // The line may be open a moment before the screen says so.
  await a.until('connected', ({ pairing }) => pairing.step.status === 'connected');
}

/** The invite that stands on the screen. */
export function inviteId(person: Person): string {
  const { step: now } = person.state.pairing;
  if (now.status !== 'inviting') throw new Error(`${person.name} shows no invite`);
  return now.inviteId;
}

/** Shows an invite that is given away under a label. @returns its link */
export async function giveTo(person: Person, label: string): Promise<string> {
  await person.app.invite(null);
  const id = inviteId(person);
  person.app.labelInvite(id, label);
  person.app.giveInvite(id);
  return person.card;
}
