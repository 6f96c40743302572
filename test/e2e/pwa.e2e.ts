import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { firstStart } from './harness/meet.ts';
import { launch, type Person } from './harness/person.ts';
import { DIST, startServer, type TestServer } from './harness/server.ts';

const people: Person[] = [];
const servers: TestServer[] = [];

afterEach(async () => {
  await Promise.all(people.splice(0).map((person) => person.close()));
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

async function visit(kind: 'chromium' | 'firefox', prefix = '/'): Promise<[Person, TestServer]> {
  const server = await startServer(prefix);
  servers.push(server);
  const person = await launch(kind);
  people.push(person);
  await person.open(server.url);
  return [person, server];
}

/** Resolves once the service worker keeps the whole shell. */
async function offlineReady(person: Person): Promise<void> {
  await person.page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
}

/** Something that only the running app shows. */
async function seeApp(person: Person): Promise<void> {
  await person.see({ role: 'heading' });
}

describe.each(['chromium', 'firefox'] as const)('the page in %s', (kind) => {
  it('opens without a network from the second visit on, also after a restart of the browser', async () => {
    const [person, server] = await visit(kind);
    await seeApp(person);
    await offlineReady(person);
    await server.stop();
    await person.reload();
    await seeApp(person);
    await person.relaunch();
    await person.open(server.url);
    await seeApp(person);
    await person.open(`${server.url}index.html`);
    await seeApp(person);
    person.assertClean();
  });

  it('works from a path of a host that has other things on it', async () => {
    const [person, server] = await visit(kind, '/some/where/');
    await seeApp(person);
    await offlineReady(person);
    await server.stop();
    await person.reload();
    await seeApp(person);
    expect(server.requests.filter((path) => !path.startsWith('/some/where/'))).toEqual([]);
    person.assertClean();
  });

  it('forbids itself inline scripts, inline styles and foreign origins', async () => {
    const [person] = await visit(kind);
    const refused = await person.page.evaluate(async () => {
      // The page's own policy and the server's both refuse.
      const directives = new Set<string>();
      document.addEventListener('securitypolicyviolation', (event) => {
        directives.add(event.effectiveDirective);
      });
      const script = document.createElement('script');
      script.textContent = 'document.title = "taken over"';
      document.head.append(script);
      const style = document.createElement('style');
      style.textContent = 'body { display: none }';
      document.head.append(style);
      await fetch('https://example.invalid/').catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 200));
      return [...directives].sort();
    });
    expect(refused).toEqual(['connect-src', 'script-src-elem', 'style-src-elem']);
    expect(await person.page.title()).not.toBe('taken over');
  });

  it('restarts into a new version only when told to, and forgets the old one', async () => {
    const [person, server] = await visit(kind);
    await firstStart(person, server.url, 'Ann');
    await offlineReady(person);
    const newer = await mkdtemp(join(tmpdir(), 'twocan-newer-'));
    await cp(DIST, newer, { recursive: true });
    await makeNewer(newer);
    await server.stop();
    await server.restart(newer);
    await person.reload();
    await person.see({ text: 'A new version is ready' });
    expect(await person.sees(NEWER)).toBe(false);
    await person.reload();
    await person.see({ text: 'A new version is ready' });
    expect(await person.sees(NEWER)).toBe(false);
    await person.click({ role: 'button', name: 'Restart' });
    await person.see(NEWER);
    await person.page.evaluate(async () => {
      while ((await caches.keys()).length > 1) await new Promise((next) => setTimeout(next, 50));
    });
    await server.stop();
    await person.reload();
    await person.see(NEWER);
    await rm(newer, { recursive: true });
  });
});

/** What only the page of `makeNewer` has. */
const NEWER = { css: 'body[data-newer]' };

/** Changes the page and its integrity in the service worker, as a new build would. */
async function makeNewer(folder: string): Promise<void> {
  const digest = (text: string): string => createHash('sha256').update(text).digest('base64');
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  const newPage = page.replace('<body', '<body data-newer');
  const worker = await readFile(join(folder, 'sw.js'), 'utf8');
  const newWorker = worker
    .replace(digest(page), digest(newPage))
    .replace(/(["'`])[0-9a-f]{16}\1/, '"fedcba9876543210"');
  expect(newWorker).toContain('fedcba9876543210');
  await writeFile(join(folder, 'index.html'), newPage);
  await writeFile(join(folder, 'sw.js'), newWorker);
}
