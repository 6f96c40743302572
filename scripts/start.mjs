/** `npm start`: installs, builds and serves Twocan. With `-- --lan` also for phones nearby. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { requireBuild, requireInstalled, ROOT } from './setup.mjs';

/** "TWOC" on a phone's keypad. Kept the same, because a browser keeps its data by address and port. */
const DEFAULT_PORT = 8962;

const USAGE = `npm start -- [--lan] [--port N]
  --lan     serves over HTTPS to phones in the same network, and prints a code to scan
  --port N  takes another port than ${DEFAULT_PORT}`;

const values = readOptions();
const port = Number(values.port);
if (!Number.isInteger(port) || port < 0 || port > 65535) {
  console.error('--port takes a number from 0 to 65535.');
  process.exit(1);
}

/** The options; an unknown one, or `--help`, ends here with what there is. */
function readOptions() {
  try {
    const { values: read } = parseArgs({
      options: {
        help: { type: 'boolean', default: false },
        lan: { type: 'boolean', default: false },
        port: { type: 'string', default: String(DEFAULT_PORT) },
      },
    });
    if (!read.help) return read;
    console.log(USAGE);
    return process.exit(0);
  } catch {
    console.error(USAGE);
    return process.exit(1);
  }
}

requireInstalled();
requireBuild();
const { serve } = await import('./serve.mjs');
const root = join(ROOT, 'dist');

if (values.lan) await serveLan();
else await serveHere();

async function serveHere() {
  const { url, port: found } = await serve({ root, port, nextFreePort: true });
  if (port !== 0 && found !== port) {
    console.log(`\nPort ${port} is in use. What you keep at that address is not seen at this one.`);
  }
  console.log(`\nTwocan is ready at ${url}\nCtrl+C stops it.`);
}

async function serveLan() {
  const { certificateFor, lanAddresses } = await import('./lan.mjs');
  const addresses = lanAddresses();
  const first = addresses[0];
  if (first === undefined) {
    console.error('This machine is on no network that a phone could reach.');
    process.exit(1);
  }
  const tls = await certificateFor(addresses);
  const server = await serve({ root, port, nextFreePort: true, host: '0.0.0.0', tls });
  const { default: qrcode } = await import('qrcode');
  const [best, ...others] = addresses.map((address) => `https://${address}:${server.port}/`);
  console.log(await qrcode.toString(best, { type: 'terminal', small: true }));
  console.log(`Twocan is ready at ${best}`);
  for (const other of others) console.log(`           also at ${other}`);
  console.log(
    '\nThe certificate was made on this machine, so each browser warns once: let it pass.' +
      '\nUntil a browser trusts it fully, Twocan works there but not without a network.' +
      '\nCtrl+C stops it.',
  );
}
