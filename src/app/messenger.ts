/**
 * Everything a user can do. Screens call this and nothing else; what comes of it shows in the state.
 * No method rejects for an expected failure: it comes back as a code, or stands in the state.
 */
import type { Store } from './store.ts';
import type { ErrorCode } from '../errors.ts';
import type { FileActions } from './file-actions.ts';
import type { ForgettingActions } from './forgetting.ts';
import type { MoveActions } from './move-actions.ts';
import type { ConnectionReport, LinkPath, ServerReport } from './network.ts';
import type { ServerRecord } from './servers.ts';
import type {
  AppState,
  FileId,
  FilesReport,
  FriendId,
  InviteId,
  Quiet,
  Screen,
  SettingsRecord,
} from './state.ts';
import type { TrustActions } from './trust.ts';

/** How a card came in. */
export type CardSource = 'camera' | 'link' | 'text' | 'image';

export interface Messenger {
  readonly store: Store<AppState>;
  /** Everything that can be done with files; the most common of it stands below, too. */
  readonly files: FileActions;
  /** Who friends are, and how sure that is. */
  trust(): Promise<TrustActions>;
  /** Deleting, and messages that disappear. */
  forgetting(): Promise<ForgettingActions>;
  /** Everything here goes to another device, or comes from one. */
  moving(): Promise<MoveActions>;

  /** Finishes the first start. The name is trimmed and cut to MAX_NAME_BYTES. */
  welcome(name: string): Promise<void>;
  /** A friendly name to propose. */
  proposeName(): string;
  /** Goes to a screen; the browser's Back button leads back. */
  show(screen: Screen): void;
  back(): void;

  /**
   * Shows an invite: the one on the screen before when it was not given away, else a new one. With a
   * friend: to meet them again, by a code alone where that can work.
   */
  invite(friendId: FriendId | null): Promise<void>;
  /** Shows a fresh invite for somebody else, in place of one that was neither given away nor named. */
  inviteAnother(): Promise<void>;
  /** Shows an open invite again. */
  showInvite(id: InviteId): void;
  /** Says whom an invite is for: to tell it from the others, and as their name until they say theirs. */
  labelInvite(id: InviteId, label: string): void;
  /** The invite left this screen: the next person gets one of their own. */
  giveInvite(id: InviteId): void;
  /** The reply on the screen left it: it may be read by others than who stands here. */
  giveReply(): void;
  /** Takes an invite back; a reply to it comes too late. */
  cancelInvite(id: InviteId): void;
  /** Drops the open cards and begins anew with a fresh invite. */
  restartPairing(): Promise<void>;
  /** Drops whatever is open. */
  cancelPairing(): void;
  /** Takes any card in: an invite (my reply is shown next) or a reply to my invite. */
  takeCard(text: string, source: CardSource): Promise<void>;
  /** Puts a failure of camera or picture where pairing failures stand; null clears it. */
  reportPairingError(code: ErrorCode | null): void;

  /** Offers to introduce two friends who both have a line to me. @returns null, or 'line-lost' when that cannot be */
  introduce(x: FriendId, y: FriendId): ErrorCode | null;
  /** My answer to an introduction. */
  answerIntroduction(id: string, agree: boolean): void;
  /** An introduction that is over has been seen. */
  dismissIntroduction(id: string): void;
  /** Lets a friend find me through common friends, or not. @returns null, or why it could not be kept */
  allowFinding(friendId: FriendId, allow: boolean): Promise<ErrorCode | null>;

  /** Queues a message. @returns null, or why it could not be kept ('text-too-long', 'storage-*'): the screen keeps the text. */
  sendText(friendId: FriendId, text: string): Promise<ErrorCode | null>;
  /** Loads the first page when the conversation is not loaded, else one page more. */
  loadEarlier(friendId: FriendId): Promise<void>;
  /** What the friend wrote so far has been on screen. */
  markRead(friendId: FriendId): Promise<void>;
  /** Ends the line on purpose. */
  hangUp(friendId: FriendId): void;
  /** Mutes or blocks a friend, which ends their line, or lets them be heard again. */
  setQuiet(friendId: FriendId, quiet: Quiet): Promise<ErrorCode | null>;
  /** Removes friend, conversation and received files from this device. */
  removeFriend(friendId: FriendId): Promise<ErrorCode | null>;

  /** @returns null, or why a file could not be offered */
  offerFiles(friendId: FriendId, files: readonly File[]): Promise<ErrorCode | null>;
  /** These three: @returns null, or why it could not be recorded */
  acceptFile(fileId: FileId): Promise<ErrorCode | null>;
  declineFile(fileId: FileId): Promise<ErrorCode | null>;
  /** From either side; also takes back an offer. */
  cancelFile(fileId: FileId): Promise<ErrorCode | null>;
  /** Saves a received file through the save picker, or as a download. @returns null, or why not */
  saveFile(fileId: FileId): Promise<ErrorCode | null>;
  /** A complete received image (or an image this page is sending) as a Blob of a safe image type; null when it cannot be previewed. */
  preview(fileId: FileId): Promise<Blob | null>;

  /** How the open line runs; null when there is none, or when the browser does not say. */
  linePath(friendId: FriendId): Promise<LinkPath | null>;
  /**
   * What will most likely keep the line that the screen waits for from opening; null while nothing
   * speaks against it. Worth asking once somebody has waited for long.
   */
  obstacle(): Promise<ErrorCode | null>;
  /** Looks at this browser alone. */
  checkConnection(): Promise<ConnectionReport>;
  /** Asks one server, kept or not. */
  testServer(server: ServerRecord): Promise<ServerReport>;

  /** @returns null, or why it could not be kept */
  updateSettings(change: Partial<SettingsRecord>): Promise<ErrorCode | null>;
  /** Asks the browser again to keep our data. */
  requestPersistence(): Promise<void>;
  install(): Promise<void>;
  /** Asks the browser whether it may tell of files while the page is hidden. Needs a click. */
  askToNotify(): Promise<void>;
  /**
   * Installs the offered version with this fingerprint and restarts into it; ends open lines, so only
   * the user calls it. @returns false when the page's host cannot be asked now
   */
  installUpdate(fingerprint: string): Promise<boolean>;
  /** Looks at every file of the app. @returns null when none are kept on this device */
  checkFiles(): Promise<FilesReport | null>;
}
