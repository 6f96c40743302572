/** The conversation in every state that it can be in, for the gallery. Times are relative to `nowMs`. */
import type {
  AppState,
  Conversation,
  FileId,
  Friend,
  Item,
  Transfer,
} from '../../../src/app/state.ts';
import { FILES } from './conversation-files.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What was said: how long ago, by whom, a text or `file:` and its name in FILES. */
type Said = readonly [
  agoMs: number,
  author: Item['author'],
  what: string,
  delivery?: Item['delivery'],
];

const LONG_WORD =
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';

const TALK: readonly Said[] = [
  [12 * DAY, 'them', 'It works! I can hear you through the string.'],
  [12 * DAY - MINUTE, 'me', 'Loud and clear'],
  [12 * DAY - 2 * MINUTE, 'me', '🥫🧵🥫'],
  [2 * DAY, 'them', 'file:list'],
  [
    2 * DAY - MINUTE,
    'them',
    'This is what I packed last time, have a look: https://example.org/packing/for/three/days\n\nAnything missing?',
  ],
  [DAY, 'me', 'A second kettle, obviously.'],
  [DAY - 20 * MINUTE, 'them', 'file:photo'],
  [DAY - 21 * MINUTE, 'them', 'The view from last year'],
  [9 * MINUTE, 'me', 'file:map'],
  [4 * MINUTE, 'them', 'ok'],
  [3 * MINUTE, 'them', 'The kettle is on. Are you coming over later?'],
  [MINUTE, 'me', 'On my way ❤️', 'delivered'],
  [MINUTE / 2, 'me', 'Bringing the map and the good biscuits', 'sent'],
];

const TEXTS: readonly Said[] = [
  [90 * MINUTE, 'them', 'שלום! מה שלומך היום? נתראה אחר כך (בחמש).'],
  [89 * MINUTE, 'me', 'مرحبا، كل شيء بخير. إلى اللقاء!'],
  [60 * MINUTE, 'them', LONG_WORD],
  [59 * MINUTE, 'me', LONG_WORD.toLowerCase().repeat(3)],
  [50 * MINUTE, 'them', '👨‍👩‍👧‍👦 🇳🇴'],
  [49 * MINUTE, 'me', '❤️'],
  [
    40 * MINUTE,
    'them',
    `See (https://example.org/a_(b)), www.example.org/${'path/'.repeat(30)} and https://bücher.example.`,
  ],
  [30 * MINUTE, 'me', 'Poem\n'.repeat(40)],
  [20 * MINUTE, 'them', 'All work and no play makes a long message. '.repeat(80)],
];

function conversationOf(nowMs: number, said: readonly Said[]): Conversation {
  const items = said.map(([agoMs, author, what, delivery = 'delivered'], index): Item => {
    const base = { seq: index + 1, position: index + 1, author, atMs: nowMs - agoMs, delivery };
    return what.startsWith('file:')
      ? { ...base, kind: 'file', fileId: what.slice(5) }
      : { ...base, kind: 'text', text: what };
  });
  return { items, hasEarlier: false, loading: false, error: null };
}

function state(
  nowMs: number,
  said: readonly Said[],
  change: Partial<Friend> = {},
): Partial<AppState> {
  const friend: Friend = {
    id: 'noor',
    name: 'Noor',
    metBy: 'camera',
    pairedAtMs: nowMs - 30 * DAY,
    line: 'open',
    lineError: null,
    iAllowFinding: false,
    theyAllowFinding: false,
    unread: 0,
    last: null,
    ...change,
  };
  return {
    screen: { name: 'conversation', friendId: 'noor' },
    friends: new Map([['noor', friend]]),
    conversations: new Map([['noor', conversationOf(nowMs, said)]]),
    transfers: new Map<FileId, Transfer>(FILES.map((each) => [each.fileId, each])),
  };
}

/** Files of these names, newest last, each from the side that its transfer says. */
function files(nowMs: number, ...names: readonly FileId[]): Partial<AppState> {
  const said = names.map((name, index): Said => {
    const sent = FILES.find(({ fileId }) => fileId === name)?.direction === 'send';
    return [(names.length - index) * 10 * MINUTE, sent ? 'me' : 'them', `file:${name}`];
  });
  return state(nowMs, said, awayFiles(names) ? { line: 'away' } : {});
}

/** Files whose names end in `-away` are shown without a line. */
function awayFiles(names: readonly FileId[]): boolean {
  return names[0]?.endsWith('-away') ?? false;
}

const UNSENT: Said = [2 * MINUTE, 'me', 'Are you home yet?', 'sending'];

export const CONVERSATION_CHANGES = {
  'talk-empty': (nowMs) => state(nowMs, []),
  'talk-empty-away': (nowMs) => state(nowMs, [], { line: 'away', metBy: 'link' }),
  'talk-mixed': (nowMs) => state(nowMs, TALK),
  'talk-away': (nowMs) => state(nowMs, [...TALK, UNSENT], { line: 'away' }),
  'talk-shaky': (nowMs) => state(nowMs, TALK, { line: 'shaky' }),
  'talk-looking': (nowMs) => state(nowMs, [...TALK, UNSENT], { line: 'looking' }),
  'talk-lost': (nowMs) => state(nowMs, [...TALK, UNSENT], { line: 'away', lineError: 'line-lost' }),
  'talk-texts': (nowMs) => state(nowMs, TEXTS),
  'talk-long-name': (nowMs) =>
    state(nowMs, TALK, { name: `Quiet Harbour ${LONG_WORD}`, line: 'away' }),
  'talk-thousands': (nowMs) =>
    state(
      nowMs,
      Array.from({ length: 5_000 }, (_, index): Said => {
        const agoMs = (5_000 - index) * 7 * MINUTE;
        return [
          agoMs,
          index % 3 === 0 ? 'me' : 'them',
          `Message ${index}. ${LONG_WORD.slice(0, index % 70)}`,
        ];
      }),
    ),
  'files-offered': (nowMs) => files(nowMs, 'song', 'song-sent', 'long-name'),
  'files-active': (nowMs) => files(nowMs, 'map', 'map-received', 'starting'),
  'files-away': (nowMs) => files(nowMs, 'map-away', 'song'),
  'files-complete': (nowMs) => files(nowMs, 'photo', 'list', 'list-sent'),
  'files-over': (nowMs) => files(nowMs, 'declined', 'declined-sent', 'cancelled'),
  'files-folders': (nowMs) =>
    files(nowMs, 'folder', 'folder-moving', 'folder-choose', 'folder-here', 'film', 'list'),
  'files-read': (nowMs) => files(nowMs, 'list'),
  'talk-attach': (nowMs) => state(nowMs, TALK),
  'files-failed': (nowMs) => files(nowMs, 'broken', 'gone', 'failed-sent'),
  'files-held': (nowMs) => files(nowMs, 'paused', 'paused-by-friend', 'source-away', 'no-room'),
  'files-again': (nowMs) => files(nowMs, 'allow', 'choose', 'changed'),
  'files-save-error': (nowMs) => files(nowMs, 'unsavable'),
  'talk-too-long': (nowMs) => state(nowMs, TALK),
  'talk-drop': (nowMs) => state(nowMs, TALK),
  'talk-menu': (nowMs) => state(nowMs, TALK),
  'talk-picture': (nowMs) => files(nowMs, 'photo'),
} satisfies Record<string, (nowMs: number) => Partial<AppState>>;
