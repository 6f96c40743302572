/** A Messenger without an engine: it walks between screens and answers as a calm device would. */
import type { FileActions } from '../../../src/app/file-actions.ts';
import type { ForgettingActions } from '../../../src/app/forgetting.ts';
import type { Messenger } from '../../../src/app/messenger.ts';
import type { MoveActions } from '../../../src/app/move-actions.ts';
import type { ConnectionReport, LinkPath, ServerReport } from '../../../src/app/network.ts';
import type { ServerRecord } from '../../../src/app/servers.ts';
import type {
  AppState,
  Device,
  FileId,
  FilesReport,
  Friend,
  FriendId,
  Introduction,
  Item,
  Quiet,
  Screen,
  SettingsRecord,
  TrustRecord,
} from '../../../src/app/state.ts';
import type { ErrorCode } from '../../../src/errors.ts';
import type { TrustActions } from '../../../src/app/trust.ts';
import type { Store } from '../../../src/app/store.ts';
import { fakeForgetting } from './fake-forgetting.ts';
import { fakeMoving } from './fake-moving.ts';
import { VERSIONS } from './update-states.ts';

const NAMES = ['Merry Otter', 'Quiet Harbour', 'Sunny Kettle', 'Brave Teaspoon'];

export class FakeMessenger implements Messenger {
  #named = 0;
  readonly moving = (): Promise<MoveActions> => Promise.resolve(fakeMoving(this.store));

  constructor(readonly store: Store<AppState>) {}

  welcome(name: string): Promise<void> {
    const settings: SettingsRecord = {
      name,
      theme: 'system',
      autoAcceptImages: true,
      servers: [],
      relayOnly: false,
    };
    this.store.update((state) => ({ ...state, settings, phase: { status: 'ready' } }));
    return Promise.resolve();
  }

  proposeName(): string {
    return NAMES[this.#named++ % NAMES.length] ?? '';
  }

  show(screen: Screen): void {
    this.store.update((state) => ({ ...state, screen }));
  }

  back(): void {
    this.show({ name: 'friends' });
  }

  saveFile(fileId: FileId): Promise<ErrorCode | null> {
    return Promise.resolve(fileId === 'unsavable' ? 'file-save-failed' : null);
  }

  /** A landscape for every picture. */
  preview(): Promise<Blob | null> {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [1200, 800];
    const pen = canvas.getContext('2d');
    if (pen === null) return Promise.resolve(null);
    const bands = ['#bcd7e6', '#f2c9a1', '#7f9c86', '#47685c', '#2c4a48'];
    for (const [index, colour] of bands.entries()) {
      pen.fillStyle = colour;
      pen.fillRect(0, index * 160, 1200, 800);
    }
    return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg'));
  }

  sendText(friendId: FriendId, text: string): Promise<ErrorCode | null> {
    if (text.length > 300) return Promise.resolve('text-too-long');
    const atMs = Date.now();
    this.store.update((state) => {
      const conversation = state.conversations.get(friendId);
      const friend = state.friends.get(friendId);
      if (conversation === undefined || friend === undefined) return state;
      const position = conversation.items.length + 1;
      const item: Item = {
        kind: 'text',
        seq: position,
        position,
        author: 'me',
        atMs,
        delivery: 'sent',
        text,
      };
      const last: Friend['last'] = { author: 'me', atMs, kind: 'text', text };
      return {
        ...state,
        friends: new Map(state.friends).set(friendId, { ...friend, last }),
        conversations: new Map(state.conversations).set(friendId, {
          ...conversation,
          items: [...conversation.items, item],
        }),
      };
    });
    return Promise.resolve(null);
  }

  updateSettings(change: Partial<SettingsRecord>): Promise<ErrorCode | null> {
    this.store.update((state) =>
      state.settings === null ? state : { ...state, settings: { ...state.settings, ...change } },
    );
    return Promise.resolve(null);
  }

  requestPersistence(): Promise<void> {
    return this.#device({ persisted: true });
  }

  install(): Promise<void> {
    return this.#device({ canInstall: false });
  }

  askToNotify(): Promise<void> {
    return this.#device({ notifications: 'granted' });
  }

  async installUpdate(): Promise<boolean> {
    await this.#device({ update: null });
    return false;
  }

  checkFiles(): Promise<FilesReport | null> {
    return Promise.resolve({ ...VERSIONS.kept, files: 61, altered: [] });
  }

  forgetting(): Promise<ForgettingActions> {
    return Promise.resolve(fakeForgetting(this.store));
  }

  /** Numbers that are as long as real ones. */
  trust(): Promise<TrustActions> {
    const set = (id: FriendId, change: Partial<TrustRecord>): Promise<null> => {
      this.store.update((state) => {
        const friend = state.friends.get(id);
        if (friend === undefined) return state;
        const trust = { verified: null, claims: null, apartFrom: [], movedTo: null };
        const changed = { ...friend, trust: { ...trust, ...friend.trust, ...change } };
        return { ...state, friends: new Map(state.friends).set(id, changed) };
      });
      return Promise.resolve(null);
    };
    return Promise.resolve({
      safety: (id) => ({
        number: Array.from({ length: 12 }, (_, n) =>
          String((id.charCodeAt(0) * 7_919 * (n + 1)) % 100_000).padStart(5, '0'),
        ),
        code: [{ mode: 'alphanumeric', text: `TWOCAN:SAFETY:${'8Q2K7Z$X0V1B/7'.repeat(7)}` }],
      }),
      scan: () => Promise.resolve('mismatch'),
      compared: (id, same) => set(id, { verified: same ? 'compared' : null }),
      decide: (id) => set(id, { claims: null }),
    });
  }

  hangUp(friendId: FriendId): void {
    this.store.update((state) => {
      const friend = state.friends.get(friendId);
      if (friend === undefined) return state;
      return {
        ...state,
        friends: new Map(state.friends).set(friendId, { ...friend, line: 'away' }),
      };
    });
  }

  setQuiet(friendId: FriendId, quiet: Quiet): Promise<ErrorCode | null> {
    this.store.update((state) => {
      const friend = state.friends.get(friendId);
      if (friend === undefined) return state;
      const friends = new Map(state.friends).set(friendId, { ...friend, quiet, line: 'away' });
      return { ...state, friends };
    });
    return Promise.resolve(null);
  }

  removeFriend(friendId: FriendId): Promise<ErrorCode | null> {
    this.store.update((state) => {
      const friends = new Map(state.friends);
      friends.delete(friendId);
      return { ...state, friends, screen: { name: 'friends' } };
    });
    return Promise.resolve(null);
  }

  /** One friend is next door, all others are far. */
  linePath(friendId: FriendId): Promise<LinkPath | null> {
    const [first] = this.store.get().friends.keys();
    return Promise.resolve(
      friendId === first
        ? { kind: 'same-network', family: 'ipv4', relayHost: null }
        : { kind: 'relay', family: 'ipv6', relayHost: 'relay.example.org' },
    );
  }

  checkConnection(): Promise<ConnectionReport> {
    const seen = { addresses: 'hidden', ipv4: null, ipv6: null } as const;
    return Promise.resolve({ webRtc: null, loopback: true, ...seen });
  }

  testServer({ url }: ServerRecord): Promise<ServerReport> {
    const nothing = { reflexive: null, relay: null, failure: null };
    if (url.startsWith('turn')) return Promise.resolve({ ...nothing, failure: 'refused' });
    return Promise.resolve({ ...nothing, reflexive: '203.0.113.9' });
  }

  introduce(x: FriendId, y: FriendId): null {
    const id = `${x} ${y}`;
    this.#introductions((all) => [
      ...all,
      { id, role: 'introducer', friendIds: [x, y], status: 'asking' },
    ]);
    return null;
  }

  answerIntroduction(id: string, agree: boolean): void {
    if (!agree) this.dismissIntroduction(id);
    this.#introductions((all) =>
      all.map((one) =>
        one.id === id && one.role === 'introduced' ? { ...one, status: 'agreed' } : one,
      ),
    );
  }

  dismissIntroduction(id: string): void {
    this.#introductions((all) => all.filter((one) => one.id !== id));
  }

  allowFinding(friendId: FriendId, iAllowFinding: boolean): Promise<null> {
    this.store.update((state) => {
      const friend = state.friends.get(friendId);
      if (friend === undefined) return state;
      const friends = new Map(state.friends).set(friendId, { ...friend, iAllowFinding });
      return { ...state, friends };
    });
    return Promise.resolve(null);
  }

  // What needs another browser has no effect here.
  obstacle = (): Promise<null> => Promise.resolve(null);
  invite = (): Promise<void> => Promise.resolve();
  inviteAnother = (): Promise<void> => Promise.resolve();
  showInvite = (): void => undefined;
  labelInvite = (): void => undefined;
  giveInvite = (): void => undefined;
  giveReply = (): void => undefined;
  cancelInvite = (): void => undefined;
  restartPairing = (): Promise<void> => Promise.resolve();
  cancelPairing = (): void => undefined;
  takeCard = (): Promise<void> => Promise.resolve();
  reportPairingError = (): void => undefined;
  loadEarlier = (): Promise<void> => Promise.resolve();
  markRead = (): Promise<void> => Promise.resolve();
  offerFiles = (): Promise<ErrorCode | null> => Promise.resolve(null);
  acceptFile = (): Promise<ErrorCode | null> => Promise.resolve(null);
  declineFile = (): Promise<ErrorCode | null> => Promise.resolve(null);
  cancelFile = (): Promise<ErrorCode | null> => Promise.resolve(null);
  readonly files: FileActions = {
    canPick: false,
    pick: () => Promise.resolve([]),
    offer: () => Promise.resolve(null),
    accept: () => Promise.resolve(null),
    takeUpTo: () => Promise.resolve(null),
    decline: () => Promise.resolve(null),
    cancel: () => Promise.resolve(null),
    pause: () => Promise.resolve(null),
    resume: () => Promise.resolve(null),
    next: () => null,
    goOn: () => Promise.resolve(null),
    provide: () => Promise.resolve(null),
    sendAnew: () => Promise.resolve(null),
    save: (fileId) => this.saveFile(fileId),
    preview: () => this.preview(),
    offerFolder: () => Promise.resolve(null),
    provideFolder: () => Promise.resolve(null),
    look: () =>
      Promise.resolve({ kind: 'text', text: 'rope, lamp, tea\n'.repeat(80), isWhole: false }),
    clearEnded: () => undefined,
  };

  #introductions(change: (all: readonly Introduction[]) => readonly Introduction[]): void {
    this.store.update((state) => ({ ...state, introductions: change(state.introductions) }));
  }

  #device(change: Partial<Device>): Promise<void> {
    this.store.update((state) => ({ ...state, device: { ...state.device, ...change } }));
    return Promise.resolve();
  }
}
