/** A friend with the right keys who says whatever they like about moving. */
import { beforeEach, expect, it } from 'vitest';
import type { MovingPorts } from '../../src/app/moving-ports.ts';
import { MemoryNetwork } from '../../src/peer/memory-dialer.ts';
import type { MoveStep } from '../../src/wire/frame.ts';
import { agreeOn, begin, stepIs } from './moving-kit.ts';
import { meet, Person } from './person.ts';

const MOVE = new Uint8Array(16).fill(7);
const OFFER: MoveStep = { name: 'offer', friends: 1, files: 0, fileBytes: 0 };

let ada: Person;
let eve: Person;

beforeEach(async () => {
  const network = new MemoryNetwork();
  [ada, eve] = await Promise.all([Person.start(network, 'Ada'), Person.start(network, 'Eve')]);
  await meet(ada, eve);
});

/** What moving says for somebody. */
async function portsOf(person: Person): Promise<MovingPorts> {
  return ((await person.app.moving()) as unknown as { ports: MovingPorts }).ports;
}

/** Eve's app would not. */
async function tell(step: MoveStep, move = MOVE): Promise<void> {
  (await portsOf(eve)).tell(eve.friend.id, move, step);
}

/** Everything that was said before has been heard. */
async function heard(): Promise<void> {
  await eve.app.sendText(eve.friend.id, 'the end');
  await ada.app.loadEarlier(ada.friend.id);
  await ada.until('the end', () => ada.texts.includes('the end'));
  // Frames are taken one after another.
  await (await ada.app.moving()).choose(ada.friend.id);
}

it('who says that a move is done that nobody began ends nothing', async () => {
  for (const name of ['done', 'noted', 'end'] as const) await tell({ name });
  await tell({ name: 'answer', answer: 'yes' });
  await heard();
  expect(ada.state.phase.status).toBe('ready');
  expect(ada.state.move?.step).toBe('choosing');
  expect(ada.friend.line).toBe('open');
});

it('who says that it is done before anything was given ends nothing', async () => {
  const ports = await portsOf(ada);
  const asked: Uint8Array[] = [];
  const plainly = ports.tell.bind(ports);
  const spied: MovingPorts['tell'] = (friendId, id, step) => {
    asked.push(id.slice());
    return plainly(friendId, id, step);
  };
  Object.assign(ports, { tell: spied });
  await begin(ada);
  await stepIs(eve, 'asked');
  expect(asked).toHaveLength(1);
  await tell({ name: 'done' }, new Uint8Array(asked[0] ?? []));
  await (await eve.app.moving()).stop();
  await stepIs(ada, 'refused');
  expect(ada.state.phase.status).toBe('ready');
});

it('who gives a file that nobody said yes to has nothing of it taken', async () => {
  await tell(OFFER);
  await stepIs(ada, 'asked');
  await eve.app.offerFiles(eve.friend.id, [new File(['x'.repeat(99)], 'everything.backup')]);
  await ada.until('offer', ({ transfers }) => transfers.size === 1);
  await tell({ name: 'file', fileId: wireIdOf(ada), secret: new Uint8Array(32) });
  await eve.app.sendText(eve.friend.id, 'the end');
  await ada.app.loadEarlier(ada.friend.id);
  await ada.until('the end', () => ada.texts.includes('the end'));
  expect(ada.transfer.status).toBe('offered');
  expect(ada.state.move?.step).toBe('asked');
});

it('whose file is no backup changes nothing, after a yes either', async () => {
  await tell(OFFER);
  await agreeOn(ada);
  await eve.app.offerFiles(eve.friend.id, [new File(['x'.repeat(99)], 'everything.backup')]);
  await ada.until('offer', ({ transfers }) => transfers.size === 1);
  await tell({ name: 'file', fileId: wireIdOf(ada), secret: new Uint8Array(32) });
  await stepIs(ada, 'stopped');
  expect(ada.state.move?.error).toBe('backup-not-one');
  expect(ada.state.settings?.name).toBe('Ada');
  expect(ada.state.friends.size).toBe(1);
  expect(ada.restart).not.toHaveBeenCalled();
});

it('who asks without end loses the line', async () => {
  for (let round = 0; round < 65; round += 1) await tell(OFFER, new Uint8Array(16).fill(round));
  await ada.untilLine('away');
  expect(ada.friend.lineError).toBe('line-malformed-frame');
  expect(ada.state.phase.status).toBe('ready');
});

function wireIdOf(person: Person): Uint8Array {
  return Buffer.from(person.transfer.fileId.slice(-22), 'base64url');
}
