import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONTENT_SECURITY_POLICY, SECURITY_HEADERS } from '../../scripts/csp.mjs';
import { serve } from '../../scripts/serve.mjs';

type Served = Awaited<ReturnType<typeof serve>>;

let folder: string;
let served: Served;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twocan-serve-'));
  const root = join(folder, 'dist');
  await mkdir(join(root, 'assets'), { recursive: true });
  await mkdir(join(root, '.vite'));
  const files = {
    'secret.txt': 'beside the build',
    'dist/index.html': '<!doctype html>',
    'dist/sw.js': '1',
    'dist/assets/main-1a2b3c.js': '2',
    'dist/_headers': '3',
    'dist/.vite/manifest.json': '4',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  served = await serve({ root });
});

afterAll(async () => {
  await served.close();
  await rm(folder, { recursive: true });
});

/** What is answered to this very path: `fetch` would tidy it up first. */
async function ask(path: string, method = 'GET'): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const { port } = served;
    request({ host: '127.0.0.1', port, path, method }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (text: string) => (body += text));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }));
    })
      .once('error', reject)
      .end();
  });
}

describe('the local server', () => {
  it('serves the page with the headers of a good host', async () => {
    const page = await fetch(served.url);
    expect(await page.text()).toBe('<!doctype html>');
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toContain(CONTENT_SECURITY_POLICY);
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) {
      expect(page.headers.get(name), name).toBe(value);
    }
  });

  it('lets files with a hash in their name be kept, and no others', async () => {
    const cached = async (path: string): Promise<string | null> =>
      (await fetch(served.url + path)).headers.get('cache-control');
    expect(await cached('assets/main-1a2b3c.js')).toContain('immutable');
    expect(await cached('')).toBe('no-cache');
    expect(await cached('sw.js')).toBe('no-cache');
  });

  it('says that nothing has changed to whoever has it already', async () => {
    const etag = (await fetch(served.url)).headers.get('etag') ?? '';
    const again = await fetch(served.url, { headers: { 'If-None-Match': etag } });
    expect(again.status).toBe(304);
  });

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
    '/%00',
    '/%',
    '/_headers',
    '/.vite/manifest.json',
    '/assets',
    '/assets/',
    '/nowhere.js',
  ])('has nothing at %s', async (path) => {
    expect(await ask(path)).toEqual({ status: 404, body: 'Not found\n' });
  });

  it('answers a question for the headers without the file, and takes nothing in', async () => {
    expect(await ask('/', 'HEAD')).toEqual({ status: 200, body: '' });
    expect((await ask('/', 'POST')).status).toBe(405);
  });

  it('takes the next port when asked to, and says so when it may not', async () => {
    const { port } = served;
    const next = await serve({ root: folder, port, nextFreePort: true });
    expect(next.port).toBeGreaterThan(port);
    await next.close();
    await expect(serve({ root: folder, port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
