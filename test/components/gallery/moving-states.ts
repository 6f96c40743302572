/** States of moving everything to another device, on either side. */
import type { MoveState, MoveStepName } from '../../../src/app/move-actions.ts';
import type { AppState } from '../../../src/app/state.ts';

const SIZE = { friends: 6, files: 41, fileBytes: 1_372_000_000 };

/** @param friendId one of the gallery's friends with a line, or without one */
function at(
  side: MoveState['side'],
  step: MoveStepName,
  rest: Partial<MoveState> = {},
): () => Partial<AppState> {
  const friendId = rest.friendId ?? 'noor';
  const nothing = { done: 0, fileId: null, error: null, unheard: false };
  return () => ({
    screen: { name: 'conversation', friendId },
    move: { side, step, friendId, size: SIZE, ...nothing, ...rest },
  });
}

export const MOVING_CHANGES = {
  'move-choosing': at('old', 'choosing'),
  'move-choosing-unheard': at('old', 'choosing', { unheard: true }),
  'move-asking': at('old', 'asking'),
  'move-refused': at('old', 'refused'),
  'move-not-new': at('old', 'not-new'),
  'move-writing': at('old', 'writing', { done: 0.38 }),
  'move-sending-away': at('old', 'sending', { friendId: 'grandma' }),
  'move-there': at('old', 'there'),
  'move-stopped': at('old', 'stopped', { error: 'file-no-space' }),
  'move-asked': at('new', 'asked'),
  'move-considering': at('new', 'considering'),
  'move-considering-full': at('new', 'considering', { error: 'file-no-space' }),
  'move-receiving': at('new', 'receiving'),
  'move-importing': at('new', 'importing', { done: 0.81 }),
  'move-arrived': at('new', 'arrived'),
  moved: () => ({ phase: { status: 'moved', atMs: Date.UTC(2026, 10, 21, 12) } }),
} satisfies Record<string, () => Partial<AppState>>;
