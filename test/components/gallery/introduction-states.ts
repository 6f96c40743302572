/** Introductions in every state that they can be in, for the gallery. */
import type { AppState, Friend, FriendId, Introduction } from '../../../src/app/state.ts';

const DAY = 24 * 60 * 60_000;

type Offer = Extract<Introduction, { role: 'introducer' }>;
type Asked = Extract<Introduction, { role: 'introduced' }>;

const friend = (nowMs: number, id: FriendId, change: Partial<Friend>): Friend => ({
  id,
  name: '',
  metBy: 'link',
  pairedAtMs: nowMs - 30 * DAY,
  line: 'open',
  lineError: null,
  iAllowFinding: false,
  theyAllowFinding: false,
  unread: 0,
  last: null,
  ...change,
});

function state(
  nowMs: number,
  introductions: readonly Introduction[],
  change: Partial<Friend> = {},
): Partial<AppState> {
  const all = [
    friend(nowMs, 'noor', { name: 'Noor', ...change }),
    friend(nowMs, 'emil', { name: 'Emil Lindqvist' }),
    friend(nowMs, 'dalia', { name: 'דליה' }),
    friend(nowMs, 'quiet', { name: 'Quiet Harbour with a remarkably long name' }),
    friend(nowMs, 'grandma', { name: 'Grandma', line: 'away' }),
  ];
  const nothingSaid = { items: [], hasEarlier: false, loading: false, error: null };
  return {
    screen: { name: 'conversation', friendId: 'noor' },
    friends: new Map(all.map((one) => [one.id, one])),
    conversations: new Map([['noor', nothingSaid]]),
    introductions,
  };
}

const offer = (status: Offer['status'], other: FriendId = 'emil'): Introduction => ({
  ...{ id: `${status} ${other}`, role: 'introducer', friendIds: [other, 'noor'], status },
});

const asked = (status: Asked['status'], name = 'Ada'): Asked => ({
  ...{ id: `${status} ${name}`, role: 'introduced', via: 'noor', name, status },
  friendId: status === 'met' ? 'emil' : null,
});

export const INTRODUCTION_CHANGES = {
  'introduce-menu': (nowMs) =>
    state(nowMs, [], { metBy: 'introduction', iAllowFinding: true, theyAllowFinding: true }),
  'introduce-menu-alone': (nowMs) => {
    const alone = friend(nowMs, 'noor', { name: 'Noor' });
    return { ...state(nowMs, []), friends: new Map([['noor', alone]]) };
  },
  'introduce-dialog': (nowMs) => state(nowMs, [offer('asking', 'dalia')]),
  'introducing-asking': (nowMs) => state(nowMs, [offer('asking'), offer('passing', 'dalia')]),
  'introducing-over': (nowMs) =>
    state(nowMs, [offer('passed'), offer('declined', 'dalia'), offer('no-answer', 'quiet')]),
  'introducing-failed': (nowMs) => state(nowMs, [offer('failed', 'quiet')]),
  'introduced-asked': (nowMs) => state(nowMs, [asked('asked')]),
  'introduced-flood': (nowMs) =>
    state(
      nowMs,
      ['Ada', 'דליה', '', 'An utterly long name '.repeat(6), 'Bob'].map((name) =>
        asked('asked', name),
      ),
    ),
  'introduced-agreed': (nowMs) => state(nowMs, [asked('agreed'), asked('connecting', 'דליה')]),
  'introduced-met': (nowMs) => state(nowMs, [asked('met')]),
  'introduced-ended': (nowMs) => state(nowMs, [asked('ended')]),
  'introduced-friends': (nowMs) => ({
    ...state(nowMs, [asked('asked', 'דליה'), { ...asked('asked'), id: 'e', via: 'emil' }], {
      unread: 2,
    }),
    screen: { name: 'friends' },
  }),
} satisfies Record<string, (nowMs: number) => Partial<AppState>>;
