/** The states that the gallery shows, by name. Times are relative to `nowMs`. */
import type {
  AppState,
  Conversation,
  Device,
  Friend,
  Item,
  Transfer,
} from '../../../src/app/state.ts';
import { BACKUP_CHANGES } from './backup-states.ts';
import { CONNECT_CHANGES } from './connect-states.ts';
import { CONVERSATION_CHANGES } from './conversation-states.ts';
import { FORGETTING_CHANGES } from './forgetting-states.ts';
import { INTRODUCTION_CHANGES } from './introduction-states.ts';
import { MOVING_CHANGES } from './moving-states.ts';
import { SAFETY_CHANGES } from './safety-states.ts';
import { transfersShown } from './transfer-states.ts';
import { updateChanges } from './update-states.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const DEVICE: Device = {
  persisted: false,
  usageBytes: 48_300_000,
  quotaBytes: 6_200_000_000,
  update: null,
  offlineReady: true,
  canInstall: false,
  isOneFile: false,
  notifications: 'missing',
  version: '0.1.0',
  passphrase: false,
};

function friend(nowMs: number, id: string, change: Partial<Friend>): Friend {
  return {
    id,
    name: '',
    metBy: 'camera',
    pairedAtMs: nowMs - 30 * DAY,
    line: 'away',
    lineError: null,
    iAllowFinding: false,
    theyAllowFinding: false,
    unread: 0,
    last: null,
    ...change,
  };
}

function friends(nowMs: number): Map<string, Friend> {
  const said = (agoMs: number, author: 'me' | 'them', text: string): Friend['last'] => ({
    author,
    atMs: nowMs - agoMs,
    kind: 'text',
    text,
  });
  const all = [
    friend(nowMs, 'noor', {
      name: 'Noor',
      line: 'open',
      unread: 2,
      last: said(2 * MINUTE, 'them', 'The kettle is on. Are you coming over later?'),
    }),
    friend(nowMs, 'emil', {
      name: 'Emil Lindqvist',
      line: 'open',
      last: said(3 * HOUR, 'me', 'Found the map, sending it in a moment'),
    }),
    friend(nowMs, 'grandma', {
      name: 'Grandma',
      quiet: 'muted',
      last: { author: 'them', atMs: nowMs - DAY, kind: 'file', text: 'plum cake.jpg' },
    }),
    friend(nowMs, 'quiet', {
      name: 'Quiet Harbour with a remarkably long name',
      unread: 120,
      lineError: 'line-lost',
      last: said(3 * DAY, 'them', 'Good night! '.repeat(12)),
    }),
    friend(nowMs, 'unnamed', { pairedAtMs: nowMs - 9 * DAY }),
  ];
  return new Map(all.map((one) => [one.id, one]));
}

/** A friend for every way in which a line can stand. */
function friendsOfLines(nowMs: number): Map<string, Friend> {
  const all = (['open', 'shaky', 'looking', 'away'] as const).map((line, index) =>
    friend(nowMs, line, {
      ...{ name: `Noor (${line})`, line },
      last: { author: 'them', atMs: nowMs - index * MINUTE, kind: 'text', text: 'On my way' },
    }),
  );
  return new Map(all.map((one) => [one.id, one]));
}

function transfer(fileId: string, change: Partial<Transfer>): Transfer {
  return {
    fileId,
    friendId: 'noor',
    direction: 'receive',
    name: 'file',
    mediaType: 'application/octet-stream',
    sizeBytes: 4_200_000,
    status: 'offered',
    error: null,
    doneBytes: 0,
    rateBytesPerSecond: null,
    secondsLeft: null,
    paused: false,
    hold: null,
    source: 'here',
    otherFile: null,
    room: null,
    folderFiles: null,
    endedAtMs: null,
    ...change,
  };
}

function transfers(): Map<string, Transfer> {
  const all = [
    transfer('map', {
      direction: 'send',
      name: 'Archipelago map 1:50000.pdf',
      mediaType: 'application/pdf',
      sizeBytes: 186_000_000,
      status: 'active',
      doneBytes: 78_000_000,
      rateBytesPerSecond: 6_300_000,
      secondsLeft: 17,
    }),
    transfer('song', { name: 'song sketch.flac', mediaType: 'audio/flac', sizeBytes: 31_400_000 }),
    transfer('list', { name: 'packing list.txt', mediaType: 'text/plain', status: 'complete' }),
    transfer('broken', { name: 'video.mov', status: 'failed', error: 'file-hash-mismatch' }),
  ];
  return new Map(all.map((one) => [one.fileId, one]));
}

function conversation(nowMs: number): Conversation {
  let position = 0;
  const at = (agoMs: number, author: 'me' | 'them') => ({
    seq: ++position,
    position,
    author,
    atMs: nowMs - agoMs,
    delivery: 'delivered' as const,
  });
  const items: Item[] = [
    { ...at(DAY, 'them'), kind: 'text', text: 'It works! I can hear you through the string.' },
    { ...at(DAY - MINUTE, 'me'), kind: 'text', text: 'Loud and clear 🥫' },
    { ...at(DAY - 2 * MINUTE, 'me'), kind: 'text', text: 'No wires, no tower, just us.' },
    { ...at(2 * HOUR, 'them'), kind: 'file', fileId: 'list' },
    {
      ...at(2 * HOUR - MINUTE, 'them'),
      kind: 'text',
      text: 'This is what I packed last time, have a look: https://example.org/packing/for/three/days\n\nAnything missing?',
    },
    { ...at(50 * MINUTE, 'me'), kind: 'text', text: 'A second kettle, obviously.' },
    { ...at(9 * MINUTE, 'me'), kind: 'file', fileId: 'map' },
    { ...at(4 * MINUTE, 'them'), kind: 'file', fileId: 'song' },
    { ...at(3 * MINUTE, 'them'), kind: 'file', fileId: 'broken' },
    {
      ...at(2 * MINUTE, 'them'),
      kind: 'text',
      text: 'The kettle is on. Are you coming over later?',
    },
    { ...at(MINUTE, 'me'), kind: 'text', text: 'On my way', delivery: 'sending' },
  ];
  return { items, hasEarlier: false, loading: false, error: null };
}

/** Everything, for every state to vary. */
function full(nowMs: number): AppState {
  return {
    phase: { status: 'ready' },
    screen: { name: 'friends' },
    settings: {
      name: 'Merry Otter',
      theme: 'system',
      autoAcceptImages: true,
      servers: [],
      relayOnly: false,
      backupAtMs: nowMs - 2 * DAY,
    },
    friends: friends(nowMs),
    conversations: new Map([
      ['noor', conversation(nowMs)],
      ['grandma', { items: [], hasEarlier: false, loading: false, error: null }],
    ]),
    transfers: transfers(),
    pairing: { step: { status: 'idle' }, friendId: null, error: null, stale: null },
    invites: [],
    introductions: [],
    device: DEVICE,
  };
}

const CHANGES = {
  starting: () => ({ phase: { status: 'starting' } }),
  welcome: () => ({
    phase: { status: 'welcome', invited: false },
    settings: null,
    friends: new Map(),
  }),
  'welcome-invited': () => ({
    phase: { status: 'welcome', invited: true },
    settings: null,
    friends: new Map(),
  }),
  empty: () => ({ friends: new Map() }),
  friends: () => ({ device: { ...DEVICE, canInstall: true } }),
  'friends-lines': (nowMs) => ({ friends: friendsOfLines(nowMs) }),
  settings: () => ({ screen: { name: 'settings' }, device: { ...DEVICE, canInstall: true } }),
  'settings-one-file': () => ({
    screen: { name: 'settings' },
    device: { ...DEVICE, isOneFile: true },
  }),
  'settings-servers': () => ({ screen: { name: 'settings', part: 'servers' } }),
  'settings-check': () => ({ screen: { name: 'settings' } }),
  'settings-lock': () => ({
    screen: { name: 'settings' },
    device: { ...DEVICE, passphrase: true },
  }),
  'settings-lock-device': () => ({
    screen: { name: 'settings' },
    device: { ...DEVICE, passphrase: true },
  }),
  locked: () => ({ phase: { status: 'locked' } }),
  'locked-device': () => ({ phase: { status: 'locked' } }),
  'locked-wrong': () => ({ phase: { status: 'locked' } }),
  transfers: (nowMs) => transfersShown(nowMs),
  'transfers-empty': () => ({ screen: { name: 'transfers' }, transfers: new Map() }),
  elsewhere: () => ({ phase: { status: 'elsewhere', handedOver: false } }),
  'handed-over': () => ({ phase: { status: 'elsewhere', handedOver: true } }),
  failed: () => ({ phase: { status: 'failed', code: 'storage-blocked' } }),
  conversation: () => ({ screen: { name: 'conversation', friendId: 'noor' } }),
  'conversation-away': () => ({ screen: { name: 'conversation', friendId: 'grandma' } }),
  ...BACKUP_CHANGES,
  ...CONNECT_CHANGES,
  ...CONVERSATION_CHANGES,
  ...FORGETTING_CHANGES,
  ...INTRODUCTION_CHANGES,
  ...MOVING_CHANGES,
  ...SAFETY_CHANGES,
  ...updateChanges(DEVICE),
} satisfies Record<string, (nowMs: number) => Partial<AppState>>;

export type GalleryState = keyof typeof CHANGES;

export const GALLERY_STATES = Object.keys(CHANGES) as GalleryState[];

/** A whole state of the app by its name in the gallery. */
export function galleryState(name: GalleryState, nowMs: number): AppState {
  return { ...full(nowMs), ...CHANGES[name](nowMs) };
}
