import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numbered, safePaths } from '../../src/app/folder-names.ts';

const joined = (paths: readonly string[]): string[] =>
  safePaths(paths).map((names) => names.join('/'));

test('names that are fine stay as they are', () => {
  const paths = ['a.jpg', 'day 1/a.jpg', 'day 1/hut/b.jpg', 'Größe/👋.txt'];
  expect(joined(paths)).toEqual(paths);
});

test('a folder with nothing inside has a place too', () => {
  expect(joined(['later/', 'a/b/', 'a/b.txt'])).toEqual(['later', 'a/b', 'a/b.txt']);
});

test('every name is cleaned by itself', () => {
  expect(joined(['c:\\x\\con', '.git/config', 'a\u202eb/nul.txt'])).toEqual([
    'con_',
    'git/config',
    'ab/nul_.txt',
  ]);
});

test('of two that are alike once cleaned the later one is numbered', () => {
  expect(joined(['a.txt', 'A.TXT', 'a.txt', 'a:b', 'a?b', 'u\u0308', 'ü'])).toEqual([
    ...['a.txt', 'A (2).TXT', 'a (3).txt', 'a_b', 'a_b (2)'],
    ...['u\u0308', 'ü (2)'],
  ]);
  expect(joined(['a (2).txt', 'a.txt', 'a.txt'])).toEqual(['a (2).txt', 'a.txt', 'a (3).txt']);
});

test('two folders do not run into one, nor a folder into a file; one folder stays one', () => {
  expect(joined(['.x/1', 'x/1', '.x/2', 'x'])).toEqual(['x/1', 'x (2)/1', 'x/2', 'x (3)']);
});

test('a number goes before the ending', () => {
  expect(numbered('a.tar.gz', 2)).toBe('a.tar (2).gz');
  expect(numbered('Makefile', 3)).toBe('Makefile (3)');
});

test('very many of one name take no time to speak of', () => {
  const names = safePaths(Array.from({ length: 65_536 }, () => 'x'));
  expect(new Set(names.flat()).size).toBe(65_536);
});

test('whatever a sender writes, no two places are alike and none leads out', () => {
  const name = fc.oneof(
    fc.constantFrom('a', 'A', 'a.', '.a', 'a (2)', '\\a', 'ä', 'a\u0308', '\u202e', 'con', '*'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }).filter((text) => !text.includes('/')),
  );
  const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
  fc.assert(
    fc.property(fc.array(path, { maxLength: 20 }), (paths) => {
      const safe = safePaths(paths);
      const keys = safe.map((names) => names.join('/').normalize('NFC').toLowerCase());
      expect(new Set(keys).size).toBe(paths.length);
      for (const part of safe.flat()) {
        expect(part).not.toMatch(/^\.|[/\\\0]|[. ]$|^$/);
      }
      // A file is nowhere a folder on the way to another.
      for (const key of keys) {
        expect(keys.some((other) => other.startsWith(`${key}/`))).toBe(false);
      }
    }),
    { numRuns: 300 },
  );
});
