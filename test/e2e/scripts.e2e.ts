/** `npm start` and `npm start -- --lan`, as a person runs them, each in a checkout of its own. */
import { createHash, X509Certificate } from 'node:crypto';
import { readFile, readdir, stat } from 'node:fs/promises';
import { get } from 'node:http';
import { join, relative } from 'node:path';
import { connect } from 'node:tls';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { lanAddresses } from '../../scripts/lan.mjs';
import type * as Lan from '../../scripts/lan.mjs';
import { makeCheckout, removeCheckout, Start } from './harness/checkout.ts';
import { launch, type Person } from './harness/person.ts';
import { readTerminalQr } from './harness/qr.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Ctrl+C is felt at once; a server that waits for its visitors would take longer than anybody does. */
const STOPS_WITHIN_MS = 3_000;

const [lanAddress] = lanAddresses();

let here: string;
let there: string;
const starts: Start[] = [];

beforeAll(async () => {
  here = await makeCheckout();
  there = await makeCheckout();
});

afterEach(() => Promise.all(starts.splice(0).map((start) => start.stop())));
afterAll(() => Promise.all([here, there].map(removeCheckout)));

/** Where days begin at another time, and letters have other capitals. */
const ELSEWHERE = { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' };

async function npmStart(checkout: string, ...args: string[]): Promise<Start> {
  const env = checkout === there ? ELSEWHERE : {};
  const start = await Start.ready(checkout, [...args, '--port', '0'], env);
  starts.push(start);
  return start;
}

/** The address that was printed. */
function addressOf(start: Start): string {
  return /Twocan is ready at (\S+)/.exec(start.printed)?.[1] ?? 'none';
}

async function stopsAtOnce(start: Start): Promise<void> {
  const startMs = performance.now();
  await start.stop();
  expect(performance.now() - startMs).toBeLessThan(STOPS_WITHIN_MS);
  const { port } = new URL(addressOf(start));
  const refused = await new Promise((resolve) => {
    get({ port, host: '127.0.0.1' }, () => resolve(null)).once('error', resolve);
  });
  expect(refused).toMatchObject({ code: 'ECONNREFUSED' });
}

/** Opens the page in a new Chromium, looks, and leaves it open while `then` runs. */
async function visit(url: string, then: (person: Person) => Promise<void>): Promise<void> {
  const person = await launch('chromium', { args: ['--ignore-certificate-errors'] });
  try {
    await person.open(url);
    await person.see({ role: 'button', name: 'Start' });
    const page = await person.page.evaluate(async () => {
      const secure = window.isSecureContext;
      return { secure, worker: (await navigator.serviceWorker.ready).active !== null };
    });
    expect(page).toEqual({ secure: true, worker: true });
    await then(person);
    person.assertClean();
  } finally {
    await person.close();
  }
}

/** Every file below a folder: its path, and what it holds. */
async function filesOf(folder: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name));
  const files = paths
    .sort()
    .map(async (path) => [relative(folder, path), await readFile(path)] as const);
  return new Map(await Promise.all(files));
}

function hashes(files: Map<string, Buffer>): string[] {
  return [...files].map(
    ([path, bytes]) => `${createHash('sha256').update(bytes).digest('hex')} ${path}`,
  );
}

/** The certificate that is served on this machine at this port. */
async function certificateAt(port: number): Promise<X509Certificate> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
      const certificate = socket.getPeerX509Certificate();
      socket.destroy();
      if (certificate) resolve(certificate);
      else reject(new Error('There is no certificate.'));
    }).once('error', reject);
  });
}

describe('npm start', () => {
  it('builds, prints an address where the build is served, and stops at Ctrl+C', async () => {
    const start = await npmStart(here);
    const url = addressOf(start);
    expect(url).toMatch(/^http:\/\/localhost:\d+\/$/);
    const served = await (await fetch(url)).text();
    expect(served).toBe(await readFile(join(here, 'dist/index.html'), 'utf8'));
    await visit(url, () => stopsAtOnce(start));
  });
});

describe.runIf(lanAddress !== undefined)('npm start -- --lan', () => {
  it('serves phones over HTTPS, shows them where as a code, and stops at Ctrl+C', async () => {
    const start = await npmStart(there, '--lan');
    const url = addressOf(start);
    const { hostname, port } = new URL(url);
    expect(url).toBe(`https://${lanAddress ?? ''}:${port}/`);
    expect(readTerminalQr(start.printed)).toBe(url);

    const certificate = await certificateAt(Number(port));
    expect(certificate.checkIP(hostname)).toBe(hostname);
    expect(certificate.checkHost('localhost')).toBe('localhost');
    const lifeMs = Date.parse(certificate.validTo) - Date.parse(certificate.validFrom);
    // The longest that phones accept.
    expect(lifeMs).toBeLessThan(825 * DAY_MS);
    expect(Date.parse(certificate.validTo)).toBeGreaterThan(Date.now() + 300 * DAY_MS);

    await visit(url, () => stopsAtOnce(start));
  });

  it('keeps its certificate to itself and until it no longer fits', async () => {
    const { mode } = await stat(join(there, '.cache/lan-certificate.json'));
    if (process.platform !== 'win32') expect(mode & 0o777).toBe(0o600);
    const url = pathToFileURL(join(there, 'scripts/lan.mjs')).href;
    const { certificateFor } = (await import(url)) as typeof Lan;
    const addresses = lanAddresses();
    const kept = await certificateFor(addresses);
    expect(await certificateFor(addresses)).toEqual(kept);
    const later = await certificateFor(addresses, Date.now() + 365 * DAY_MS);
    expect(later.cert).not.toBe(kept.cert);
    const elsewhere = await certificateFor(['192.0.2.77'], Date.now() + 365 * DAY_MS);
    expect(elsewhere.cert).not.toBe(later.cert);
    expect(new X509Certificate(elsewhere.cert).checkIP('192.0.2.77')).toBe('192.0.2.77');
  });

  it('has built the same bytes as the other checkout, for people and not for programmers', async () => {
    const [one, other] = await Promise.all([here, there].map((f) => filesOf(join(f, 'dist'))));
    if (one === undefined || other === undefined) throw new Error('There are two checkouts.');
    expect([...one.keys()]).toContain('index.html');
    expect(hashes(other)).toEqual(hashes(one));
    // Vite would heed the NODE_ENV that this test runner has set.
    expect(Buffer.concat([...one.values()]).includes('Lit is in dev mode')).toBe(false);
  });
});
