import { describe, expect, it } from 'vitest';
import type { Friend, Transfer } from '../../src/app/state.ts';
import { transfersToSee } from '../../src/components/friend-list.ts';
import { groupOf, groupsOf, isBehind } from '../../src/components/transfer-groups.ts';

function transfer(change: Partial<Transfer>): Transfer {
  return {
    ...{ fileId: 'id', friendId: 'ann', direction: 'receive', name: 'a', mediaType: '' },
    ...{ sizeBytes: 5, folderFiles: null, status: 'active', error: null, doneBytes: 0 },
    ...{ rateBytesPerSecond: null, secondsLeft: null, paused: false, hold: null },
    ...{ source: 'here', otherFile: null, endedAtMs: null, room: null, ...change },
  };
}

describe('a transfer', () => {
  it.each<[string, Partial<Transfer>, string | null]>([
    ['offered to me', { status: 'offered' }, 'asking'],
    ['offered by me', { status: 'offered', direction: 'send' }, 'waiting'],
    ['that comes', {}, 'moving'],
    ['that goes', { direction: 'send' }, 'moving'],
    ['that I paused', { paused: true }, 'paused'],
    ['that the friend paused', { hold: 'paused-by-sender' }, 'waiting'],
    ['whose sender has to choose it again', { hold: 'missing' }, 'waiting'],
    ['that I have to choose again', { direction: 'send', source: 'choose' }, 'asking'],
    ['that I have to allow', { direction: 'send', source: 'allow', status: 'offered' }, 'asking'],
    ['that is looked at', { direction: 'send', source: 'checking' }, 'waiting'],
    ['that failed', { status: 'failed' }, 'failed'],
    ['that arrived', { status: 'complete', endedAtMs: 1 }, 'ended'],
    ['that was declined', { status: 'declined', endedAtMs: 1 }, 'ended'],
    ['that was over before, or is cleared away', { status: 'complete' }, null],
  ])('%s stands where it belongs', (_, change, group) => {
    expect(groupOf(transfer(change), true)).toBe(group);
  });

  it('waits while its friend is away', () => {
    expect(groupOf(transfer({}), false)).toBe('waiting');
  });
});

describe('a file of a queue', () => {
  const running = transfer({ fileId: 'running', rateBytesPerSecond: 1 });

  it('is behind one that moves the same way between the same two', () => {
    expect(isBehind(transfer({}), [transfer({}), running])).toBe(true);
    expect(isBehind(running, [running])).toBe(false);
    expect(isBehind(transfer({ direction: 'send' }), [running])).toBe(false);
    expect(isBehind(transfer({ friendId: 'ben' }), [running])).toBe(false);
    expect(isBehind(transfer({}), [transfer({})])).toBe(false);
  });

  it('stands below the one that moves', () => {
    const friends = new Map([['ann', { line: 'open' } as Friend]]);
    const [[, members] = []] = groupsOf([transfer({ fileId: 'first' }), running], friends);
    expect(members?.map(({ fileId }) => fileId)).toEqual(['running', 'first']);
  });
});

describe('the list', () => {
  const ann = { line: 'open' } as Friend;

  it('has no empty groups, and what ended last first', () => {
    const all = [
      transfer({ fileId: '1', status: 'complete', endedAtMs: 1 }),
      transfer({ fileId: '2' }),
      transfer({ fileId: '3', status: 'cancelled', endedAtMs: 3 }),
      transfer({ fileId: '4', friendId: 'gone' }),
    ];
    const groups = groupsOf(all, new Map([['ann', ann]]));
    expect(groups.map(([group, found]) => [group, found.map(({ fileId }) => fileId)])).toEqual([
      ...[
        ['moving', ['2']],
        ['waiting', ['4']],
        ['ended', ['3', '1']],
      ],
    ]);
    expect(groupsOf([], new Map())).toEqual([]);
  });

  it('is led to when there is something to see in it', () => {
    expect(transfersToSee([])).toBeNull();
    expect(transfersToSee([transfer({ status: 'complete' })])).toBeNull();
    expect(transfersToSee([transfer({ status: 'complete', endedAtMs: 1 })])).toBe(0);
    const open = [transfer({}), transfer({ status: 'failed' }), transfer({ status: 'offered' })];
    expect(transfersToSee(open)).toBe(3);
  });
});
