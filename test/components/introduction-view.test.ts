import { describe, expect, it } from 'vitest';
import type { Friend, FriendId, Introduction } from '../../src/app/state.ts';
import { askedBy } from '../../src/components/friend-list.ts';
import { candidatesFor, concerns, viewOf } from '../../src/components/introduction-view.ts';

function friend(id: FriendId, name: string, line: Friend['line'] = 'open'): Friend {
  return {
    ...{ id, name, line, metBy: 'link', pairedAtMs: 0, lineError: null },
    ...{ iAllowFinding: false, theyAllowFinding: false, unread: 0, last: null },
  };
}

const FRIENDS = new Map(
  [
    friend('ivy', 'Ivy'),
    friend('noor', 'Noor'),
    friend('emil', 'Emil'),
    friend('gran', 'Gran', 'away'),
  ].map((one) => [one.id, one]),
);

const offer = (status: 'asking' | 'declined' | 'passed'): Introduction => ({
  ...{ id: 'o', role: 'introducer', friendIds: ['emil', 'noor'], status },
});

const asked = (
  status: 'asked' | 'agreed' | 'connecting' | 'met' | 'ended',
  name = 'Bob',
): Introduction => ({
  ...{ id: `${status} ${name}`, role: 'introduced', via: 'ivy', name, status, friendId: null },
});

describe('whom a friend can be introduced to', () => {
  it('is everybody else on a line, by name', () => {
    const ids = candidatesFor('ivy', FRIENDS, []).map(({ friend: { id } }) => id);
    expect(ids).toEqual(['emil', 'noor']);
  });

  it('says who is being asked already, until that is over', () => {
    const pending = (introductions: Introduction[]): FriendId[] =>
      candidatesFor('noor', FRIENDS, introductions)
        .filter((one) => one.pending)
        .map((one) => one.friend.id);
    expect(pending([offer('asking')])).toEqual(['emil']);
    expect(pending([offer('declined')])).toEqual([]);
  });
});

describe('an introduction', () => {
  it('stands with both friends of the introducer, and with who introduces me', () => {
    const where = (one: Introduction): FriendId[] =>
      [...FRIENDS.keys()].filter((id) => concerns(one, id));
    expect(where(offer('asking'))).toEqual(['noor', 'emil']);
    expect(where(asked('asked'))).toEqual(['ivy']);
  });

  it('can be put away once it is over, and not before', () => {
    const over = (one: Introduction): boolean => viewOf(one, 'noor', FRIENDS).over;
    expect([offer('asking'), offer('declined'), offer('passed')].map(over)).toEqual([
      false,
      true,
      true,
    ]);
    expect(
      (['asked', 'agreed', 'connecting', 'met', 'ended'] as const).map((s) => over(asked(s))),
    ).toEqual([false, false, false, true, true]);
  });

  it('says in a line how it ended and keeps the rest behind it, except where it ended well', () => {
    const folds = (one: Introduction): boolean => viewOf(one, 'noor', FRIENDS).detail !== null;
    expect([offer('asking'), offer('declined'), offer('passed')].map(folds)).toEqual([
      true,
      true,
      true,
    ]);
    expect([asked('met'), asked('ended')].map(folds)).toEqual([false, true]);
  });

  it('wants an answer only while I am asked, and leads to whom I met', () => {
    const choices = (one: Introduction): string[] =>
      viewOf(one, 'ivy', FRIENDS).choices.map(({ choice }) => choice);
    expect(choices(asked('asked'))).toEqual(['decline', 'agree']);
    expect(choices(asked('agreed'))).toEqual([]);
    expect(choices(asked('met'))).toEqual(['open']);
  });

  it('marks the friend who asks, by the oldest question', () => {
    const marks = askedBy([asked('ended', 'Zoe'), asked('asked', 'Bob'), asked('asked', 'Cem')]);
    expect([...marks]).toEqual([['ivy', 'Bob']]);
  });
});
