/** Transfers of all kinds with several friends, for the gallery. */
import type { AppState, Transfer } from '../../../src/app/state.ts';
import { FILES } from './conversation-files.ts';

const FRIENDS = ['noor', 'emil', 'quiet'];
const MINUTE = 60_000;
const ENDED = ['photo', 'list', 'list-sent', 'declined-sent', 'cancelled', 'folder-here'];
const SHOWN = [
  ...['song', 'folder', 'long-name', 'choose', 'map', 'map-received', 'folder-moving'],
  ...['song-sent', 'source-away', 'paused', 'paused-by-friend', 'broken', 'failed-sent', ...ENDED],
];

/** The screen with something in every group. */
export function transfersShown(nowMs: number): Partial<AppState> {
  const shown = FILES.filter(({ fileId }) => SHOWN.includes(fileId)).map((one, n): Transfer => {
    const endedAtMs = ENDED.includes(one.fileId) ? nowMs - n * MINUTE : null;
    return { ...one, endedAtMs, friendId: FRIENDS[n % FRIENDS.length] ?? '' };
  });
  const transfers = new Map(shown.map((one) => [one.fileId, one]));
  return { screen: { name: 'transfers' }, transfers };
}
