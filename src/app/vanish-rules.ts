/** What was chosen of messages that disappear, as both logs of a conversation say it. PROTOCOL.md §4.2. */
import type { FriendRecord } from '../storage/repositories.ts';
import { ruleName, type VanishingRepository } from '../storage/vanishing-repository.ts';
import { NO_RULE, sameRule, strongerRule, type VanishRule } from '../wire/entry-content.ts';
import type { VanishEntry } from '../wire/frame.ts';
import type { AppState, Friend, FriendId } from './state.ts';
import type { Store } from './store.ts';

export class VanishRules {
  constructor(
    private readonly store: Store<AppState>,
    private readonly repository: VanishingRepository,
  ) {}

  /** Shows what was chosen with every friend. @returns whether something is to disappear */
  async load(friends: readonly FriendRecord[]): Promise<boolean> {
    const { entries, rules } = await this.repository.all();
    if (rules.size > 0) {
      for (const { id, conversationId } of friends) {
        const mine = rules.get(ruleName(conversationId, 'me'));
        this.#show(id, mine, rules.get(ruleName(conversationId, id)));
      }
    }
    return entries.length > 0;
  }

  /** One of both chose. */
  async read({ id, conversationId }: FriendRecord): Promise<void> {
    const mine = await this.repository.rule(conversationId, 'me');
    this.#show(id, mine, await this.repository.rule(conversationId, id));
  }

  #show(id: FriendId, mine: VanishRule = NO_RULE, theirs: VanishRule = NO_RULE): void {
    const inForce = strongerRule(mine, theirs);
    if (inForce.round === 0) return;
    this.store.update((state) => {
      const friend = state.friends.get(id);
      if (friend === undefined) return state;
      const vanish = { mine, inForce };
      return { ...state, friends: new Map(state.friends).set(id, { ...friend, vanish }) };
    });
  }
}

/** The entry that chooses anew for both. */
export function chosen(friend: Friend | undefined, seconds: number, atMs: number): VanishEntry {
  const round = (friend?.vanish?.inForce.round ?? 0) + 1;
  return { kind: 'vanish', atMs, round, seconds, follows: false };
}

/** The entry that my log needs before the next one with content; null when it goes by what is in force. */
export function followed(friend: Friend | undefined, atMs: number): VanishEntry | null {
  const { mine, inForce } = friend?.vanish ?? { mine: NO_RULE, inForce: NO_RULE };
  if (sameRule(mine, inForce)) return null;
  return { kind: 'vanish', atMs, ...inForce, follows: true };
}
