import { describe, expect, it } from 'vitest';
import type { Friend } from '../../src/app/state.ts';
import {
  lastLine,
  lineWords,
  nameOf,
  sortFriends,
  stringOf,
  totalUnread,
} from '../../src/components/friend-list.ts';

function friend(id: string, change: Partial<Friend> = {}): Friend {
  return {
    id,
    name: id,
    metBy: 'link',
    pairedAtMs: 0,
    line: 'away',
    lineError: null,
    iAllowFinding: false,
    theyAllowFinding: false,
    unread: 0,
    last: null,
    ...change,
  };
}
const text = (atMs: number, said: string, author: 'me' | 'them' = 'them'): Friend['last'] => ({
  author,
  atMs,
  kind: 'text',
  text: said,
});

describe('the list of friends', () => {
  it('puts the newest message or meeting first, and ties in a fixed order', () => {
    const all = [
      friend('b', { last: text(5, 'hi') }),
      friend('new', { pairedAtMs: 9 }),
      friend('a', { last: text(5, 'hi') }),
    ];
    expect(sortFriends(all).map(({ id }) => id)).toEqual(['new', 'a', 'b']);
    expect(sortFriends(all.reverse()).map(({ id }) => id)).toEqual(['new', 'a', 'b']);
  });

  it('calls a friend something until they have said their name', () => {
    expect(nameOf(friend('x', { name: '' }))).toBe('New friend');
    expect(nameOf(friend('x', { name: 'Noor' }))).toBe('Noor');
  });

  it('shows the last message as one line and says whose it is', () => {
    expect(lastLine(friend('x'))).toBe('No messages yet');
    expect(lastLine(friend('x', { last: text(1, 'two\n\nlines') }))).toBe('two lines');
    expect(lastLine(friend('x', { last: text(1, 'hello', 'me') }))).toBe('You: hello');
    const unknown: Friend['last'] = { author: 'them', atMs: 1, kind: 'unknown', text: '' };
    expect(lastLine(friend('x', { last: unknown }))).toMatch(/newer Twocan/);
  });

  it('says how the line stands', () => {
    expect(lineWords(friend('x', { line: 'open', lineError: 'line-lost' }))).toBe('Connected');
    expect(lineWords(friend('x', { line: 'shaky' }))).toBe('Connected, but shaky');
    expect(lineWords(friend('x', { line: 'looking' }))).toBe('Looking for them');
    expect(lineWords(friend('x'))).toBe('Away');
    expect(lineWords(friend('x', { lineError: 'line-lost' }))).toBe('The line broke');
  });

  it('hangs the string as the line stands', () => {
    const strings = (['open', 'shaky', 'looking', 'away'] as const).map((line) =>
      stringOf(friend('x', { line })),
    );
    expect(strings).toEqual(['taut', 'loose', 'drawing', 'slack']);
  });

  it('adds up what is unread', () => {
    expect(totalUnread([friend('a', { unread: 2 }), friend('b'), friend('c', { unread: 3 })])).toBe(
      5,
    );
  });
});
