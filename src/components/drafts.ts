/** What was begun to be written, by friend, for as long as the page lives: never stored. */
import type { Messenger } from '../app/messenger.ts';
import type { FriendId } from '../app/state.ts';

const DRAFTS = new WeakMap<Messenger, Map<FriendId, string>>();

/** The drafts of an app. */
export function draftsOf(app: Messenger): Map<FriendId, string> {
  let drafts = DRAFTS.get(app);
  if (drafts === undefined) {
    drafts = new Map();
    DRAFTS.set(app, drafts);
  }
  return drafts;
}
