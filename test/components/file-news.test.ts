import { beforeEach, describe, expect, it } from 'vitest';
import { initialState } from '../../src/app/initial-state.ts';
import type { AppState, Friend, Transfer } from '../../src/app/state.ts';
import { Store } from '../../src/app/store.ts';
import { watchFiles } from '../../src/components/file-news.ts';
import { chatWords } from '../../src/components/words/chat-words.ts';

// What else friends and transfers have is not looked at.
const BOB = { id: 'bob', name: 'Bob' } as Friend;
const MAP = {
  ...{ fileId: 'f', friendId: 'bob', direction: 'receive', name: 'map.pdf', status: 'active' },
  rateBytesPerSecond: null,
} as Transfer;

let store: Store<AppState>;
let lit: boolean;
let hidden: boolean;
let told: string[];
let end: () => void;

beforeEach(() => {
  store = new Store<AppState>({ ...initialState('test'), friends: new Map([['bob', BOB]]) });
  [lit, hidden, told] = [false, true, []];
  end = watchFiles(store, {
    light: { hold: (wanted) => (lit = wanted) },
    isHidden: () => hidden,
    notify: (text) => told.push(text),
  });
});

function now(change: Partial<Transfer>): void {
  store.update((state) => ({ ...state, transfers: new Map([['f', { ...MAP, ...change }]]) }));
}

describe('the light', () => {
  it('is on while something moves', () => {
    now({});
    expect(lit).toBe(false);
    now({ rateBytesPerSecond: 5 });
    expect(lit).toBe(true);
    now({ paused: true });
    expect(lit).toBe(false);
    now({ rateBytesPerSecond: 5 });
    now({ status: 'complete', rateBytesPerSecond: 5 });
    expect(lit).toBe(false);
  });
});

describe('news', () => {
  it('are told of what ended while nobody looked, once', () => {
    now({});
    now({ status: 'complete' });
    now({ status: 'complete', endedAtMs: 5 });
    expect(told).toEqual([chatWords.newsReceived('map.pdf', 'Bob')]);
  });

  it('say which way it went, and whether it did not', () => {
    now({ direction: 'send' });
    now({ direction: 'send', status: 'complete' });
    now({});
    now({ status: 'failed' });
    expect(told).toEqual([
      chatWords.newsDelivered('map.pdf', 'Bob'),
      chatWords.newsFailed('map.pdf'),
    ]);
  });

  it.each<[string, () => void]>([
    ['somebody looks', () => (hidden = false)],
    ['the watch is over', () => end()],
    ['the friend is gone', () => store.update((state) => ({ ...state, friends: new Map() }))],
  ])('are not told when %s', (_, change) => {
    now({});
    change();
    now({ status: 'complete' });
    expect(told).toEqual([]);
  });

  it('are not told of what an earlier page ended, or what a person ended', () => {
    now({ status: 'complete' });
    now({});
    now({ status: 'cancelled' });
    expect(told).toEqual([]);
  });
});
