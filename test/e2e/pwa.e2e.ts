import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { fingerprintOf, shellFiles } from '../../scripts/shell-files.mjs';
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
      try {
        // Where there are Trusted Types this is refused already.
        script.textContent = 'document.title = "taken over"';
      } catch {
        directives.add('script-src-elem');
      }
      document.head.append(script);
      const style = document.createElement('style');
      style.textContent = 'body { display: none }';
      document.head.append(style);
      await fetch('https://example.invalid/').catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 200));
      directives.delete('require-trusted-types-for');
      return [...directives].sort();
    });
    expect(refused).toEqual(['connect-src', 'script-src-elem', 'style-src-elem']);
    expect(await person.page.title()).not.toBe('taken over');
  });

  it('makes neither scripts nor markup of texts, where the browser can forbid it', async () => {
    const [person] = await visit(kind);
    await seeApp(person);
    const refused = await person.page.evaluate(() => {
      const tries: Record<string, () => unknown> = {
        markup: () => (document.createElement('div').innerHTML = '<b>x</b>'),
        script: () => (document.createElement('script').text = 'x'),
        worker: () => new Worker('data:,x'),
      };
      return Object.entries(tries).flatMap(([name, run]) => {
        try {
          run();
          return [];
        } catch {
          return [name];
        }
      });
    });
    expect(refused).toEqual(['markup', 'script', 'worker']);
  });

  it('installs a new version only on a yes to its fingerprint, and forgets the old one', async () => {
    const [person, server] = await visit(kind);
    await firstStart(person, server.url, 'Ann');
    await offlineReady(person);
    const newer = await mkdtemp(join(tmpdir(), 'twocan-newer-'));
    await cp(DIST, newer, { recursive: true });
    await makeNewer(newer);
    await server.stop();
    await server.restart(newer);
    await person.reload();
    await person.see({ text: 'It waits for your yes' });
    expect(await person.sees(NEWER)).toBe(false);
    await person.click({ role: 'button', name: 'Later' });
    await person.reload();
    // Put off, it is offered again at the next start, and not before.
    await person.click({ role: 'button', name: 'Look at it' });
    await person.see({ role: 'dialog', name: 'Install the new version?' });
    const [kept, offered] = await fingerprintsShown(person);
    expect(kept).toBe(fingerprintOf(await shellFiles(DIST)));
    expect(offered).toBe(fingerprintOf(await shellFiles(newer)));
    expect(await person.sees(NEWER)).toBe(false);
    await person.click({ role: 'button', name: 'Install and restart' });
    await person.see(NEWER);
    await person.page.evaluate(async () => {
      // Its files and the notes.
      while ((await caches.keys()).length > 2) await new Promise((next) => setTimeout(next, 50));
    });
    await server.stop();
    await person.reload();
    await person.see(NEWER);
    await rm(newer, { recursive: true });
  });

  it('refuses changed files, names them, and keeps what it has', async () => {
    const [person, server] = await visit(kind);
    await firstStart(person, server.url, 'Ann');
    await offlineReady(person);
    const tampered = await mkdtemp(join(tmpdir(), 'twocan-tampered-'));
    await cp(DIST, tampered, { recursive: true });
    await makeNewer(tampered);
    await writeFile(join(tampered, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    await server.stop();
    await server.restart(tampered);
    await person.reload();
    await person.see({ text: 'not what it says it is: icon.svg' });
    expect(await person.sees(NEWER)).toBe(false);
    // A list that fits, but nothing says that this is another version.
    await cp(DIST, tampered, { recursive: true });
    await makeNewer(tampered, await versionIn(DIST));
    await person.reload();
    await person.see({ text: 'changed files without a new version' });
    await person.see({ text: 'index.html and sw.js' });
    expect(await person.sees(NEWER)).toBe(false);
    // The right files again: nothing is left to say.
    await server.stop();
    await server.restart();
    await person.reload();
    await person.click({ role: 'button', name: 'Settings' });
    await person.click({ role: 'button', name: 'Compute the fingerprint' });
    await person.see({ text: 'all as they were when they were installed' });
    expect(await fingerprintsShown(person)).toEqual([fingerprintOf(await shellFiles(DIST))]);
    expect(await person.sees({ text: 'without a new version' })).toBe(false);
    await rm(tampered, { recursive: true });
  });
});

/** What only the page of `makeNewer` has. */
const NEWER = { css: 'body[data-newer]' };
const NEWER_VERSION = '9.9.9+feedbeef';

/** The version of a build. */
async function versionIn(folder: string): Promise<string> {
  const worker = await readFile(join(folder, 'sw.js'), 'utf8');
  return /version:[`"']([^`"']+)[`"'],files/.exec(worker)?.[1] ?? 'none';
}

/** Changes the page and its hash in the service worker, as a new build would. */
async function makeNewer(folder: string, version = NEWER_VERSION): Promise<void> {
  const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  const newPage = page.replace('<body', '<body data-newer');
  const worker = await readFile(join(folder, 'sw.js'), 'utf8');
  const newWorker = worker
    .replace(digest(page), digest(newPage))
    .replace(await versionIn(folder), version);
  expect(newWorker).not.toBe(worker);
  await writeFile(join(folder, 'index.html'), newPage);
  await writeFile(join(folder, 'sw.js'), newWorker);
}

/** The fingerprints on the screen, from top to bottom, without the spaces. */
async function fingerprintsShown(person: Person): Promise<string[]> {
  return person.page.evaluate(() => {
    const within = (root: Document | ShadowRoot): Element[] =>
      [...root.querySelectorAll('*')].flatMap((element) => [
        ...(element.localName === 'app-fingerprint' ? [element] : []),
        ...(element.shadowRoot === null ? [] : within(element.shadowRoot)),
      ]);
    return within(document).map((shown) => shown.getAttribute('value') ?? '');
  });
}
