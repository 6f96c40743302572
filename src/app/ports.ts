/**
 * The outside world as the app needs it. main.ts builds the real ones (src/page, src/peer,
 * src/storage, src/crypto); tests build their own.
 */
import type { RandomBytes } from '../crypto/random.ts';
import type { Dialer } from '../peer/dialer.ts';
import type {
  FriendRepository,
  InviteRepository,
  LogRepository,
  MeetingRepository,
  SettingsRepository,
  TransferRepository,
} from '../storage/repositories.ts';
import type { FileStore } from '../storage/stored-pieces.ts';
import type { SourceRepository } from '../storage/source-repository.ts';
import type { VanishingRepository } from '../storage/vanishing-repository.ts';
import type { SealPipeline } from '../transfer/pipeline.ts';
import type { MoveStorage } from './moving-ports.ts';
import type { ConnectionCheck } from './network.ts';
import type { Player } from './file-look.ts';
import type { ReceivedEntry } from './folder-reader.ts';
import type { Picked } from './outgoing.ts';
import type { Wake } from './keeping.ts';
import type { FilesReport, Screen } from './state.ts';

export interface Clock {
  /** Milliseconds since 1970. */
  nowMs(): number;
}

/** The browser's history: one entry a screen, so that its Back button works. */
export interface Navigation {
  /** Called when the user went back or forward. */
  onScreen: ((screen: Screen) => void) | null;
  /** The screen that the page showed before it was reloaded; home at first. */
  current(): Screen;
  push(screen: Screen): void;
  /** Takes the place of the present entry: for a screen that must not be returned to. */
  replace(screen: Screen): void;
  back(): void;
}

/** Hands a received file to the user's disk. */
export interface FileSaver {
  /**
   * Asks where to save, where the browser can ask, and writes there piece by piece; elsewhere
   * offers a download of a disk-backed copy.
   * @returns false when the user closed the picker. @throws MessengerError 'file-save-failed'
   */
  save(
    name: string,
    source: { stream(): ReadableStream<Uint8Array<ArrayBuffer>>; copy(): Promise<Blob> },
  ): Promise<boolean>;
  /**
   * Asks for a folder to write into, where the browser can ask; elsewhere offers a download of a zip file.
   * @returns false when the user closed the picker
   * @throws MessengerError as the source does, else 'file-save-failed'
   */
  saveFolder(folder: {
    readonly name: string;
    entries(): Promise<readonly ReceivedEntry[]>;
    /** A disk-backed copy of what comes out of a stream. */
    copy(bytes: ReadableStream<Uint8Array>): Promise<Blob>;
  }): Promise<boolean>;
}

/** Files of the user's disk that can be found again. */
export interface SourceFiles {
  /** Whether this browser lets files be chosen so that they can be opened again after a reload. */
  readonly canPick: boolean;
  /** Lets the user choose files; needs a click. None when the user closed the picker. */
  pick(): Promise<Picked[]>;
  /**
   * Opens a file that was chosen before.
   * @param mayAsk the user may be asked, which needs a click
   * @returns null when it is not allowed. @throws MessengerError 'file-unreadable' when it is not there any more
   */
  open(handle: unknown, mayAsk: boolean): Promise<File | null>;
}

/** The browser's promise about our storage. */
export interface Persistence {
  requestPersistence(): Promise<boolean | null>;
  storageReport(): Promise<{
    persisted: boolean | null;
    clearsUnused?: boolean;
    usageBytes: number | null;
    quotaBytes: number | null;
  }>;
}

/** Tells when the person or a network comes back, as far as the browser does. */
export interface Wakes {
  onWake: ((why: Wake) => void) | null;
}

/** The browser's notifications. */
export interface Notices {
  /** Asks the user; the answer stands in the state. Needs a click. */
  askToNotify(): Promise<void>;
}

/** Installing and updating the page. */
export interface Installation {
  install(): Promise<void>;
  /** Installs the version with this fingerprint and restarts. @returns false when its host cannot be asked */
  installUpdate(fingerprint: string): Promise<boolean>;
  /** Looks at every file of the app. @returns null when none are kept on this device */
  checkFiles(): Promise<FilesReport | null>;
}

export interface Ports {
  readonly dialer: Dialer;
  readonly friends: FriendRepository;
  readonly logs: LogRepository;
  /** Comes when messages disappear. */
  readonly vanishing: () => Promise<VanishingRepository>;
  readonly transfers: TransferRepository;
  readonly settings: SettingsRepository;
  readonly meetings: MeetingRepository;
  /** Comes when everything moves to another device. */
  readonly moveStorage: () => Promise<MoveStorage>;
  readonly invites: InviteRepository;
  readonly files: FileStore;
  readonly sealPipeline: SealPipeline;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly navigation: Navigation;
  readonly saver: FileSaver;
  /** Comes when something is played. */
  readonly player: () => Promise<Player>;
  readonly sources: SourceRepository;
  readonly sourceFiles: SourceFiles;
  readonly persistence: Persistence;
  readonly installation: Installation;
  readonly notices: Notices;
  readonly connectionCheck: ConnectionCheck;
  readonly wakes: Wakes;
  /** The address of the page without query and fragment; cards link to it. Empty: no link leads to it. */
  readonly pageUrl: string;
}
