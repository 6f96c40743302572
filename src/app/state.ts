/** The one state of the app, as plain immutable values. Screens select slices of it by identity. */
import type { ErrorCode } from '../errors.ts';
import type { LineState } from './keeping.ts';
import type { MoveState } from './move-actions.ts';
import type {
  FriendId,
  FileId,
  Quiet,
  SettingsRecord,
  TransferStatus,
  TrustRecord,
} from '../storage/repositories.ts';
import type { QrSegment } from '../wire/card-link.ts';
import type { VanishRule } from '../wire/entry-content.ts';
import type { FileHoldReason } from '../wire/frame.ts';

export type { FriendId, FileId, QrSegment, Quiet, SettingsRecord, TransferStatus, TrustRecord };

export interface AppState {
  readonly phase: Phase;
  readonly screen: Screen;
  /** Null until the first start is finished. */
  readonly settings: SettingsRecord | null;
  readonly friends: ReadonlyMap<FriendId, Friend>;
  /** Only conversations that were opened since the start. */
  readonly conversations: ReadonlyMap<FriendId, Conversation>;
  readonly transfers: ReadonlyMap<FileId, Transfer>;
  readonly pairing: Pairing;
  /** My invites that are out there and not answered yet; oldest first, at most 8. */
  readonly invites: readonly ShownInvite[];
  /** Introductions of friends to each other, oldest first. */
  readonly introductions: readonly Introduction[];
  readonly device: Device;
  /** Everything here goes to another device, or comes from one; without it nothing of that goes on. */
  readonly move?: MoveState;
}

export type Introduction =
  /** I introduce two friends. */
  | {
      readonly id: string;
      readonly role: 'introducer';
      readonly friendIds: readonly [FriendId, FriendId];
      /** `passed`: their cards went through; whether they met is theirs to know. */
      readonly status: 'asking' | 'declined' | 'no-answer' | 'passing' | 'passed' | 'failed';
    }
  /** A friend introduces me to somebody. */
  | {
      readonly id: string;
      readonly role: 'introduced';
      readonly via: FriendId;
      /** As the friend calls them. */
      readonly name: string;
      readonly status: 'asked' | 'agreed' | 'connecting' | 'met' | 'ended';
      /** Whom I met. */
      readonly friendId: FriendId | null;
    };

/**
 * `starting` until storage is read; `welcome` asks for a name; `ready` is the app;
 * `locked` asks for the passphrase; `elsewhere`: another tab of this browser holds the lines;
 * `failed`: storage cannot be used.
 */
export type Phase =
  | { readonly status: 'starting' }
  /** `invited`: another tab handed over a code that waits for the start. */
  | { readonly status: 'welcome'; readonly invited: boolean }
  | { readonly status: 'ready' }
  | { readonly status: 'locked' }
  /** Everything went to another device at that time: this one is not used any more. */
  | { readonly status: 'moved'; readonly atMs: number }
  /** `handedOver`: a card opened in this tab was given to the other one. */
  | { readonly status: 'elsewhere'; readonly handedOver: boolean }
  | { readonly status: 'failed'; readonly code: ErrorCode };

export type Screen =
  | { readonly name: 'friends' }
  /** `friendId`: meeting a friend again; null: a new friend. */
  | { readonly name: 'connect'; readonly friendId: FriendId | null }
  | { readonly name: 'conversation'; readonly friendId: FriendId }
  /** Whether a friend is who they say. */
  | { readonly name: 'safety'; readonly friendId: FriendId }
  | { readonly name: 'transfers' }
  /** `part`: opened there. */
  | { readonly name: 'settings'; readonly part?: 'servers' | 'backup' };

export interface Friend {
  readonly id: FriendId;
  /** Empty until they said their name over a line. */
  readonly name: string;
  readonly metBy: 'camera' | 'link' | 'introduction';
  readonly pairedAtMs: number;
  readonly line: LineState;
  /** Why the last line ended, when it did not end on purpose. */
  readonly lineError: ErrorCode | null;
  /** I let them find me through common friends, and they me; both must, before we lose touch. */
  readonly iAllowFinding: boolean;
  readonly theyAllowFinding: boolean;
  /** Files of theirs up to this size come without asking; without it, none do. */
  readonly takesUpToBytes?: number;
  /** How sure it is who they are; without it not at all. */
  readonly trust?: TrustRecord;
  /** Without it `none`. */
  readonly quiet?: Quiet;
  /** What was chosen of messages that disappear; without it nothing ever was. */
  readonly vanish?: VanishState;
  readonly unread: number;
  readonly last: LastMessage | null;
}

export interface VanishState {
  /** What my log says of my entries. */
  readonly mine: VanishRule;
  /** What both sides go by. */
  readonly inForce: VanishRule;
}

export interface LastMessage {
  readonly author: 'me' | 'them';
  readonly atMs: number;
  /** The text, or the file's name. */
  readonly kind: 'text' | 'file' | 'unknown';
  readonly text: string;
}

export interface Conversation {
  /** Oldest first. */
  readonly items: readonly Item[];
  /** Earlier items are still in storage. */
  readonly hasEarlier: boolean;
  readonly loading: boolean;
  /** Why earlier items could not be read; nobody asks again by itself. */
  readonly error: ErrorCode | null;
}

/** `sending`: kept here until a line takes it; `sent`: on its way; `delivered`: stored by the friend. */
export type Delivery = 'sending' | 'sent' | 'delivered';

interface ItemBase {
  /** The author's own count of entries. */
  readonly seq: number;
  /** Unique in the conversation and stable. */
  readonly position: number;
  readonly author: 'me' | 'them';
  readonly atMs: number;
  /** Of my own items; for theirs always `delivered`. */
  readonly delivery: Delivery;
}
export type Item =
  | (ItemBase & { readonly kind: 'text'; readonly text: string })
  /** Its state is the transfer with this id. */
  | (ItemBase & { readonly kind: 'file'; readonly fileId: FileId })
  /** Its author deleted it. */
  | (ItemBase & { readonly kind: 'deleted' })
  /** From here on messages disappear so long after they are read; 0: they stay. */
  | (ItemBase & { readonly kind: 'vanish'; readonly seconds: number })
  /** An entry of a newer version of Twocan; or so many of mine that are `missing` on this device. */
  | (ItemBase & { readonly kind: 'unknown'; readonly missing?: number });

/** What a bubble shows. */
export type BubbleItem = Extract<Item, { kind: 'text' | 'deleted' | 'unknown' }>;

export interface Transfer {
  readonly fileId: FileId;
  readonly friendId: FriendId;
  readonly direction: 'send' | 'receive';
  readonly name: string;
  /** As the sender said it; never trusted for anything but display and preview of images. */
  readonly mediaType: string;
  readonly sizeBytes: number;
  /** Of a folder, which is sent as one: how many files it has. */
  readonly folderFiles: number | null;
  readonly status: TransferStatus;
  readonly error: ErrorCode | null;
  /** Bytes that the receiver stored. */
  readonly doneBytes: number;
  /** Null while nothing moves. */
  readonly rateBytesPerSecond: number | null;
  readonly secondsLeft: number | null;
  /** I paused it. */
  readonly paused: boolean;
  /** Why nothing comes for now, as the friend said on this line. */
  readonly hold: FileHoldReason | null;
  /**
   * Where the file is that I send: `allow` needs my word to be opened again after a reload, `choose`
   * needs to be chosen anew. What I receive is always `here`.
   */
  readonly source: 'here' | 'allow' | 'choose' | 'checking';
  /** What I chose last in its place is not it: it changed since, or is another file. */
  readonly otherFile: 'changed' | 'another' | null;
  /** When it was over, while this page lived and until that was cleared away. */
  readonly endedAtMs: number | null;
  /** It was not accepted, as there is not enough room: what it needs, and what there is. */
  readonly room: { readonly neededBytes: number; readonly freeBytes: number } | null;
  /** What had come of it was removed from this device. */
  readonly removed?: boolean;
}

/** A card ready to be shown. */
export interface ShownCard {
  /** `code`: what meets a friend again without any reply. */
  readonly kind: 'invite' | 'reply' | 'code';
  /** The whole link, for copying, sharing and the address bar of the friend's browser. */
  readonly link: string;
  /** What the QR code holds, cut where the QR mode changes. */
  readonly qrSegments: readonly QrSegment[];
  readonly sizeBytes: number;
}

/** One of my open invites. */
export interface ShownInvite {
  readonly id: InviteId;
  /** Whom it is for, in my words; empty until I say. */
  readonly label: string;
  /** The friend to meet again; null: whoever replies. */
  readonly friendId: FriendId | null;
  readonly card: ShownCard;
  readonly sinceMs: number;
  /** It left this screen (sent, copied, saved, printed): the next person gets one of their own. */
  readonly given: boolean;
}

export type InviteId = string;

export type PairingStep =
  /** Nothing is open. */
  | { readonly status: 'idle' }
  /** Looking for this device's addresses (bounded: seconds). */
  | { readonly status: 'preparing'; readonly kind: 'invite' | 'reply' }
  /** My invite is shown; a reply or somebody's invite may come in. */
  | {
      readonly status: 'inviting';
      readonly inviteId: InviteId;
      readonly card: ShownCard;
      readonly sinceMs: number;
    }
  /** I read their invite and show my reply; they have to take it in. */
  | { readonly status: 'replying'; readonly card: ShownCard; readonly sinceMs: number }
  /** I opened their code, or took their reply in; the browsers are finding each other (bounded). */
  | { readonly status: 'connecting' }
  | { readonly status: 'connected'; readonly friendId: FriendId };

export interface Pairing {
  readonly step: PairingStep;
  /** The friend met again, when known. */
  readonly friendId: FriendId | null;
  /** What was wrong with the last card or attempt; the step stays where it was. */
  readonly error: ErrorCode | null;
  /** A reply came in to this invite of mine, which ended with the page that had made it. */
  readonly stale: { readonly label: string; readonly friendId: FriendId | null } | null;
}

/** A version of the app, and the fingerprint of its files (SHA-256 in hexadecimal). */
export interface AppVersion {
  readonly version: string;
  readonly fingerprint: string;
}

/**
 * What the page's host has instead of what is kept here. `refused`: files that are not what its own
 * list says (`altered`), or that changed under one version (`same-version`).
 */
export type Update =
  | { readonly status: 'offered'; readonly kept: AppVersion; readonly offered: AppVersion }
  | {
      readonly status: 'refused';
      readonly version: string;
      readonly why: 'altered' | 'same-version';
      readonly files: readonly string[];
    };

/** The files that answer for the app, looked at one by one. */
export interface FilesReport extends AppVersion {
  readonly files: number;
  /** Paths of those that are not what they were when this version was installed. */
  readonly altered: readonly string[];
}

export interface Device {
  /** Whether the browser promised to keep our data: null before it was asked. */
  readonly persisted: boolean | null;
  /** The browser clears what a page keeps when it was not opened for seven days, as Safari does in a tab. */
  readonly clearsUnused?: boolean;
  readonly usageBytes: number | null;
  readonly quotaBytes: number | null;
  /** Another version that the page's host has; null: none. */
  readonly update: Update | null;
  /** The page can be used without a network. */
  readonly offlineReady: boolean;
  /** The browser offers to install the app now. */
  readonly canInstall: boolean;
  /** Whether I am told of files while I look elsewhere; `ask`: not decided yet. */
  readonly notifications: 'granted' | 'denied' | 'ask' | 'missing';
  readonly version: string;
  /** The app is one file that is opened from disk: it has no host and no service worker. */
  readonly isOneFile: boolean;
  /** A passphrase guards what is kept here. */
  readonly passphrase: boolean;
}
