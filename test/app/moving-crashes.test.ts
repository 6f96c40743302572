/** Pages that end in the middle of a move: each device knows afterwards where it stands. */
import { beforeEach, describe, expect, it } from 'vitest';
import {
  agreeOn,
  begin,
  devices,
  holdUp,
  moved,
  NEW_DEVICE,
  otherDevice,
  stepIs,
} from './moving-kit.ts';
import type { Person } from './person.ts';
import { meet } from './person.ts';

const FOREVER = new Promise<void>(() => undefined);

let old: Person;
let fresh: Person;

beforeEach(async () => {
  ({ old, fresh } = await devices());
});

/** The page of somebody ends and begins anew. */
async function reopen(person: Person): Promise<void> {
  person.close();
  await person.open();
}

/** Everybody but the other device, as somebody shows them. */
function names(person: Person): string[] {
  return [...person.state.friends.values()].map(({ name }) => name).toSorted();
}

describe('a page that ends', () => {
  it('on the old device while it sends ends the move, and it can begin anew', async () => {
    const [arriving, goOn] = holdUp(fresh);
    await begin(old);
    await agreeOn(fresh);
    await arriving;
    await reopen(old);
    expect(old.state.phase.status).toBe('ready');
    await fresh.untilLine('away');
    goOn();
    await meet(fresh, old, fresh.friend.id);
    await stepIs(fresh, 'stopped');
    await (await fresh.app.moving()).stop();
    await begin(old);
    await agreeOn(fresh);
    await moved(old);
  });

  it('on the new device while it receives asks once more, and goes on', async () => {
    const [arriving] = holdUp(fresh);
    await begin(old);
    await agreeOn(fresh);
    await arriving;
    await reopen(fresh);
    await old.until('away', ({ friends }) => friends.get(otherDevice(old))?.line === 'away');
    fresh.storing = () => Promise.resolve();
    await meet(fresh, old, fresh.friend.id);
    await agreeOn(fresh);
    await moved(old);
    await expect.poll(() => fresh.restart.mock.calls.length).toBe(1);
    await reopen(fresh);
    expect(names(fresh)).toEqual(['Ben']);
  });

  it('on the new device before all is in leaves what was there, and goes on', async () => {
    const importing = new Promise<void>((resolve) => {
      fresh.importing = () => {
        resolve();
        return FOREVER;
      };
    });
    await begin(old);
    await agreeOn(fresh);
    await importing;
    await stepIs(old, 'there');
    await reopen(fresh);
    expect(names(fresh)).toEqual(['Ada']);
    expect(fresh.state.settings?.name).toBe(NEW_DEVICE);
    await old.until('away', ({ friends }) => friends.get(otherDevice(old))?.line === 'away');
    fresh.importing = (work) => work();
    await meet(fresh, old, fresh.friend.id);
    await agreeOn(fresh);
    await moved(old);
  });

  it('on the new device before it could say that all is in says so on the next line', async () => {
    const imported = importedThen(() => FOREVER);
    await begin(old);
    await agreeOn(fresh);
    await imported;
    await reopen(fresh);
    expect(names(fresh)).toEqual(['Ada', 'Ben']);
    await stepIs(fresh, 'arrived');
    await old.until('away', ({ friends }) => friends.get(otherDevice(old))?.line === 'away');
    await meet(fresh, old, fresh.state.move?.friendId);
    await moved(old);
    await fresh.until('noted', ({ move }) => move === undefined);
    await reopen(fresh);
    expect(names(fresh)).toEqual(['Ben']);
  });

  it('on the old device before it heard that is told on the next line', async () => {
    const imported = importedThen(() => {
      old.close();
      return FOREVER;
    });
    await begin(old);
    await agreeOn(fresh);
    await imported;
    await old.open();
    expect(old.state.phase.status).toBe('ready');
    await reopen(fresh);
    await stepIs(fresh, 'arrived');
    await meet(fresh, old, fresh.state.move?.friendId);
    await moved(old);
  });
});

describe('a word that got lost', () => {
  it('is said by hand, and the old device can be removed from the new one', async () => {
    const imported = importedThen(() => FOREVER);
    await begin(old);
    await agreeOn(fresh);
    await imported;
    await stepIs(old, 'there');
    await (await old.app.moving()).stop();
    // Later, in another page.
    await reopen(old);
    const moving = await old.app.moving();
    await moving.choose(otherDevice(old));
    expect(old.state.move?.unheard).toBe(true);
    expect(await moving.finish()).toBeNull();
    expect(old.state.phase.status).toBe('moved');
    await reopen(fresh);
    await stepIs(fresh, 'arrived');
    const friendId = fresh.state.move?.friendId ?? '';
    expect(await fresh.app.removeFriend(friendId)).toBeNull();
    await reopen(fresh);
    expect(names(fresh)).toEqual(['Ben']);
    expect(fresh.state.move).toBeUndefined();
  });
});

describe('a device that was moved away', () => {
  it('is used after all when somebody says so', async () => {
    await begin(old);
    await agreeOn(fresh);
    await moved(old);
    await reopen(old);
    expect(await (await old.app.moving()).useHere()).toBeNull();
    expect(old.restart).toHaveBeenCalledOnce();
    await reopen(old);
    expect(old.state.phase.status).toBe('ready');
    expect(names(old)).toEqual(['Ben', NEW_DEVICE]);
  });
});

/** Resolves when all is durably in; what follows is up to the test. */
function importedThen(next: () => Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    fresh.importing = async (work) => {
      await work();
      resolve();
      await next();
    };
  });
}
