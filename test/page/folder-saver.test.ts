import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { MessengerError } from '../../src/errors.ts';
import { saveFolder, type SavedEntry } from '../../src/page/folder-saver.ts';

const run = promisify(execFile);
/** Unpacks zip files with code that is not ours. */
const hasPython = await run('python3', ['-c', 'import zipfile']).then(
  () => true,
  () => false,
);

/** A folder of the user's disk in memory. Refuses names as Chromium does. */
class MemoryFolder {
  readonly kind = 'directory';
  readonly inside = new Map<string, MemoryFolder | Buffer>();
  constructor(readonly name = '') {}

  getDirectoryHandle(name: string, options?: { create: boolean }): Promise<MemoryFolder> {
    const known = this.inside.get(name);
    if (known instanceof MemoryFolder) return Promise.resolve(known);
    if (known !== undefined) return Promise.reject(new DOMException('', 'TypeMismatchError'));
    if (options?.create !== true) return Promise.reject(new DOMException('', 'NotFoundError'));
    const made = new MemoryFolder(name);
    this.inside.set(name, made);
    return Promise.resolve(made);
  }

  getFileHandle(name: string): Promise<unknown> {
    if (name.endsWith('.lnk')) return Promise.reject(new TypeError('Name is not allowed.'));
    const parts: Uint8Array[] = [];
    const writable = {
      write: (part: Uint8Array) => Promise.resolve(parts.push(part)),
      close: () => Promise.resolve(this.inside.set(name, Buffer.concat(parts))),
      abort: () => Promise.resolve(),
    };
    return Promise.resolve({ createWritable: () => Promise.resolve(writable) });
  }

  removeEntry(name: string): Promise<void> {
    this.inside.delete(name);
    return Promise.resolve();
  }

  /** Paths and contents of all that is in it. */
  get tree(): Record<string, unknown> {
    const entries = [...this.inside].map(([name, one]) => [
      name,
      one instanceof MemoryFolder ? one.tree : one.toString(),
    ]);
    return Object.fromEntries(entries) as Record<string, unknown>;
  }
}

function entry(path: string, content: string | MessengerError, modifiedMs = 0): SavedEntry {
  return {
    ...{ kind: 'file', path: path.split('/'), modifiedMs },
    async *bytes() {
      if (content instanceof MessengerError) throw content;
      yield await Promise.resolve(new Uint8Array(Buffer.from(content)));
    },
  };
}

const ENTRIES: SavedEntry[] = [
  entry('a.txt', 'first', Date.UTC(2026, 10, 20, 12)),
  entry('day 1/hut/b.txt', 'second'),
  { ...entry('day 1/later', ''), kind: 'folder' },
];

function folder(entries: readonly SavedEntry[] = ENTRIES, copied?: Blob[]) {
  return {
    name: 'Holiday',
    entries: () => Promise.resolve(entries),
    async copy(bytes: ReadableStream<Uint8Array>) {
      const blob = await new Response(bytes).blob();
      copied?.push(blob);
      return blob;
    },
  };
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('with a folder picker', () => {
  let chosen: MemoryFolder;
  beforeEach(() => {
    chosen = new MemoryFolder();
    vi.stubGlobal('window', { showDirectoryPicker: () => Promise.resolve(chosen) });
  });

  const whole = { 'a.txt': 'first', 'day 1': { hut: { 'b.txt': 'second' }, later: {} } };

  test('a folder is written with everything in it', async () => {
    expect(await saveFolder(folder())).toBe(true);
    expect(chosen.tree).toEqual({ Holiday: whole });
  });

  test('what was there before is left alone', async () => {
    await (await chosen.getDirectoryHandle('Holiday', { create: true })).getFileHandle('mine');
    chosen.inside.set('Holiday (2)', Buffer.from('a file'));
    await saveFolder(folder());
    expect(chosen.tree).toEqual({ Holiday: {}, 'Holiday (2)': 'a file', 'Holiday (3)': whole });
  });

  test('a name that the browser refuses gets a harmless end', async () => {
    await saveFolder(folder([entry('x/a.lnk', 'first')]));
    expect(chosen.tree).toEqual({ Holiday: { x: { 'a.lnk_': 'first' } } });
  });

  test('a folder that cannot be read to its end leaves nothing', async () => {
    const corrupt = new MessengerError('storage-corrupt');
    const saving = saveFolder(folder([entry('a', 'first'), entry('b', corrupt)]));
    await expect(saving).rejects.toBe(corrupt);
    expect(chosen.tree).toEqual({});
  });

  test('a closed picker is no failure, another one is', async () => {
    const showDirectoryPicker = vi.fn(() => Promise.reject(new DOMException('', 'AbortError')));
    vi.stubGlobal('window', { showDirectoryPicker });
    expect(await saveFolder(folder())).toBe(false);
    showDirectoryPicker.mockRejectedValue(new DOMException('', 'SecurityError'));
    await expect(saveFolder(folder())).rejects.toMatchObject({ code: 'file-save-failed' });
  });
});

describe('without one', () => {
  const anchor = { href: '', download: '', click: vi.fn() };
  let place: string;
  beforeEach(async () => {
    vi.stubGlobal('window', {});
    vi.stubGlobal('document', { createElement: () => anchor });
    place = await mkdtemp(join(tmpdir(), 'twocan-zip-'));
  });
  afterEach(() => rm(place, { recursive: true }));

  test.skipIf(!hasPython)('it becomes a zip file that other programs unpack', async () => {
    const copied: Blob[] = [];
    expect(await saveFolder(folder(ENTRIES, copied))).toBe(true);
    expect(anchor.download).toBe('Holiday.zip');
    expect(anchor.click).toHaveBeenCalledOnce();
    const [zip] = copied;
    await writeFile(
      join(place, 'x.zip'),
      Buffer.from((await zip?.arrayBuffer()) ?? new ArrayBuffer()),
    );
    await run('python3', ['-m', 'zipfile', '-e', 'x.zip', 'out'], { cwd: place });
    const root = join(place, 'out', 'Holiday');
    expect((await readdir(root, { recursive: true })).sort()).toEqual([
      ...['a.txt', 'day 1', 'day 1/hut', 'day 1/hut/b.txt', 'day 1/later'],
    ]);
    expect(await readFile(join(root, 'day 1/hut/b.txt'), 'utf8')).toBe('second');
  });

  test('what the source says is wrong stays what is wrong', async () => {
    const corrupt = new MessengerError('storage-corrupt');
    await expect(saveFolder(folder([entry('a', corrupt)]))).rejects.toBe(corrupt);
  });
});
