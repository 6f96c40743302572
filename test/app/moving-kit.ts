/** Moving between people in Node (person.ts), who are one and the same. */
import { expect } from 'vitest';
import type { MoveStepName } from '../../src/app/move-actions.ts';
import type { FriendId, TransferStatus } from '../../src/app/state.ts';
import { MemoryNetwork } from '../../src/peer/memory-dialer.ts';
import { say } from './backup-kit.ts';
import { meet, Person } from './person.ts';

/** What the new device calls itself before it takes another name over. */
export const NEW_DEVICE = 'New phone';

export interface Devices {
  readonly network: MemoryNetwork;
  readonly old: Person;
  /** The new device, paired with the old one. */
  readonly fresh: Person;
  readonly ben: Person;
}

/** @param before what the old device's owner and Ben have done together, beyond a hello */
export async function devices(
  before: (old: Person, ben: Person) => Promise<void> = () => Promise.resolve(),
): Promise<Devices> {
  const network = new MemoryNetwork();
  const old = await Person.start(network, 'Ada');
  const ben = await Person.start(network, 'Ben');
  await meet(old, ben);
  await say(old, ben, 'hello');
  await before(old, ben);
  const fresh = await Person.start(network, NEW_DEVICE);
  await meet(fresh, old);
  return { network, old, fresh, ben };
}

/** The new device among somebody's friends, or the one friend. */
export function otherDevice(person: Person): FriendId {
  const friends = [...person.state.friends.values()];
  return (friends.find(({ name }) => name === NEW_DEVICE) ?? person.friend).id;
}

/** Asks another device to take everything. */
export async function begin(old: Person): Promise<void> {
  // It says its name a moment after the line is open.
  await old.until('its name', ({ friends }) =>
    [...friends.values()].some(({ name }) => friends.size === 1 || name === NEW_DEVICE),
  );
  const moving = await old.app.moving();
  expect(await moving.choose(otherDevice(old))).toBeNull();
  moving.ask();
}

/** Says yes to what is asked, once it is. */
export async function agreeOn(fresh: Person): Promise<void> {
  await stepIs(fresh, 'asked');
  const moving = await fresh.app.moving();
  moving.look();
  expect(await moving.agree()).toBeNull();
}

export function stepIs(person: Person, step: MoveStepName): Promise<void> {
  return person.until(step, ({ move }) => move?.step === step);
}

export function moved(old: Person): Promise<void> {
  return old.until('moved', ({ phase }) => phase.status === 'moved');
}

/** How the file of the backup ended on the new device. */
export function received(fresh: Person, status: TransferStatus): Promise<void> {
  return fresh.until(status, () => fresh.transfer.status === status);
}

/** Holds up what is stored until it may go on. */
export function holdUp(person: Person): [held: Promise<void>, goOn: () => void] {
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  const held = new Promise<void>((resolve) => {
    person.storing = async () => {
      resolve();
      await gate;
    };
  });
  const goOn = (): void => {
    person.storing = () => Promise.resolve();
    open();
  };
  return [held, goOn];
}
