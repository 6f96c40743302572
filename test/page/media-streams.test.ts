import { describe, expect, test } from 'vitest';
import {
  firstByte,
  toResponse,
  type MediaAnswer,
  type MediaRequest,
} from '../../src/page/media-messages.ts';
import { MediaStreams, type MediaSource } from '../../src/page/media-streams.ts';

/** The page's side of a service worker. */
class FakeContainer extends EventTarget {
  controller: object | null = {};
  startMessages(): void {
    // Messages are handed over at once here.
  }

  /** Asks as the service worker does. */
  ask(data: unknown): Promise<MediaAnswer> {
    return new Promise((resolve) => {
      const port = { postMessage: resolve } as unknown as MessagePort;
      this.dispatchEvent(Object.assign(new Event('message'), { data, ports: [port] }));
    });
  }
}

function streams(container: FakeContainer | undefined): MediaStreams {
  let count = 0;
  return new MediaStreams(container as unknown as ServiceWorkerContainer, () => `${(count += 1)}`);
}

const song: MediaSource = {
  ...{ sizeBytes: 10, mediaType: 'audio/ogg' },
  read: (start) => Promise.resolve(Uint8Array.of(start, start + 1)),
};
const request = (name: string, start = 0): MediaRequest => ({ type: 'media', name, start });

describe('the page', () => {
  test('answers for what is played, from where it is wanted, until it is closed', async () => {
    const container = new FakeContainer();
    const playing = streams(container).open(song);
    expect(playing?.url).toBe('./playing/1');
    const answer = { bytes: Uint8Array.of(6, 7), sizeBytes: 10, mediaType: 'audio/ogg' };
    expect(await container.ask(request('1', 6))).toEqual(answer);
    expect(await container.ask(request('2'))).toBeNull();
    playing?.close();
    expect(await container.ask(request('1'))).toBeNull();
  });

  test('says so when it cannot be read', async () => {
    const container = new FakeContainer();
    streams(container).open({ ...song, read: () => Promise.reject(new Error('damaged')) });
    expect(await container.ask(request('1'))).toBeNull();
  });

  test('plays nothing where no service worker would ask', () => {
    const container = new FakeContainer();
    container.controller = null;
    expect(streams(container).open(song)).toBeNull();
    expect(streams(undefined).open(song)).toBeNull();
  });
});

describe('the answer as HTTP', () => {
  test.each([
    ['bytes=0-', 0],
    ['bytes=524288-', 524_288],
    ['bytes=7-9', 7],
    [null, 0],
    ['bytes=-5', 0],
    ['items=3-', 0],
    ['bytes=99999999999999999999-', 0],
  ])('%s begins at %i', (range, start) => {
    expect(firstByte(range)).toBe(start);
  });

  test('says which part it is, and is nothing but that type', async () => {
    const bytes = Uint8Array.of(1, 2, 3);
    const response = toResponse({ bytes, sizeBytes: 10, mediaType: 'video/mp4' }, 4);
    expect(response.status).toBe(206);
    expect(response.headers.get('Content-Range')).toBe('bytes 4-6/10');
    expect(response.headers.get('Content-Type')).toBe('video/mp4');
    expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(response.headers.get('Content-Security-Policy')).toContain('sandbox');
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
  });

  test('says that there is nothing behind the end, or at all', () => {
    const end = toResponse({ bytes: new Uint8Array(0), sizeBytes: 10, mediaType: 'a/b' }, 10);
    expect([end.status, end.headers.get('Content-Range')]).toEqual([416, 'bytes */10']);
    expect(toResponse(null, 0).status).toBe(204);
  });
});
