import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { MessengerError } from '../../src/errors.ts';
import { PageFileSaver } from '../../src/page/file-saver.ts';

const BYTES = Uint8Array.of(1, 2, 3);

function source(failure?: Error) {
  return {
    stream: () =>
      new ReadableStream<Uint8Array<ArrayBuffer>>({
        pull(controller) {
          if (failure) controller.error(failure);
          else {
            controller.enqueue(BYTES);
            controller.close();
          }
        },
      }),
    copy: () => (failure ? Promise.reject(failure) : Promise.resolve(new Blob([BYTES]))),
  };
}

/** A browser with a save picker whose file takes what is written, or fails. */
function withPicker(writeFailure?: Error) {
  const written: Uint8Array[] = [];
  const showSaveFilePicker = vi.fn(() =>
    Promise.resolve({
      createWritable: () =>
        Promise.resolve(
          new WritableStream<Uint8Array>({
            write(chunk) {
              if (writeFailure) throw writeFailure;
              written.push(chunk);
            },
          }),
        ),
    }),
  );
  vi.stubGlobal('window', { showSaveFilePicker });
  return { written, showSaveFilePicker };
}

const saver = new PageFileSaver();

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('with a save picker', () => {
  test('a file is written where the user says', async () => {
    const { written, showSaveFilePicker } = withPicker();
    expect(await saver.save('a.txt', source())).toBe(true);
    expect(showSaveFilePicker).toHaveBeenCalledWith({ suggestedName: 'a.txt' });
    expect(written).toEqual([BYTES]);
  });

  test('a closed picker is no failure', async () => {
    const closed = new DOMException('', 'AbortError');
    vi.stubGlobal('window', { showSaveFilePicker: () => Promise.reject(closed) });
    expect(await saver.save('a.txt', source())).toBe(false);
  });

  test('what the source says is wrong stays what is wrong', async () => {
    withPicker();
    const corrupt = new MessengerError('storage-corrupt');
    await expect(saver.save('a.txt', source(corrupt))).rejects.toBe(corrupt);
  });

  test('a disk that fails is a failure to save', async () => {
    const full = new DOMException('', 'QuotaExceededError');
    withPicker(full);
    await expect(saver.save('a.txt', source())).rejects.toMatchObject({
      code: 'file-save-failed',
      cause: full,
    });
  });
});

describe('without one', () => {
  const anchor = { href: '', download: '', click: vi.fn() };

  beforeEach(() => {
    vi.stubGlobal('window', {});
    vi.stubGlobal('document', { createElement: () => anchor });
    vi.useFakeTimers();
  });

  test('a file is downloaded as a copy, which is let go of later', async () => {
    const revoke = vi.spyOn(URL, 'revokeObjectURL');
    expect(await saver.save('a.txt', source())).toBe(true);
    expect(anchor).toMatchObject({ download: 'a.txt' });
    expect(anchor.href).toMatch(/^blob:/);
    expect(anchor.click).toHaveBeenCalledOnce();
    expect(revoke).not.toHaveBeenCalled();
    vi.runAllTimers();
    expect(revoke).toHaveBeenCalledWith(anchor.href);
  });

  test('no room for the copy is said so', async () => {
    const full = new MessengerError('file-no-space');
    await expect(saver.save('a.txt', source(full))).rejects.toBe(full);
  });
});
