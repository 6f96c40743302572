import { describe, expect, it } from 'vitest';
import type { Transfer } from '../../src/app/state.ts';
import { fileStatus, shortName } from '../../src/components/file-status.ts';
import { errorWords } from '../../src/components/words/error-words.ts';
import { format } from '../../src/components/words/format.ts';
import { chatWords } from '../../src/components/words/chat-words.ts';

const SIZE = format.bytes(4_200_000);

function transfer(change: Partial<Transfer>): Transfer {
  return {
    fileId: 'id',
    friendId: 'friend',
    direction: 'receive',
    name: 'map.pdf',
    mediaType: 'application/pdf',
    sizeBytes: 4_200_000,
    status: 'offered',
    error: null,
    doneBytes: 0,
    rateBytesPerSecond: null,
    secondsLeft: null,
    paused: false,
    hold: null,
    source: 'here',
    otherFile: null,
    room: null,
    folderFiles: null,
    endedAtMs: null,
    ...change,
  };
}

function said(change: Partial<Transfer>, connected = true): string {
  return fileStatus(transfer(change), connected).text;
}

const LONE_SURROGATE = /\p{Surrogate}/u;

describe('fileStatus', () => {
  const text = chatWords;

  it.each([
    ['offered', 'receive', text.fileOffered],
    ['offered', 'send', text.fileWaiting],
    ['complete', 'receive', text.fileReceived],
    ['complete', 'send', text.fileDelivered],
    ['declined', 'receive', text.fileDeclinedByMe],
    ['declined', 'send', text.fileDeclined],
    ['cancelled', 'receive', text.fileCancelled],
    ['cancelled', 'send', text.fileCancelled],
    ['active', 'receive', text.fileStarting],
  ] as const)('of a file that is %s (%s) says "%s" and the size', (status, direction, expected) => {
    const { text: found, wrong } = fileStatus(transfer({ status, direction }), true);
    expect(found).toBe(`${expected} · ${SIZE}`);
    expect(wrong).toBe(false);
  });

  it('of my own file says what the sender can do about it', () => {
    const waiting = { status: 'offered', direction: 'send' } as const;
    expect(said(waiting, false)).toBe(`${text.fileWaitingAway} · ${SIZE}`);
  });

  it('of a moving file says how much is done, how fast, and how long it will take', () => {
    const moving = {
      status: 'active',
      doneBytes: 2_100_000,
      rateBytesPerSecond: 1_000_000,
      secondsLeft: 3,
    } as const;
    const done = text.fileProgress(format.bytes(2_100_000), SIZE);
    expect(said(moving)).toBe(
      `${done} · ${format.rate(1_000_000)} · ${text.fileLeft(format.duration(3))}`,
    );
    expect(said({ ...moving, rateBytesPerSecond: null, secondsLeft: null })).toBe(done);
  });

  it('promises nothing about time without a line', () => {
    const active = { status: 'active', rateBytesPerSecond: 1_000_000, secondsLeft: 3 } as const;
    const done = text.fileProgress(format.bytes(0), SIZE);
    expect(said(active, false)).toBe(`${done} · ${text.fileOnNextLine}`);
  });

  it('of a file out of reach says on both sides what it waits for', () => {
    const mine = { direction: 'send', status: 'active', doneBytes: 2_100_000 } as const;
    const done = text.fileProgress(format.bytes(2_100_000), SIZE);
    expect(said({ ...mine, source: 'choose' })).toBe(`${text.fileChoose} · ${done}`);
    expect(said({ ...mine, source: 'allow' }, false)).toBe(`${text.fileAllow} · ${done}`);
    expect(said({ ...mine, source: 'checking' })).toBe(`${text.fileChecking} · ${done}`);
    expect(said({ status: 'active', hold: 'missing' })).toBe(`${text.fileSourceAway} · ${SIZE}`);
    const offered = { direction: 'send', status: 'offered', source: 'choose' } as const;
    expect(said(offered)).toBe(`${text.fileChoose} · ${SIZE}`);
  });

  it('of a folder says how many files it has', () => {
    expect(said({ folderFiles: 1_000 })).toBe(`${text.fileOffered} · 1,000 files · ${SIZE}`);
    expect(said({ folderFiles: 1, status: 'complete' })).toContain('1 file ·');
    const choose = { folderFiles: 2, direction: 'send', source: 'choose' } as const;
    expect(said(choose)).toBe(`${text.folderChoose} · 2 files · ${SIZE}`);
    expect(said({ ...choose, otherFile: 'changed' })).toBe(text.folderOther);
  });

  it('of a paused file says whose pause it is', () => {
    const active = { status: 'active', doneBytes: 0 } as const;
    expect(said({ ...active, paused: true })).toBe(`${text.filePaused} · ${SIZE}`);
    for (const hold of ['paused-by-sender', 'paused-by-receiver'] as const) {
      expect(said({ ...active, hold })).toBe(`${text.filePausedByFriend} · ${SIZE}`);
    }
    expect(said({ status: 'complete', paused: true })).toBe(`${text.fileReceived} · ${SIZE}`);
  });

  it('of another file than was offered says which kind of other', () => {
    const mine = { direction: 'send', status: 'offered', source: 'choose' } as const;
    const other = (otherFile: 'changed' | 'another'): unknown =>
      fileStatus(transfer({ ...mine, otherFile }), true);
    expect(other('changed')).toEqual({ text: text.fileChanged, wrong: true });
    expect(other('another')).toEqual({ text: text.fileAnother, wrong: true });
  });

  it('of a file without room says the numbers', () => {
    const room = { neededBytes: 4_000_000_000, freeBytes: 2_000_000_000 };
    const { text: found, wrong } = fileStatus(transfer({ room }), true);
    expect(found).toContain(format.bytes(room.neededBytes));
    expect(found).toContain(format.bytes(room.freeBytes));
    expect(wrong).toBe(true);
  });

  it('of a failed file says what failed and what to do', () => {
    const { sentence, next } = errorWords('file-hash-mismatch');
    const status = fileStatus(transfer({ status: 'failed', error: 'file-hash-mismatch' }), true);
    expect(status).toEqual({ text: `${sentence} ${next}`, wrong: true });
    expect(said({ status: 'failed' })).not.toBe('');
  });
});

describe('shortName', () => {
  it('leaves a short name alone', () => {
    expect(shortName('map.pdf', 7)).toBe('map.pdf');
  });

  it('keeps the beginning and the kind of a long one, within the length', () => {
    const short = shortName(`${'a'.repeat(100)}.tar.gz`, 30);
    expect(short).toMatch(/^a+…a*\.tar\.gz$/);
    expect(short).toHaveLength(30);
  });

  it('never cuts a character in two', () => {
    const short = shortName('🧵'.repeat(100), 30);
    expect(short).not.toMatch(LONE_SURROGATE);
    expect(Array.from(short)).toHaveLength(30);
  });
});
