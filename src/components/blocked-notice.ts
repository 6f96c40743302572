/** What stands in the conversation with somebody who is blocked. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Friend } from '../app/state.ts';
import { nameOf } from './friend-list.ts';
import { chatWords } from './words/chat-words.ts';
import './notice-bar.ts';

/** @param unblock the way back was chosen */
export function blockedNotice(
  friend: Friend,
  unblock: () => void,
): TemplateResult | typeof nothing {
  if (friend.quiet !== 'blocked') return nothing;
  return html`<notice-bar
    icon="block"
    text=${chatWords.blockedText(nameOf(friend))}
    action=${chatWords.unblock}
    @notice-action=${unblock}
  ></notice-bar>`;
}
