/** What hosts send, and what they are told to send, from one source. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { CONTENT_SECURITY_POLICY, HOST_HEADERS, SECURITY_HEADERS } from '../../scripts/csp.mjs';
import { hostingFiles, netlifyHeaders } from '../../scripts/hosting.mjs';
import { licences, shippedPackages } from '../../scripts/licences.mjs';
import { ROOT } from '../../scripts/setup.mjs';

/** Licences that ask for nothing but to be named. */
const PERMISSIVE = ['MIT', 'ISC', 'BSD-3-Clause', 'Apache-2.0', 'Unlicense', '0BSD'];

describe('the policy', () => {
  const sources = CONTENT_SECURITY_POLICY.split('; ').flatMap((part) => part.split(' ').slice(1));

  it('names no foreign origin and no wildcard', () => {
    const known = [
      "'self'",
      "'none'",
      "'wasm-unsafe-eval'",
      'blob:',
      "'script'",
      'default',
      'lit-html',
    ];
    expect(sources.filter((source) => !known.includes(source))).toEqual([]);
  });

  it('lets no text become a script, a style or markup', () => {
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe-inline|'unsafe-eval'|data:/);
    expect(CONTENT_SECURITY_POLICY).toContain("require-trusted-types-for 'script'");
  });
});

test.each(Object.entries(hostingFiles()))('docs/hosting/%s is up to date', (name, text) => {
  expect(readFileSync(join(ROOT, 'docs/hosting', name), 'utf8')).toBe(text);
});

test.each([['_headers', netlifyHeaders()], ...Object.entries(hostingFiles())])(
  '%s has every header',
  (_, text) => {
    for (const [name, value] of Object.entries(HOST_HEADERS)) {
      expect(text).toContain(name);
      expect(text).toContain(value);
    }
    expect(HOST_HEADERS).toMatchObject(SECURITY_HEADERS);
  },
);

test('every library that ships has a licence that lets us, and stands in the list', async () => {
  const shipped = await shippedPackages(ROOT);
  const text = await licences(ROOT);
  expect(shipped.length).toBeGreaterThan(9);
  for (const { name, version, licence } of shipped) {
    expect(PERMISSIVE, name).toContain(licence);
    expect(text).toContain(`${name} ${version}: ${licence}`);
  }
});

test('every dependency is pinned to one version', () => {
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(join(ROOT, 'package.json'), 'utf8'),
  ) as Record<'dependencies' | 'devDependencies', Record<string, string>>;
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
    expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
  }
});
