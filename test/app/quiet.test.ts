import { beforeEach, describe, expect, it } from 'vitest';
import { totalUnread } from '../../src/components/friend-list.ts';
import { MemoryNetwork } from '../../src/peer/memory-dialer.ts';
import { meet, Person } from './person.ts';

let ann: Person;
let ben: Person;

beforeEach(async () => {
  const network = new MemoryNetwork();
  [ann, ben] = await Promise.all([Person.start(network, 'Ann'), Person.start(network, 'Ben')]);
  await meet(ann, ben);
});

/** Ann's friend, blocked, and both without a line. */
async function block(): Promise<void> {
  expect(await ann.app.setQuiet(ann.friend.id, 'blocked')).toBeNull();
  await Promise.all([ann.untilLine('away'), ben.untilLine('away')]);
}

describe('a friend who is blocked', () => {
  it('has no line, and none that they were to come back by', async () => {
    await block();
    await ben.app.sendText(ben.friend.id, 'Hello?');
    expect(ann.friend).toMatchObject({ line: 'away', quiet: 'blocked', unread: 0 });
    expect(ann.texts).toEqual([]);
  });

  it.each(['link', 'camera', 'text'] as const)('shows an invite by %s in vain', async (source) => {
    await block();
    await ben.app.invite(ben.friend.id);
    await ann.app.takeCard(ben.card, source);
    expect(ann.friend.line).toBe('away');
    expect(ann.state.pairing.step.status).not.toBe('replying');
    expect(ann.state.pairing.error).not.toBeNull();
    expect(ben.friend.line).toBe('away');
  });

  it('shows a code in vain, which opens nothing', async () => {
    await Promise.all([ann.untilCertified(), ben.untilCertified()]);
    await block();
    await ben.app.invite(ben.friend.id);
    expect(ben.shown.kind).toBe('code');
    await ann.app.takeCard(ben.card, 'link');
    expect(ann.state.pairing.error).not.toBeNull();
    expect([ann.friend.line, ben.friend.line]).toEqual(['away', 'away']);
  });

  it('stays blocked over a restart', async () => {
    await block();
    ann.close();
    await ann.open();
    expect(ann.friend.quiet).toBe('blocked');
  });

  it('is heard again once unblocked, with what waited meanwhile', async () => {
    await block();
    await ben.app.sendText(ben.friend.id, 'Sorry');
    expect(await ann.app.setQuiet(ann.friend.id, 'none')).toBeNull();
    await meet(ann, ben, ann.friend.id);
    await ann.until('what waited', ({ friends }) =>
      [...friends.values()].some(({ last }) => last?.text === 'Sorry'),
    );
  });
});

describe('a friend who is muted', () => {
  it('is heard, and counts nowhere', async () => {
    expect(await ann.app.setQuiet(ann.friend.id, 'muted')).toBeNull();
    await ben.app.sendText(ben.friend.id, 'Look!');
    await ann.until('the message', ({ friends }) =>
      [...friends.values()].some(({ unread }) => unread === 1),
    );
    expect(totalUnread(ann.state.friends.values())).toBe(0);
    expect(ann.friend.line).toBe('open');
  });
});
