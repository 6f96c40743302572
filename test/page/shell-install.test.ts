import { beforeEach, describe, expect, it } from 'vitest';
import {
  installShell,
  keepShell,
  NotInstalled,
  shellCacheName,
  type InstallPorts,
} from '../../src/page/shell-install.ts';
import { checkShell, shellNews } from '../../src/page/shell-news.ts';
import { sha256, ShellNotebook, type ShellFile } from '../../src/page/shell-version.ts';
import { fingerprintOf, inGroups } from '../../scripts/shell-files.mjs';
import { MemoryCaches } from './memory-caches.ts';

const SCOPE = 'https://twocan.example/app/';

let caches: MemoryCaches;
let notes: ShellNotebook;
/** What the host serves, by path. */
let host: Map<string, string>;

beforeEach(() => {
  caches = new MemoryCaches();
  notes = new ShellNotebook(SCOPE, caches);
  host = new Map([
    ['index.html', '<!doctype html>'],
    ['assets/main.js', 'run()'],
    ['sw.js', 'worker 1'],
  ]);
});

async function hashes(): Promise<ShellFile[]> {
  const listed = [...host]
    .filter(([path]) => path !== 'sw.js')
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const hash = (text: string): Promise<string> => sha256(new TextEncoder().encode(text));
  return Promise.all(
    listed.map(async ([path, text]): Promise<ShellFile> => [path, await hash(text)]),
  );
}

/** The service worker of the build that the host has now. */
async function worker(version: string): Promise<InstallPorts> {
  const files = await hashes();
  const answer = (url: string): Response => {
    const path = url.slice(SCOPE.length);
    const text = host.get(path === '' ? 'index.html' : path);
    return text === undefined ? new Response('', { status: 404 }) : new Response(text);
  };
  const fetch = ({ url }: Request): Promise<Response> => Promise.resolve(answer(url));
  return { scope: SCOPE, script: 'sw.js', version, files, caches, notes, fetch };
}

async function firstInstall(): Promise<InstallPorts> {
  const ports = await worker('1.0.0+aa');
  expect(await installShell(ports)).toBe(false);
  await keepShell(ports);
  return ports;
}

describe('a version of the app', () => {
  it('is kept at the first visit, with the fingerprint that the build computes', async () => {
    await firstInstall();
    const kept = await notes.read('kept');
    expect(kept?.version).toBe('1.0.0+aa');
    expect(kept?.files.map(([path]) => path)).toEqual(['assets/main.js', 'index.html', 'sw.js']);
    expect(kept?.fingerprint).toBe(fingerprintOf(kept?.files ?? []));
  });

  it('waits for a yes when another one is kept, and is installed after it', async () => {
    await firstInstall();
    host.set('assets/main.js', 'runBetter()').set('sw.js', 'worker 2');
    const next = await worker('1.1.0+bb');
    await expect(installShell(next)).rejects.toThrow(NotInstalled);
    const news = await shellNews(notes);
    expect(news).toMatchObject({
      status: 'offered',
      kept: { version: '1.0.0+aa' },
      offered: { version: '1.1.0+bb' },
    });
    if (news?.status !== 'offered') throw new Error('nothing is offered');
    expect(news.kept.fingerprint).not.toBe(news.offered.fingerprint);
    await notes.write('agreed', news.kept.fingerprint);
    await expect(installShell(next)).rejects.toThrow(NotInstalled);
    await notes.write('agreed', news.offered.fingerprint);
    expect(await installShell(next)).toBe(true);
    await keepShell(next);
    expect(await notes.read('kept')).toMatchObject({ version: '1.1.0+bb' });
    expect(await shellNews(notes)).toBeNull();
    expect((await caches.keys()).filter((name) => name.startsWith('twocan-shell'))).toEqual([
      shellCacheName(next),
    ]);
  });

  it('agreed to does not stand for one that came in its place', async () => {
    await firstInstall();
    host.set('sw.js', 'worker 2');
    const next = await worker('1.1.0+bb');
    await expect(installShell(next)).rejects.toThrow(NotInstalled);
    await notes.write('agreed', (await notes.read('offered'))?.fingerprint ?? '');
    host.set('assets/main.js', 'spy()').set('sw.js', 'worker 3');
    await expect(installShell(await worker('1.1.0+bb'))).rejects.toThrow(NotInstalled);
    expect(await notes.read('kept')).toMatchObject({ version: '1.0.0+aa' });
  });

  it('with a file that is not what its list says is refused, and the file is named', async () => {
    await firstInstall();
    host.set('sw.js', 'worker 2').set('assets/more.js', 'more()');
    const next = await worker('1.1.0+bb');
    host.set('assets/main.js', 'spy()').delete('assets/more.js');
    await expect(installShell(next)).rejects.toThrow(NotInstalled);
    expect(await shellNews(notes)).toEqual({
      status: 'refused',
      version: '1.1.0+bb',
      why: 'altered',
      files: ['assets/main.js', 'assets/more.js'],
    });
  });

  it('that changes files without another version is refused, and they are named', async () => {
    const kept = await firstInstall();
    host.set('assets/main.js', 'spy()').set('sw.js', 'worker 2');
    await expect(installShell(await worker(kept.version))).rejects.toThrow(NotInstalled);
    expect(await shellNews(notes)).toMatchObject({
      why: 'same-version',
      files: ['assets/main.js', 'sw.js'],
    });
    const cache = await caches.open(shellCacheName(kept));
    expect(await (await cache.match(`${SCOPE}assets/main.js`))?.text()).toBe('run()');
  });
});

describe('the fingerprint', () => {
  it('is computed from what is served, and names what is not as it was', async () => {
    const { fetch } = await firstInstall();
    const ask = (url: string): Promise<Response> => fetch(new Request(url));
    const kept = await notes.read('kept');
    expect(await checkShell(notes, SCOPE, ask)).toEqual({
      version: '1.0.0+aa',
      fingerprint: kept?.fingerprint,
      files: 3,
      altered: [],
    });
    host.set('assets/main.js', 'spy()');
    const report = await checkShell(notes, SCOPE, ask);
    expect(report?.altered).toEqual(['assets/main.js']);
    expect(report?.fingerprint).not.toBe(kept?.fingerprint);
  });

  it('is what sha256sum makes of the files and then of its own lines', () => {
    const [a, b] = ['aa', 'bb'].map((text) => text.repeat(32));
    expect(
      fingerprintOf([
        ['a.js', a ?? ''],
        ['b.js', b ?? ''],
      ]),
    ).toBe('83db6638d0befc8f9ad41e0c6b84b1f6fc4501dd42cefe29b81d8ff07c395d13');
    expect(inGroups('0123456789abcdef')).toBe('0123 4567 89ab cdef');
  });
});
