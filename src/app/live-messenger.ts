/**
 * The Messenger over real storage and real lines: joins people, pairing, conversations and files,
 * each of which keeps its own part of the state.
 */
import { codeOf, type ErrorCode } from '../errors.ts';
import { MAX_NAME_BYTES } from '../wire/frame.ts';
import type { Quiet, SettingsRecord } from '../storage/repositories.ts';
import { Acquaintances } from './acquaintances.ts';
import type { FileActions } from './file-actions.ts';
import type { ForgettingActions } from './forgetting.ts';
import type { CardSource, Messenger } from './messenger.ts';
import { HOME } from './initial-state.ts';
import { lazyMoving, type LazyMoving } from './lazy-moving.ts';
import { lazyTrust } from './lazy-trust.ts';
import type { MoveActions } from './move-actions.ts';
import { cleanName, proposedName } from './names.ts';
import { outcomeOf } from './outcome.ts';
import type { Meeting } from './attempts.ts';
import type { ConnectionReport, LinkPath, ServerReport } from './network.ts';
import type { Ports } from './ports.ts';
import { toIceServer, type ServerRecord } from './servers.ts';
import { changedSettings, changesNetwork, firstSettings } from './settings.ts';
import type { AppState, FileId, FilesReport, FriendId, InviteId, Phase, Screen } from './state.ts';
import type { Store } from './store.ts';
import { Talk } from './talk.ts';

const FIRST_START: Phase = { status: 'welcome', invited: false };
const READY: Phase = { status: 'ready' };

export class LiveMessenger implements Messenger {
  readonly trust = lazyTrust(() => this.#talk.friends);
  readonly forgetting = (): Promise<ForgettingActions> => this.#talk.forgetting();
  readonly moving = (): Promise<MoveActions> => this.#moving.actions();
  readonly #talk: Talk;
  readonly #moving: LazyMoving;
  readonly #acquaintances: Acquaintances;

  constructor(
    readonly store: Store<AppState>,
    private readonly ports: Ports,
  ) {
    this.#talk = new Talk(store, ports, {
      lineOpened: (id) => {
        this.#moving.lineOpened(id);
        this.#acquaintances.lineOpened(id);
      },
      lineEnded: (id) => this.#acquaintances.lineEnded(id),
      onFrame: (from, frame) => {
        if (frame.type === 'move') this.#moving.onFrame(from, frame);
        else this.#acquaintances.onFrame(from, frame);
      },
    });
    const { friends } = this.#talk;
    this.#acquaintances = new Acquaintances(ports, {
      records: () => friends.records(),
      hasLine: (id) => this.#talk.friends.hasLine(id),
      tell: (id, frame) => friends.tell(id, frame),
      met: (meeting, shown) => this.#met(meeting, shown),
      visit: (friendId) => this.show({ name: 'conversation', friendId }),
      setFinding: (id, allowed) => friends.setFinding(id, allowed),
      set: (change) => this.#set(change),
    });
    this.#moving = lazyMoving(store, ports, this.#talk, this);
    ports.navigation.onScreen = (screen) => this.#goTo(this.#existing(screen));
  }

  /** Reads storage and opens the app, or asks for the name at the first start. */
  async start(): Promise<void> {
    try {
      const settings = await this.ports.settings.get();
      const atMs = await this.#moving.awaySinceMs();
      if (atMs !== null) {
        this.#set({ settings, phase: { status: 'moved', atMs } });
        return;
      }
      await this.#talk.load();
      await this.#acquaintances.load();
      const screen = this.#existing(this.ports.navigation.current());
      const phase = settings === null ? FIRST_START : READY;
      this.#set({ settings, screen, phase });
      this.#moving.resume();
      await this.#readDevice();
    } catch (error) {
      this.#set({ phase: { status: 'failed', code: codeOf(error, 'storage-unavailable') } });
    }
  }

  /** Resolves once the first start is over and nothing is locked; that never is where storage failed. */
  async ready(): Promise<void> {
    if (this.store.get().phase.status === 'ready') return;
    await new Promise<void>((go) => {
      const stop = this.store.subscribe(({ phase }) => {
        if (phase.status !== 'ready') return;
        stop();
        go();
      });
    });
  }

  /** Takes a card that the page was opened with, on the screen where cards are seen. */
  async openCard(text: string): Promise<void> {
    const isFirst = this.store.get().phase.status === 'welcome';
    if (isFirst) this.#set({ phase: { status: 'welcome', invited: true } });
    await this.ready();
    // Whoever waits there for somebody goes on waiting, whatever this card is.
    if (this.store.get().screen.name !== 'connect') this.show({ name: 'connect', friendId: null });
    await this.takeCard(text, 'link');
  }

  /** Ends every line on purpose: the page is closing, or another tab takes over. */
  leave(): void {
    this.#talk.leave();
    this.#acquaintances.close();
  }

  async welcome(name: string): Promise<void> {
    const settings = firstSettings(name, this.proposeName());
    try {
      await this.ports.settings.put(settings);
      this.#set({ settings, phase: READY });
    } catch (error) {
      this.#set({ phase: { status: 'failed', code: codeOf(error, 'storage-unavailable') } });
    }
  }

  readonly proposeName = (): string => proposedName(this.ports.random);

  show(screen: Screen): void {
    const shown = this.store.get().screen;
    if (JSON.stringify(shown) === JSON.stringify(screen)) return;
    // From the list one goes deeper; from one room to another Back still leads to the list.
    if (shown.name === 'friends') this.ports.navigation.push(screen);
    else this.ports.navigation.replace(screen);
    this.#goTo(screen);
  }

  back(): void {
    if (this.store.get().screen.name === 'friends') return;
    this.ports.navigation.back();
  }

  invite(friendId: FriendId | null): Promise<void> {
    return this.#acquaintances.pairing.invite(friendId);
  }

  readonly inviteAnother = (): Promise<void> => this.#acquaintances.pairing.inviteAnother();
  readonly showInvite = (id: InviteId): void => this.#acquaintances.pairing.showInvite(id);

  labelInvite(id: InviteId, label: string): void {
    this.#acquaintances.pairing.labelInvite(id, cleanName(label, MAX_NAME_BYTES));
  }

  readonly giveInvite = (id: InviteId): void => this.#acquaintances.pairing.giveInvite(id);
  readonly giveReply = (): void => this.#acquaintances.pairing.giveReply();

  readonly cancelInvite = (id: InviteId): void => void this.#acquaintances.pairing.cancelInvite(id);

  readonly restartPairing = (): Promise<void> => this.#acquaintances.pairing.restart();
  readonly cancelPairing = (): void => this.#acquaintances.pairing.cancel();

  takeCard(text: string, source: CardSource): Promise<void> {
    return this.#acquaintances.pairing.take(text, source);
  }

  reportPairingError(code: ErrorCode | null): void {
    this.#acquaintances.pairing.report(code);
  }

  introduce(x: FriendId, y: FriendId): ErrorCode | null {
    return this.#acquaintances.introduce(x, y) ? null : 'line-lost';
  }

  readonly answerIntroduction = (id: string, agree: boolean): void =>
    this.#acquaintances.introductions.answer(id, agree);
  readonly dismissIntroduction = (id: string): void =>
    this.#acquaintances.introductions.dismiss(id);

  allowFinding(friendId: FriendId, allow: boolean): Promise<ErrorCode | null> {
    return this.#acquaintances.finding.allow(friendId, allow);
  }

  sendText(friendId: FriendId, text: string): Promise<ErrorCode | null> {
    return outcomeOf(this.#talk.say(friendId, text));
  }

  async loadEarlier(friendId: FriendId): Promise<void> {
    await this.#talk.loadEarlier(friendId);
  }

  async markRead(friendId: FriendId): Promise<void> {
    // Not kept, it is unread once more at the next start: no harm that is worth a word.
    await outcomeOf(this.#talk.markRead(friendId));
  }

  readonly hangUp = (id: FriendId): void => this.#talk.friends.session(id).hangUp();

  setQuiet(friendId: FriendId, quiet: Quiet): Promise<ErrorCode | null> {
    if (quiet === 'blocked') this.#acquaintances.pairing.forget(friendId);
    if (quiet === 'blocked') this.hangUp(friendId);
    return outcomeOf(this.#talk.friends.choose(friendId, { quiet }));
  }

  async removeFriend(friendId: FriendId): Promise<ErrorCode | null> {
    this.#acquaintances.pairing.forget(friendId);
    const error = await outcomeOf(this.#talk.remove(friendId));
    if (error !== null) return error;
    this.#acquaintances.forget(friendId);
    const { screen } = this.store.get();
    if ('friendId' in screen && screen.friendId === friendId) this.back();
    return null;
  }

  offerFiles(friendId: FriendId, files: readonly File[]): Promise<ErrorCode | null> {
    return this.#talk.files.offer(friendId, files);
  }

  readonly acceptFile = (id: FileId): Promise<ErrorCode | null> => this.files.accept(id);
  readonly declineFile = (id: FileId): Promise<ErrorCode | null> => this.files.decline(id);
  readonly cancelFile = (id: FileId): Promise<ErrorCode | null> => this.files.cancel(id);

  get files(): FileActions {
    return this.#talk.files;
  }

  readonly saveFile = (id: FileId): Promise<ErrorCode | null> => this.#talk.files.save(id);
  readonly preview = (id: FileId): Promise<Blob | null> => this.#talk.files.preview(id);

  linePath(friendId: FriendId): Promise<LinkPath | null> {
    return this.#talk.friends.session(friendId).path();
  }

  readonly obstacle = (): Promise<ErrorCode | null> => this.#acquaintances.pairing.obstacle();

  readonly checkConnection = (): Promise<ConnectionReport> =>
    this.ports.connectionCheck.checkConnection();

  testServer(server: ServerRecord): Promise<ServerReport> {
    return this.ports.connectionCheck.testServer(toIceServer(server));
  }

  async updateSettings(change: Partial<SettingsRecord>): Promise<ErrorCode | null> {
    const { settings: before } = this.store.get();
    if (before === null) return null;
    const settings = changedSettings(before, change);
    const error = await outcomeOf(this.ports.settings.put(settings));
    if (error !== null) return error;
    this.#set({ settings });
    if (settings.name !== before.name) this.#talk.rename();
    if (changesNetwork(before, settings)) this.#acquaintances.pairing.networkChanged();
    return null;
  }

  async requestPersistence(): Promise<void> {
    await this.ports.persistence.requestPersistence();
    await this.#readDevice();
  }

  readonly install = (): Promise<void> => this.ports.installation.install();
  readonly askToNotify = (): Promise<void> => this.ports.notices.askToNotify();

  readonly installUpdate = (fingerprint: string): Promise<boolean> =>
    this.ports.installation.installUpdate(fingerprint);
  readonly checkFiles = (): Promise<FilesReport | null> => this.ports.installation.checkFiles();

  async #readDevice(): Promise<void> {
    const report = await this.ports.persistence.storageReport();
    this.#set({ device: { ...this.store.get().device, ...report } });
  }

  /** A first friend is worth keeping: asks the browser to. Goes to the conversation. */
  async #met(meeting: Meeting, shown: boolean): Promise<FriendId> {
    const isFirst = this.store.get().friends.size === 0;
    const friendId = await this.#talk.friends.met(meeting);
    if (shown && this.store.get().screen.name === 'connect') {
      this.show({ name: 'conversation', friendId });
    }
    // The answer may take a click on a prompt; the conversation does not wait for it.
    if (isFirst) void this.requestPersistence();
    return friendId;
  }

  /** The browser's history may lead to a friend who is not there any more. */
  #existing(screen: Screen): Screen {
    const friendId = 'friendId' in screen ? screen.friendId : null;
    return friendId === null || this.store.get().friends.has(friendId) ? screen : HOME;
  }

  #goTo(screen: Screen): void {
    // What went wrong there has been seen; it must not greet the next visit.
    if (this.store.get().screen.name === 'connect') this.#acquaintances.pairing.report(null);
    this.#set({ screen });
  }

  #set(change: Partial<AppState>): void {
    this.store.update((state) => ({ ...state, ...change }));
  }
}
