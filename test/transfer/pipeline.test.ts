/** The pipelines in place and behind a Worker's messages, which must behave alike. */
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterEach, describe, expect, test } from 'vitest';
import {
  openHere,
  ownBytes,
  sealHere,
  type OpenJob,
  type SealJob,
} from '../../src/transfer/pipeline.ts';
import { WorkerServer, type WorkerPort } from '../../src/transfer/worker-calls.ts';
import { openIn, sealIn } from '../../src/transfer/worker-pipeline.ts';
import { concat } from '../../src/wire/bytes.ts';
import { decodeChunk } from '../../src/wire/envelope.ts';
import { contentOf, idOf, MemorySource, MIB, settle } from './peers.ts';

const KEY = new Uint8Array(32).fill(5);

function jobFor(sizeBytes: number, piece: number): SealJob {
  const source = new File([contentOf(sizeBytes)], 'a file');
  return { source, sizeBytes, piece, fileId: idOf(1), streamId: new Uint8Array(8), key: KEY };
}

/** One end of a channel as a page sees a Worker, the other as the Worker sees its page. */
class FakeWorker implements WorkerPort {
  readonly #errorListeners: (() => void)[] = [];

  constructor(private readonly port: MessagePort) {}

  postMessage(message: unknown, transfer: Transferable[]): void {
    this.port.postMessage(message, transfer as ArrayBuffer[]);
  }

  addEventListener(type: 'message' | 'error', listener: (event: MessageEvent) => void): void {
    if (type === 'message')
      this.port.on('message', (data: unknown) => listener({ data } as MessageEvent));
    else this.#errorListeners.push(listener as () => void);
  }

  die(): void {
    for (const listener of this.#errorListeners) listener();
  }
}

const channels: MessageChannel[] = [];

function workerEnds(): [FakeWorker, FakeWorker] {
  const channel = new MessageChannel();
  channels.push(channel);
  return [new FakeWorker(channel.port1), new FakeWorker(channel.port2)];
}

afterEach(() => {
  for (const channel of channels.splice(0)) channel.port1.close();
});

test('sealing a piece gives chunk messages with rising indexes that open to the piece', async () => {
  const sizeBytes = MIB + 70_000;
  const { messages, sha256 } = await sealHere.seal(jobFor(sizeBytes, 1));
  const chunks = messages.map((message) => decodeChunk(message));
  expect(chunks.map(({ index }) => index)).toEqual([16, 17]);
  const sealed = chunks.map((chunk) => chunk.sealed);
  const opened = await openHere.open({ key: KEY, piece: 1, sealed, sha256 });
  expect(opened && Buffer.compare(opened, contentOf(sizeBytes).subarray(MIB))).toBe(0);
  expect(await openHere.open({ key: KEY, piece: 0, sealed, sha256 })).toBeNull();
  expect(await openHere.open({ key: idOf(1), piece: 1, sealed: [], sha256 })).toBeNull();
});

test('bytes are copied only when their buffer holds more than a message', () => {
  const message = new Uint8Array(1_000);
  expect(ownBytes(message.subarray(30)).buffer).toBe(message.buffer);
  expect(ownBytes(message.subarray(500)).buffer).not.toBe(message.buffer);
});

describe('behind a Worker', () => {
  test('a piece is sealed and opened as in place, and its buffers move', async () => {
    const [sealPort, sealScope] = workerEnds();
    const [openPort, openScope] = workerEnds();
    const seal = sealIn(sealPort);
    const open = openIn(openPort);
    new WorkerServer(
      sealScope,
      (job: SealJob) => sealHere.seal(job),
      ({ messages }) => messages.map((m) => m.buffer),
      'file-unreadable',
    );
    new WorkerServer(
      openScope,
      (job: OpenJob) => openHere.open(job),
      () => [],
      'storage-unavailable',
    );
    await settle();
    const { messages, sha256 } = await seal.seal(jobFor(MIB, 0));
    const here = await sealHere.seal(jobFor(MIB, 0));
    expect(Buffer.compare(concat(...messages), concat(...here.messages))).toBe(0);
    const sealed = messages.map((message) => decodeChunk(message).sealed);
    const opened = await open.open({ key: KEY, piece: 0, sealed, sha256 });
    expect(opened && Buffer.compare(opened, contentOf(MIB))).toBe(0);
    expect(messages.every(({ byteLength }) => byteLength === 0)).toBe(true);
  });

  test('a failure keeps its code', async () => {
    const [port, scope] = workerEnds();
    const seal = sealIn(port);
    new WorkerServer(
      scope,
      (job: SealJob) => sealHere.seal(job),
      () => [],
      'file-unreadable',
    );
    await settle();
    const shrunk = { ...jobFor(10, 0), sizeBytes: 20 };
    await expect(seal.seal(shrunk)).rejects.toMatchObject({ code: 'file-changed' });
  });

  test('the page does the work itself until the Worker has loaded', async () => {
    const [port] = workerEnds();
    const source = new MemorySource(contentOf(10));
    const { messages } = await sealIn(port).seal({ ...jobFor(10, 0), source });
    expect(messages).toHaveLength(1);
  });

  test('a Worker that dies fails what it was given, and the page goes on without it', async () => {
    const [port, scope] = workerEnds();
    const seal = sealIn(port);
    new WorkerServer(
      scope,
      () => new Promise(() => undefined),
      () => [],
      'file-unreadable',
    );
    await settle();
    const pending = seal.seal(jobFor(10, 0));
    port.die();
    await expect(pending).rejects.toMatchObject({ code: 'file-unreadable' });
    expect((await seal.seal(jobFor(10, 0))).messages).toHaveLength(1);
  });
});
