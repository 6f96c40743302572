/** SECURITY.md names a test for each attack; a name that no test has any more proves nothing. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

/** `path: "name"`, and further names of the same file as `"name"` alone. */
function namedTests(): { path: string; name: string }[] {
  let path = '';
  return [...read('SECURITY.md').matchAll(/`(?:(test\/\S+): )?"([^"]+)"`/g)].map(
    ([, newPath, name = '']) => {
      path = newPath ?? path;
      return { path, name };
    },
  );
}

test('SECURITY.md names many tests', () => {
  expect(namedTests().length).toBeGreaterThan(30);
});

test.each(namedTests())('$path: $name is there', ({ path, name }) => {
  expect(existsSync(new URL(path, root)), path).toBe(true);
  expect(read(path)).toContain(`'${name}'`);
});

/** `NAME` (`src/…`) in the table of limits. */
const limits = [...read('SECURITY.md').matchAll(/`([A-Z_]+)` \(`(src\/[^`]+)`\)/g)].map(
  ([, name = '', path = '']) => ({ name, path }),
);

test('the table of limits is long', () => {
  expect(limits.length).toBeGreaterThan(15);
});

test.each(limits)('$name stands in $path', ({ name, path }) => {
  expect(read(path)).toMatch(new RegExp(`const ${name}\\b`));
});
