import { describe, expect, it } from 'vitest';
import { Conversations } from '../../src/app/conversations.ts';
import { initialState } from '../../src/app/initial-state.ts';
import { Store } from '../../src/app/store.ts';
import { MessengerError } from '../../src/errors.ts';
import type { LogEntry } from '../../src/wire/frame.ts';
import { MemoryLog } from './memory-log.ts';

const FRIEND = { id: 'f'.repeat(22), conversationId: 'c' };

function setUp() {
  const store = new Store(initialState('test'));
  const log = new MemoryLog();
  const progress = { sentSeq: 0, ackedSeq: 0 };
  const conversations = new Conversations(store, log, () => progress);
  const positions = (): number[] =>
    (store.get().conversations.get(FRIEND.id)?.items ?? []).map((item) => item.position);
  const write = async (entry: LogEntry): Promise<void> => {
    conversations.append(FRIEND.id, await log.append('c', entry));
  };
  return { store, log, conversations, positions, write };
}

const text: LogEntry = { kind: 'text', atMs: 1, text: 'x' };
const fileEnd: LogEntry = {
  kind: 'file-end',
  atMs: 1,
  fileId: new Uint8Array(16),
  outcome: 'declined',
};

describe('a conversation', () => {
  it('loads page by page, and passes over what shows nothing', async () => {
    const { conversations, positions, write } = setUp();
    await write(text);
    for (let i = 0; i < 200; i += 1) await write(fileEnd);
    await conversations.loadEarlier(FRIEND);
    expect(positions()).toEqual([1]);
  });

  it('holds no more than some thousands of items under a flood, and finds the others again', async () => {
    const { store, conversations, positions, write } = setUp();
    await conversations.loadEarlier(FRIEND);
    for (let i = 0; i < 4_001; i += 1) await write(text);
    expect(positions()).toHaveLength(3_000);
    expect(positions()[0]).toBe(1_002);
    expect(store.get().conversations.get(FRIEND.id)?.hasEarlier).toBe(true);
    await conversations.loadEarlier(FRIEND);
    expect(positions()).toEqual(Array.from({ length: 3_060 }, (_, i) => 942 + i));
  });

  it('says why earlier items cannot be read, and reads them when asked again', async () => {
    const { store, log, conversations, positions, write } = setUp();
    await write(text);
    const page = log.page.bind(log);
    log.page = () => Promise.reject(new MessengerError('storage-unavailable'));
    await conversations.loadEarlier(FRIEND);
    expect(store.get().conversations.get(FRIEND.id)).toMatchObject({
      loading: false,
      hasEarlier: true,
      error: 'storage-unavailable',
    });
    log.page = page;
    await conversations.loadEarlier(FRIEND);
    expect(positions()).toEqual([1]);
  });

  it('shows once what is written while a page is being read', async () => {
    const { conversations, positions, write } = setUp();
    await write(text);
    const loading = conversations.loadEarlier(FRIEND);
    await write(text);
    await loading;
    expect(positions()).toEqual([1, 2]);
  });
});
