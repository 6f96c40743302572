import { describe, expect, test, vi } from 'vitest';
import { chosenFolder, isFolder, readFolders } from '../../src/components/folder-entries.ts';

/** A folder of entries as a drop gives it; names that lead to a text are files. */
interface Tree {
  readonly [name: string]: Tree | string;
}

/** As many as a reader gives at a time. */
const BATCH = 2;

function entryOf(name: string, content: Tree | string): unknown {
  if (typeof content === 'string') {
    const file = (done: (file: File) => void): void => done(new File([content], name));
    return { name, isFile: true, isDirectory: false, file };
  }
  const createReader = (): unknown => {
    const left = Object.entries(content).map(([inner, value]) => entryOf(inner, value));
    return { readEntries: (done: (some: unknown[]) => void) => done(left.splice(0, BATCH)) };
  };
  return { name, isFile: false, isDirectory: true, createReader };
}

/** Like the browser's, empty once the drop is over. */
function dropped(name: string, content: Tree | string): DataTransferItem {
  const item = {
    webkitGetAsEntry: () => entryOf(name, content),
  };
  void Promise.resolve().then(() => {
    item.webkitGetAsEntry = () => null;
  });
  return item as unknown as DataTransferItem;
}

describe('what is dropped', () => {
  test('is a folder or not', () => {
    const items = [dropped('1.txt', 'one'), dropped('Holiday', {})];
    expect(items.map(isFolder)).toEqual([false, true]);
  });

  test('is folders with all that is in them', async () => {
    const tree = { 'a.txt': 'a', hut: { 'b.txt': 'b', 'c.txt': 'c', 'd.txt': 'd' }, later: {} };
    const folders = await readFolders([dropped('Holiday', tree), dropped('Empty', {})]);
    expect(folders.map(({ name }) => name)).toEqual(['Holiday', 'Empty']);
    const [holiday, empty] = folders;
    expect(holiday?.entries.map(({ path, file }) => [path, file?.name ?? null])).toEqual([
      ...[
        ['a.txt', 'a.txt'],
        ['hut/b.txt', 'b.txt'],
        ['hut/c.txt', 'c.txt'],
      ],
      ...[
        ['hut/d.txt', 'd.txt'],
        ['later', null],
      ],
    ]);
    expect(empty?.entries).toEqual([]);
  });

  test('ends where a folder leads into itself', async () => {
    const loop: Record<string, Tree> = {};
    loop['again'] = loop;
    const folders = await readFolders([dropped('Loop', loop)]);
    expect(folders[0]?.entries[0]?.path.split('/').length).toBeGreaterThan(32);
  });

  test('fails when something in a folder cannot be read', async () => {
    const unreadable = new DOMException('', 'NotReadableError');
    const file = (_: unknown, fail: (error: DOMException) => void): void => fail(unreadable);
    const readEntries = vi
      .fn((done: (some: unknown[]) => void) => done([]))
      .mockImplementationOnce((done) => done([{ name: 'x', isFile: true, file }]));
    const folder = { name: 'F', isDirectory: true, createReader: () => ({ readEntries }) };
    const item = { webkitGetAsEntry: () => folder };
    await expect(readFolders([item as unknown as DataTransferItem])).rejects.toBe(unreadable);
  });
});

describe('a folder that is chosen', () => {
  function chosen(path: string): File {
    const file = new File(['x'], path.split('/').at(-1) ?? '');
    return Object.defineProperty(file, 'webkitRelativePath', { value: path });
  }

  test('gives its name to the whole, not to the paths', () => {
    const folder = chosenFolder([chosen('Holiday/a.txt'), chosen('Holiday/hut/b.txt')]);
    expect(folder?.name).toBe('Holiday');
    expect(folder?.entries.map(({ path }) => path)).toEqual(['a.txt', 'hut/b.txt']);
  });

  test('is none when there is nothing in it', () => {
    expect(chosenFolder([])).toBeNull();
  });
});
