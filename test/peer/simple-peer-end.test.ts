/** How a line ends, over a simple-peer that does what the test says. */
import { EventEmitter } from 'node:events';
import type SimplePeer from 'simple-peer/simplepeer.min.js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PatientConnection } from '../../src/peer/patient-connection.ts';
import { SimplePeerLink } from '../../src/peer/simple-peer-link.ts';
import { record } from '../contract/link.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** More than the channel is ever filled with. */
const FULL_BYTES = 1024 * 1024;

function makeLink() {
  const sent: Uint8Array[] = [];
  const connection = {
    ...{ closeChannel: vi.fn(), tellsRoom: true, onroom: () => undefined, isForeign: false },
    onmessage: (_: ArrayBuffer | string): void => undefined,
  };
  const peer = Object.assign(new EventEmitter(), {
    bufferSize: 0,
    send: (part: Uint8Array) => void sent.push(part),
    destroy: vi.fn(() => void peer.emit('close')),
  });
  const link = new SimplePeerLink(
    peer as unknown as SimplePeer,
    connection as unknown as PatientConnection,
    500,
  );
  return { peer, link, sent, connection, ...record(link) };
}

test('a failure while open is a lost line, and what waits is told so', async () => {
  const { peer, link, codes } = makeLink();
  peer.emit('connect');
  peer.bufferSize = FULL_BYTES;
  const send = link.send(Uint8Array.of(1));
  peer.bufferSize = 0;
  peer.emit('error', new Error('Connection failed.'));
  peer.emit('close');
  await expect(send).rejects.toThrow('line-lost');
  expect(codes).toEqual(['line-lost']);
  expect(link.bufferedBytes).toBe(0);
});

test('a failure before it opened is a line that did not connect', async () => {
  const { peer, codes } = makeLink();
  peer.emit('error', new Error('refused'));
  peer.emit('close');
  await Promise.resolve();
  expect(codes).toEqual(['line-not-connected']);
});

test('an end by the other side before it opened is a line that did not connect', async () => {
  const { peer, codes } = makeLink();
  peer.emit('close');
  await Promise.resolve();
  expect(codes).toEqual(['line-not-connected']);
});

test('a close of our own before it opened is an end on purpose', async () => {
  const { link, codes } = makeLink();
  link.close();
  await Promise.resolve();
  expect(codes).toEqual([null]);
});

test('a stranger at the right address is no friend', async () => {
  const { peer, connection, codes } = makeLink();
  connection.isForeign = true;
  peer.emit('error', new Error('Connection failed.'));
  peer.emit('close');
  await Promise.resolve();
  expect(codes).toEqual(['line-handshake-failed']);
});

test('an abort by the other page is an end on purpose', async () => {
  const { peer, codes } = makeLink();
  peer.emit('connect');
  peer.emit('error', Object.assign(new Error('Close called'), { sctpCauseCode: 12 }));
  peer.emit('close');
  await Promise.resolve();
  expect(codes).toEqual([null]);
});

test('a close waits until everything is handed over, then closes the channel', async () => {
  const { peer, link, sent, connection } = makeLink();
  peer.emit('connect');
  peer.bufferSize = FULL_BYTES;
  const send = link.send(Uint8Array.of(1));
  link.close();
  vi.advanceTimersByTime(50);
  expect(sent).toEqual([]);
  expect(connection.closeChannel).not.toHaveBeenCalled();
  peer.bufferSize = 100;
  connection.onroom();
  await send;
  vi.advanceTimersByTime(50);
  expect(sent).toHaveLength(1);
  expect(connection.closeChannel).not.toHaveBeenCalled();
  peer.bufferSize = 0;
  vi.advanceTimersByTime(50);
  expect(connection.closeChannel).toHaveBeenCalledOnce();
  expect(peer.destroy).not.toHaveBeenCalled();
  peer.emit('close');
  expect(vi.getTimerCount()).toBe(0);
});

test('without an event for room the link looks for it by itself', async () => {
  const { peer, link, connection } = makeLink();
  connection.tellsRoom = false;
  peer.emit('connect');
  peer.bufferSize = FULL_BYTES;
  const send = link.send(Uint8Array.of(1));
  peer.bufferSize = 0;
  vi.advanceTimersByTime(50);
  await send;
  expect(vi.getTimerCount()).toBe(0);
});

test('a close does not wait for ever on a side that takes nothing', async () => {
  const { peer, link } = makeLink();
  peer.emit('connect');
  peer.bufferSize = FULL_BYTES;
  const send = link.send(Uint8Array.of(1));
  link.close();
  vi.advanceTimersByTime(500);
  await expect(send).rejects.toThrow('line-lost');
  expect(peer.destroy).toHaveBeenCalledOnce();
  expect(vi.getTimerCount()).toBe(0);
});

test('what arrives before simple-peer says connect opens the line', async () => {
  const { peer, link, heard, connection } = makeLink();
  connection.onmessage(Uint8Array.of(0, 7).buffer);
  peer.emit('connect');
  await Promise.resolve();
  expect(link.state).toBe('open');
  expect(heard).toEqual(['opened', 'received']);
});
