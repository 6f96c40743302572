/** Who somebody is, in every state, for the gallery. Times are relative to `nowMs`. */
import type {
  AppState,
  Conversation,
  Friend,
  FriendId,
  TrustRecord,
} from '../../../src/app/state.ts';

const DAY = 86_400_000;
const EMPTY: Conversation = { items: [], hasEarlier: false, loading: false, error: null };

function friend(
  nowMs: number,
  id: FriendId,
  change: Partial<TrustRecord> = {},
  metBy: Friend['metBy'] = 'link',
): Friend {
  return {
    ...{ id, name: 'Noor', metBy, pairedAtMs: nowMs - (id === 'noor' ? 90 : 1) * DAY },
    ...{ line: 'open', lineError: null, unread: 0, last: null },
    ...{ iAllowFinding: false, theyAllowFinding: false },
    trust: { verified: null, claims: null, apartFrom: [], movedTo: null, ...change },
  };
}

function shown(
  screen: AppState['screen'],
  ...friends: readonly Friend[]
): Pick<AppState, 'screen' | 'friends' | 'conversations'> {
  return {
    screen,
    friends: new Map(friends.map((one) => [one.id, one])),
    conversations: new Map(friends.map(({ id }) => [id, EMPTY])),
  };
}

const SAFETY = { name: 'safety', friendId: 'noor' } as const;

/** The friend of old, and who came under her name. */
const two = (nowMs: number, change: Partial<TrustRecord> = {}): readonly Friend[] => [
  friend(nowMs, 'noor', { verified: 'in-person' }, 'camera'),
  friend(nowMs, 'somebody', { claims: 'noor', ...change }),
];

export const SAFETY_CHANGES = {
  safety: (nowMs) => shown(SAFETY, friend(nowMs, 'noor')),
  'safety-introduced': (nowMs) => shown(SAFETY, friend(nowMs, 'noor', {}, 'introduction')),
  'safety-compared': (nowMs) => shown(SAFETY, friend(nowMs, 'noor', { verified: 'compared' })),
  'safety-in-person': (nowMs) => shown(SAFETY, friend(nowMs, 'noor', { verified: 'in-person' })),
  'safety-differs': (nowMs) => shown(SAFETY, friend(nowMs, 'noor')),
  'safety-long-name': (nowMs) =>
    shown(SAFETY, { ...friend(nowMs, 'noor'), name: 'Quiet Harbour with a remarkably long name' }),
  'safety-who': (nowMs) => shown({ name: 'safety', friendId: 'somebody' }, ...two(nowMs)),
  'safety-who-compared': (nowMs) =>
    shown({ name: 'safety', friendId: 'somebody' }, ...two(nowMs, { verified: 'compared' })),
  'held-claims': (nowMs) => shown({ name: 'conversation', friendId: 'somebody' }, ...two(nowMs)),
  'held-claimed': (nowMs) => shown({ name: 'conversation', friendId: 'noor' }, ...two(nowMs)),
  'held-moved': (nowMs) =>
    shown(
      { name: 'conversation', friendId: 'noor' },
      friend(nowMs, 'noor', { verified: 'in-person', movedTo: 'somebody' }),
      friend(nowMs, 'somebody', { verified: 'compared' }),
    ),
  'friends-trust': (nowMs) => ({
    ...shown({ name: 'friends' }, ...two(nowMs)),
    friends: new Map(
      [
        ...two(nowMs),
        { ...friend(nowMs, 'emil', { verified: 'compared' }), name: 'Emil Lindqvist' },
        { ...friend(nowMs, 'kim'), name: 'Kim with a name that is longer than any row could be' },
      ].map((one) => [one.id, one]),
    ),
  }),
} satisfies Record<string, (nowMs: number) => Partial<AppState>>;
