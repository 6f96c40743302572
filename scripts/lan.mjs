/** What `npm start -- --lan` needs: this machine's addresses and a certificate for them. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { CACHE } from './setup.mjs';

const CERTIFICATE_FILE = join(CACHE, 'lan-certificate.json');

const DAY_MS = 24 * 60 * 60 * 1000;

/** Phones refuse certificates that live longer than 825 days (Apple); most want about a year. */
const LIFE_DAYS = 365;

/** Interfaces of containers, virtual machines and tunnels: a phone does not reach those. */
const VIRTUAL = /^(docker|br-|veth|virbr|vmnet|vboxnet|utun|tun|tap|tailscale|zt|wg|cni|podman)/i;

/**
 * This machine's IPv4 addresses, those that a phone most likely reaches first.
 * @param {ReturnType<typeof networkInterfaces>} [interfaces]
 * @returns {string[]}
 */
export function lanAddresses(interfaces = networkInterfaces()) {
  const rank = (/** @type {string} */ name, /** @type {string} */ address) =>
    (VIRTUAL.test(name) ? 2 : 0) +
    (/^(192\.168|10|172\.(1[6-9]|2\d|3[01]))\./.test(address) ? 0 : 1);
  return Object.entries(interfaces)
    .flatMap(([name, list]) => (list ?? []).map((entry) => ({ name, ...entry })))
    .filter((entry) => entry.family === 'IPv4' && !entry.internal)
    .sort((a, b) => rank(a.name, a.address) - rank(b.name, b.address))
    .map((entry) => entry.address);
}

/**
 * A self-made certificate for localhost and these addresses; the kept one while it still fits.
 * @param {string[]} addresses
 * @param {number} nowMs
 * @returns {Promise<{ key: string, cert: string }>} PEM
 */
export async function certificateFor(addresses, nowMs = Date.now()) {
  const kept = await readFile(CERTIFICATE_FILE, 'utf8').then(JSON.parse, () => null);
  const fits =
    kept !== null &&
    kept.expiresMs > nowMs + DAY_MS &&
    addresses.every((address) => kept.addresses.includes(address));
  if (fits) return { key: kept.key, cert: kept.cert };

  const { generate } = await import('selfsigned');
  const expiresMs = nowMs + LIFE_DAYS * DAY_MS;
  const made = await generate([{ name: 'commonName', value: 'Twocan on this network' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    // A phone's clock may be a little behind.
    notBeforeDate: new Date(nowMs - DAY_MS),
    notAfterDate: new Date(expiresMs),
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
          ...addresses.map((ip) => ({ type: /** @type {const} */ (7), ip })),
        ],
      },
    ],
  });
  const certificate = { key: made.private, cert: made.cert };
  await mkdir(CACHE, { recursive: true });
  const record = JSON.stringify({ ...certificate, addresses, expiresMs });
  await writeFile(CERTIFICATE_FILE, record, { mode: 0o600 });
  return certificate;
}
