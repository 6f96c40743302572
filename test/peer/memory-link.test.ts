import { expect, test } from 'vitest';
import type { ErrorCode } from '../../src/errors.ts';
import type { Link } from '../../src/peer/link.ts';
import { MemoryWire, memoryLinkPair } from '../../src/peer/memory-link.ts';
import { MemoryNetwork } from '../../src/peer/memory-dialer.ts';
import { linkContract } from '../contract/link.ts';

linkContract('memory link', () => {
  const [a, b] = memoryLinkPair(new MemoryWire(setImmediate));
  return Promise.resolve({ a, b, dispose: () => undefined });
});

/** A scheduler that runs its tasks one by one, when told. */
function manualSchedule() {
  const tasks: (() => void)[] = [];
  return {
    schedule: (task: () => void) => void tasks.push(task),
    runAll: async () => {
      for (let task = tasks.shift(); task; task = tasks.shift()) {
        task();
        await Promise.resolve();
      }
    },
  };
}

function record(link: Link) {
  const received: number[] = [];
  const codes: (ErrorCode | null)[] = [];
  link.listen({
    received: (message) => void received.push(message[0] ?? -1),
    closed: (code) => void codes.push(code),
  });
  return { received, codes };
}

test('nothing moves before the scheduler says so', async () => {
  const clock = manualSchedule();
  const [a, b] = memoryLinkPair(new MemoryWire(clock.schedule));
  const { received } = record(b);
  void a.send(Uint8Array.of(1));
  await Promise.resolve();
  expect(a.state).toBe('connecting');
  expect(received).toEqual([]);
  await clock.runAll();
  expect(a.state).toBe('open');
  expect(received).toEqual([1]);
});

test('a cut loses what is under way and tells both ends line-lost', async () => {
  const clock = manualSchedule();
  const wire = new MemoryWire(clock.schedule);
  const [a, b] = memoryLinkPair(wire);
  const [atA, atB] = [record(a), record(b)];
  await clock.runAll();
  await a.send(Uint8Array.of(1));
  wire.cut();
  await clock.runAll();
  await Promise.resolve();
  expect(atB.received).toEqual([]);
  expect([atA.codes, atB.codes]).toEqual([['line-lost'], ['line-lost']]);
});

test('a wire that drops lets the counted messages through and then is silent, also about a close', async () => {
  const wire = new MemoryWire();
  const [a, b] = memoryLinkPair(wire);
  const atB = record(b);
  wire.dropAfter(2);
  for (const value of [1, 2, 3]) await a.send(Uint8Array.of(value));
  a.close();
  await new Promise((resolve) => setTimeout(resolve, 1));
  expect(atB).toEqual({ received: [1, 2], codes: [] });
  expect(wire.deliveredCount).toBe(2);
});

test('a flood before anyone listens ends the line instead of filling the memory', async () => {
  const [a, b] = memoryLinkPair();
  for (let i = 0; i < 1025; i += 1) await a.send(Uint8Array.of(7));
  await new Promise((resolve) => setTimeout(resolve, 1));
  expect(b.state).toBe('closed');
  expect(record(b).codes).toEqual([]);
});

test('dialers of one network connect by invite and reply', async () => {
  const network = new MemoryNetwork();
  const invite = await network.dialer().invite();
  const reply = await network.dialer().reply(invite.info);
  expect(reply.link.state).toBe('connecting');
  const link = invite.accept(reply.info);
  const { received } = record(reply.link);
  await link.send(Uint8Array.of(5));
  await new Promise((resolve) => setTimeout(resolve, 1));
  expect(received).toEqual([5]);
  expect(network.wires).toHaveLength(1);
  expect(() => invite.accept(reply.info)).toThrow(TypeError);
});

test('a reply to another invite does not connect', async () => {
  const network = new MemoryNetwork();
  const mine = await network.dialer().invite();
  const other = await network.dialer().invite();
  const reply = await network.dialer().reply(other.info);
  const { codes } = record(mine.accept(reply.info));
  await new Promise((resolve) => setTimeout(resolve, 1));
  expect(codes).toEqual(['line-not-connected']);
  expect(reply.link.state).toBe('connecting');
});

test('a replier who gave up is not reached', async () => {
  const network = new MemoryNetwork();
  const invite = await network.dialer().invite();
  const reply = await network.dialer().reply(invite.info);
  reply.link.close();
  const { codes } = record(invite.accept(reply.info));
  await new Promise((resolve) => setTimeout(resolve, 1));
  expect(codes).toEqual(['line-not-connected']);
});
