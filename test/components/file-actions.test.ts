import { describe, expect, it } from 'vitest';
import type { Transfer } from '../../src/app/state.ts';
import { actionsOf } from '../../src/components/file-actions.ts';
import { chatWords as text } from '../../src/components/words/chat-words.ts';

// What else a transfer has is not looked at.
const base = {
  ...{
    fileId: 'id',
    friendId: 'friend',
    direction: 'send',
    name: 'a',
    mediaType: '',
    sizeBytes: 5,
  },
  ...{ status: 'active', error: null, doneBytes: 0, rateBytesPerSecond: null, secondsLeft: null },
  ...{ paused: false, hold: null, source: 'here', otherFile: null, room: null, folderFiles: null },
} as Transfer;

const CAME = { direction: 'receive', status: 'complete' } as const;

const can = (change: Partial<Transfer>): string[] =>
  actionsOf({ ...base, ...change }).map(({ action, primary }) => (primary ? `${action}!` : action));

describe('what can be done with a file', () => {
  it.each([
    ['an offer of theirs', { direction: 'receive', status: 'offered' }, ['decline', 'accept!']],
    ['an offer of mine', { status: 'offered' }, ['cancel']],
    ['one that moves', {}, ['cancel', 'pause']],
    ['one that comes', { direction: 'receive' }, ['cancel', 'pause']],
    ['a paused one', { paused: true }, ['cancel', 'resume!']],
    ['one to be opened again', { source: 'allow' }, ['cancel', 'goOn!']],
    ['one to be chosen again', { source: 'choose', status: 'offered' }, ['cancel', 'choose!']],
    ['one being looked at', { source: 'checking' }, ['cancel', 'pause']],
    [
      'another in its place',
      { source: 'choose', otherFile: 'another' },
      ['cancel', 'choose', 'sendAnew!'],
    ],
    ['one that failed to come', { direction: 'receive', status: 'failed' }, ['cancel', 'accept!']],
    [
      'one that was taken back',
      { direction: 'receive', status: 'failed', error: 'file-sender-gone' },
      ['cancel'],
    ],
    ['one that cannot be read', { status: 'failed', source: 'choose' }, ['cancel', 'choose!']],
    ['one that came', { direction: 'receive', status: 'complete' }, ['save']],
    ['a film that came', { ...CAME, mediaType: 'video/webm' }, ['save', 'look']],
    ['a text that came', { ...CAME, mediaType: 'text/plain' }, ['save', 'look']],
    ['a folder that came', { ...CAME, folderFiles: 3, name: 'a.txt' }, ['save']],
    ['one that arrived', { status: 'complete' }, []],
    ['one that ended', { status: 'cancelled', source: 'choose' }, []],
  ] as const)('%s', (_, change, expected) => {
    expect(can(change)).toEqual(expected);
  });

  it('lets what waits behind another be the next', () => {
    const actions = (change: Partial<Transfer>): string[] =>
      actionsOf({ ...base, ...change }, true).map(({ action }) => action);
    expect(actions({})).toEqual(['cancel', 'pause', 'next']);
    expect(actions({ paused: true })).toEqual(['cancel', 'resume']);
    expect(actions({ hold: 'missing' })).toEqual(['cancel', 'pause']);
  });

  it('says what is to be chosen again, a file or a folder', () => {
    const labels = (change: Partial<Transfer>): string[] =>
      actionsOf({ ...base, source: 'choose', ...change }).map(({ label }) => label);
    expect(labels({})).toContain(text.chooseAgain);
    expect(labels({ folderFiles: 3 })).toContain(text.chooseFolderAgain);
    expect(labels({ folderFiles: 3, otherFile: 'changed' })).toContain(text.sendFolderAnew);
  });
});
