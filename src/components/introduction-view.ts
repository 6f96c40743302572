/** What a conversation says about introductions, as pure functions of the state. */
import { html, type TemplateResult } from 'lit';
import type { Friend, FriendId, Introduction } from '../app/state.ts';
import { isOnLine, nameOf } from './friend-list.ts';
import type { IntroductionChoice } from './introduction-notice.ts';
import { namedAll } from './named.ts';
import { introductionWords } from './words/introduction-words.ts';

type Friends = ReadonlyMap<FriendId, Friend>;
type Offer = Extract<Introduction, { role: 'introducer' }>;
type Asked = Extract<Introduction, { role: 'introduced' }>;

/** An introduction as it stands in one conversation. */
export interface IntroductionView {
  readonly id: string;
  /** `asks` wants an answer, `waits` goes on by itself, `rests` is over. */
  readonly kind: 'asks' | 'waits' | 'met' | 'rests';
  /** Short enough for a line, with short names. */
  readonly sentence: TemplateResult;
  /** The rest of it; null when that was all. */
  readonly detail: TemplateResult | null;
  /** It may be put away. */
  readonly over: boolean;
  readonly choices: readonly {
    readonly choice: IntroductionChoice;
    readonly label: string;
    readonly primary: boolean;
  }[];
}

/** Somebody to introduce a friend to. */
export interface Candidate {
  readonly friend: Friend;
  /** These two are being asked already. */
  readonly pending: boolean;
}

/** Whether it belongs into the conversation with this friend. */
export function concerns(introduction: Introduction, friendId: FriendId): boolean {
  return introduction.role === 'introducer'
    ? introduction.friendIds.includes(friendId)
    : introduction.via === friendId;
}

/** Whom a friend can be introduced to: everybody else on a line, in the order of their names. */
export function candidatesFor(
  friendId: FriendId,
  friends: Friends,
  introductions: readonly Introduction[],
): Candidate[] {
  const pending = new Set(
    introductions
      .filter((one) => one.role === 'introducer')
      .filter(({ status }) => status === 'asking' || status === 'passing')
      .filter(({ friendIds }) => friendIds.includes(friendId))
      .flatMap(({ friendIds }) => friendIds),
  );
  return [...friends.values()]
    .filter((friend) => friend.id !== friendId && isOnLine(friend))
    .sort((a, b) => nameOf(a).localeCompare(nameOf(b)))
    .map((friend) => ({ friend, pending: pending.has(friend.id) }));
}

/** How an introduction is shown in the conversation with `friendId`. */
export function viewOf(
  introduction: Introduction,
  friendId: FriendId,
  friends: Friends,
): IntroductionView {
  return introduction.role === 'introducer'
    ? viewOfOffer(introduction, friendId, friends)
    : viewOfAsked(introduction, friends);
}

function viewOfOffer(
  { id, friendIds: [x, y], status }: Offer,
  friendId: FriendId,
  friends: Friends,
): IntroductionView {
  const names = friendId === x ? [x, y] : [y, x];
  const waits = status === 'asking' || status === 'passing';
  const { line, more } = introductionWords.offers[status];
  return {
    ...{ id, kind: waits ? 'waits' : 'rests', over: !waits, choices: [] },
    sentence: namedAll(line, ...names.map((each) => called(friends, each))),
    detail: html`${more}`,
  };
}

function viewOfAsked(
  { id, via, name, status, friendId }: Asked,
  friends: Friends,
): IntroductionView {
  const text = introductionWords;
  const introducer = called(friends, via);
  const them = firstName(friends.get(friendId ?? '')?.name, name);
  const base = { id, detail: null, over: false, choices: [] };
  switch (status) {
    case 'asked':
      return {
        ...{ ...base, kind: 'asks', sentence: namedAll(text.asked, introducer, them) },
        detail: namedAll(text.askedText, introducer, them),
        choices: [
          { choice: 'decline', label: text.decline, primary: false },
          { choice: 'agree', label: text.agree, primary: true },
        ],
      };
    case 'agreed':
      return { ...base, kind: 'waits', sentence: namedAll(text.agreed, them) };
    case 'connecting':
      return { ...base, kind: 'waits', sentence: namedAll(text.connecting, them) };
    case 'met':
      return {
        ...{ ...base, kind: 'met', over: true, sentence: namedAll(text.met, them) },
        choices: [{ choice: 'open', label: text.openConversation, primary: true }],
      };
    case 'ended':
      return {
        ...{ ...base, kind: 'rests', over: true },
        sentence: namedAll(text.ended, them),
        detail: namedAll(text.endedText, introducer, them),
      };
  }
}

function called(friends: Friends, id: FriendId): string {
  return firstName(friends.get(id)?.name);
}

/** The first of these that says something. */
function firstName(...names: readonly (string | undefined)[]): string {
  return names.find((name) => name !== undefined && name !== '') ?? introductionWords.somebody;
}
