/** The connect screen in every state that it can be in, for the gallery. Times are relative to `nowMs`. */
import type { AppState, Pairing, ShownCard, ShownInvite } from '../../../src/app/state.ts';

const MINUTE = 60_000;

const CARD: ShownCard = {
  kind: 'invite',
  link: 'https://twocan.example/#EAJ4n2kq0Zr8vX1b7QdLw5yUtP3mGf6sHcRjAoKeViBNzSxTpW9DgEuMhYlCFqOaJ4n2kq0Zr8vX1b7QdLw5yUtP3mGf6sHcRjAoKeViBNzSx',
  qrSegments: [
    { mode: 'alphanumeric', text: 'HTTPS://TWOCAN.EXAMPLE/' },
    { mode: 'byte', text: '#' },
    {
      mode: 'alphanumeric',
      text: '8Q2K7Z$X0V1B/7QDLW5-YUTP3MGF6SHC*RJAOKEVIBNZ+SXTPW9DGEUMHYLCFQOA0192'.repeat(2),
    },
  ],
  sizeBytes: 96,
};

const REPLY: ShownCard = { ...CARD, kind: 'reply' };
const CODE: ShownCard = {
  kind: 'code',
  link: 'https://twocan.example/#8Q2K7Z$X0V1B7QDLW5-YUTP3MGF6SHC*RJAOKEVIBNZ+SXTPW9DGEUMHYLCFQOA0192',
  qrSegments: [
    { mode: 'alphanumeric', text: 'HTTPS://TWOCAN.EXAMPLE/' },
    { mode: 'byte', text: '#' },
    {
      mode: 'alphanumeric',
      text: '8Q2K7Z$X0V1B/7QDLW5-YUTP3MGF6SHC*RJAOKEVIBNZ+SXTPW9DGEUMHYLCFQOA0192PQ8Z',
    },
  ],
  sizeBytes: 60,
};

function state(
  step: Pairing['step'],
  change: Partial<Pairing> = {},
  invites: readonly ShownInvite[] = [],
): Partial<AppState> {
  const friendId = change.friendId ?? null;
  return {
    screen: { name: 'connect', friendId },
    pairing: { step, friendId, error: null, stale: null, ...change },
    invites,
  };
}

function invite(nowMs: number, id: string, change: Partial<ShownInvite> = {}): ShownInvite {
  return { id, label: '', friendId: null, card: CARD, sinceMs: nowMs, given: false, ...change };
}

const inviting = (nowMs: number, card = CARD): Pairing['step'] => ({
  status: 'inviting',
  inviteId: '1',
  card,
  sinceMs: nowMs,
});
const replying = (nowMs: number): Pairing['step'] => ({
  status: 'replying',
  card: REPLY,
  sinceMs: nowMs,
});

const several = (nowMs: number): readonly ShownInvite[] => [
  invite(nowMs, '3', { label: 'Mum', sinceMs: nowMs - 73 * MINUTE, given: true }),
  invite(nowMs, '4', { sinceMs: nowMs - 8 * MINUTE, given: true }),
  invite(nowMs, '5', { friendId: 'emil', sinceMs: nowMs - MINUTE, given: true }),
  invite(nowMs, '6', { label: 'שרה', sinceMs: nowMs - 2 * MINUTE, given: true }),
  invite(nowMs, '1', { label: 'Somebody with quite a remarkably long name' }),
];

/** States whose names end in `-far` are looked at after a press on "Far away". */
export const CONNECT_CHANGES = {
  preparing: () => state({ status: 'preparing', kind: 'invite' }),
  inviting: (nowMs) => state(inviting(nowMs)),
  'inviting-camera': (nowMs) => state(inviting(nowMs)),
  'inviting-error': (nowMs) => state(inviting(nowMs), { error: 'card-truncated' }),
  'inviting-far': (nowMs) => state(inviting(nowMs)),
  'inviting-error-far': (nowMs) => state(inviting(nowMs), { error: 'card-truncated' }),
  'inviting-several-far': (nowMs) => state(inviting(nowMs), {}, several(nowMs)),
  'inviting-stale-far': (nowMs) =>
    state(inviting(nowMs), {
      error: 'reply-unknown-invite',
      stale: { label: 'Mum', friendId: null },
    }),
  'no-network': () => state({ status: 'idle' }, { error: 'line-gathering-failed' }),
  code: (nowMs) => state(inviting(nowMs, CODE), { friendId: 'emil' }),
  'code-far': (nowMs) => state(inviting(nowMs, CODE), { friendId: 'emil' }),
  'code-fell-back-far': (nowMs) =>
    state(inviting(nowMs), { friendId: 'emil', error: 'code-needs-reply' }),
  replying: (nowMs) => state(replying(nowMs)),
  'replying-face': (nowMs) => state(replying(nowMs)),
  connecting: () => state({ status: 'connecting' }),
  connected: () => state({ status: 'connected', friendId: 'noor' }),
} satisfies Record<string, (nowMs: number) => Partial<AppState>>;
