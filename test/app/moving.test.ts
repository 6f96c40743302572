/** Everything of one device goes to another: two whole apps, and a friend who is met from the new one. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { MemoryNetwork } from '../../src/peer/memory-dialer.ts';
import { CONTENT, say, sendFile } from './backup-kit.ts';
import {
  agreeOn,
  begin,
  devices,
  holdUp,
  moved,
  otherDevice,
  received,
  stepIs,
} from './moving-kit.ts';
import { meet, Person } from './person.ts';

let network: MemoryNetwork;
let old: Person;
let fresh: Person;
let ben: Person;

beforeEach(async () => {
  ({ network, old, fresh, ben } = await devices(async (ada, friend) => {
    await say(friend, ada, 'hi');
    await sendFile(friend, ada);
  }));
});

describe('moving to another device', () => {
  it('takes friends, what was said, files and settings there, and the old one says that it is over', async () => {
    const away = ben.untilLine('away');
    await begin(old);
    expect(old.state.move?.size).toEqual({ friends: 1, files: 1, fileBytes: CONTENT.length });
    await agreeOn(fresh);
    await moved(old);
    await away;
    await expect.poll(() => fresh.restart.mock.calls.length).toBe(1);
    expect(old.state.move).toBeUndefined();

    fresh.close();
    await fresh.open();
    expect(fresh.state.settings?.name).toBe('Ada');
    expect(fresh.state.settings?.backupAtMs).toBeUndefined();
    // The old device is no friend any more, nor is this one of itself.
    expect([...fresh.state.friends.values()].map(({ name }) => name)).toEqual(['Ben']);
    await fresh.app.loadEarlier(fresh.friend.id);
    expect(fresh.texts).toEqual(['hello', 'hi', 'file']);
    expect(await fresh.app.saveFile(fresh.transfer.fileId)).toBeNull();
    expect(fresh.saved.get('long.bin')).toEqual(CONTENT);

    await meet(fresh, ben, fresh.friend.id);
    await say(fresh, ben, 'from the new device');
    expect(ben.texts).toEqual(['hello', 'hi', 'file', 'from the new device']);

    // The old one stays so, however often it is opened, and takes no card.
    old.close();
    await old.open();
    expect(old.state.phase.status).toBe('moved');
    expect(old.state.friends.size).toBe(0);
  });

  it('is asked for, and nothing changes on either side after a no', async () => {
    await begin(old);
    await stepIs(fresh, 'asked');
    await (await fresh.app.moving()).stop();
    await stepIs(old, 'refused');
    await (await old.app.moving()).stop();
    expect(old.state.move).toBeUndefined();
    expect(old.state.transfers.size).toBe(1);
    await say(old, ben, 'still here');
  });

  it('is not for a device that has friends', async () => {
    const cora = await Person.start(network, 'Cora');
    await meet(cora, fresh);
    await begin(old);
    await stepIs(old, 'not-new');
    expect(fresh.state.move).toBeUndefined();
  });

  it('is not asked for by somebody who is muted', async () => {
    await fresh.app.setQuiet(fresh.friend.id, 'muted');
    await begin(old);
    await stepIs(old, 'refused');
    expect(fresh.state.move).toBeUndefined();
  });

  it('goes on with the next line, from what has come', async () => {
    let go = (): void => undefined;
    const cut = new Promise<void>((resolve) => (go = resolve));
    const stored: number[] = [];
    const first = new Promise<void>((resolve) => {
      fresh.storing = async (piece) => {
        stored.push(piece);
        if (piece !== 1) return;
        resolve();
        await cut;
      };
    });
    await begin(old);
    await agreeOn(fresh);
    await first;
    fresh.app.hangUp(fresh.friend.id);
    await old.until('away', ({ friends }) => friends.get(otherDevice(old))?.line === 'away');
    go();
    fresh.storing = (piece) => Promise.resolve(void stored.push(piece));
    await meet(fresh, old, fresh.friend.id);
    await moved(old);
    expect(stored.filter((piece) => piece === 0)).toEqual([0]);
  });

  it('is stopped by either side, and can begin anew', async () => {
    for (const side of [old, fresh]) {
      const [held, release] = holdUp(fresh);
      await begin(old);
      await agreeOn(fresh);
      await held;
      const stopping = (await side.app.moving()).stop();
      const other = side === old ? fresh : old;
      await stepIs(other, 'stopped');
      release();
      await stopping;
      await (await other.app.moving()).stop();
      await received(fresh, 'cancelled');
    }
    await begin(old);
    await agreeOn(fresh);
    await moved(old);
  });

  it('that finds no room on the new device says so before anything is sent', async () => {
    fresh.room = { usageBytes: 0, quotaBytes: CONTENT.length };
    await begin(old);
    await stepIs(fresh, 'asked');
    const moving = await fresh.app.moving();
    moving.look();
    expect(await moving.agree()).toBe('file-no-space');
    expect(fresh.state.move?.step).toBe('considering');
    expect(old.state.move?.step).toBe('asking');
  });
});
