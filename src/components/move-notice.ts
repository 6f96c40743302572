/** What stands in the conversation with the other device of a move. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Messenger } from '../app/messenger.ts';
import type { MoveState } from '../app/move-actions.ts';
import type { Friend } from '../app/state.ts';
import { nameOf } from './friend-list.ts';
import { named } from './named.ts';
import { movingWords } from './words/moving-words.ts';
import './notice-bar.ts';

/** @param move what goes on, if anything does */
export function moveNotice(
  app: Messenger,
  friend: Friend,
  move: MoveState | undefined,
): TemplateResult | typeof nothing {
  const text = movingWords;
  if (move?.friendId !== friend.id) return nothing;
  const name = nameOf(friend);
  if (move.step === 'arrived') {
    return html`<notice-bar>${named((said) => text.arrivedNotice(said ?? ''), name)}</notice-bar>`;
  }
  if (move.step !== 'asked') return nothing;
  return html`<notice-bar
    action=${text.requestLook}
    @notice-action=${() => void app.moving().then((moving) => moving.look())}
    >${named((said) => text.requestNotice(said ?? ''), name)}</notice-bar
  >`;
}
