/**
 * A static server for dist/, as plain as the hosts that Twocan is made for.
 * It serves what is there, with the headers a good host would send; nothing of it is needed.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { extname, join, sep } from 'node:path';
import { REVALIDATED_FILES, SECURITY_HEADERS } from './csp.mjs';

const MEDIA_TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8',
};

/** Hashed names never change: keep them for a year, the longest time in common use. */
const FOREVER = 'public, max-age=31536000, immutable';

/**
 * The file for a request, or null.
 * @param {string} root
 * @param {string} prefix begins and ends with a slash
 * @param {string} url as requested
 */
function pathOf(root, prefix, url) {
  let path;
  try {
    path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return null;
  }
  if (!path.startsWith(prefix)) return null;
  const parts = path.slice(prefix.length).split('/');
  if (parts.at(-1) === '') parts[parts.length - 1] = 'index.html';
  // Also keeps out `..`, the build's own notes (.vite) and Windows' separators.
  if (parts.some((part) => /^[._]/.test(part) || part.includes(sep) || part.includes('\0'))) {
    return null;
  }
  return join(root, ...parts);
}

/** @param {string} file */
function headersOf(file) {
  const type = MEDIA_TYPES[extname(file)] ?? 'application/octet-stream';
  const name = file.slice(file.lastIndexOf(sep) + 1);
  const hashed = file.includes(`${sep}assets${sep}`) && !REVALIDATED_FILES.includes(name);
  return {
    ...SECURITY_HEADERS,
    'Content-Type': type,
    'Cache-Control': hashed ? FOREVER : 'no-cache',
  };
}

/**
 * Serves a folder.
 * @param {object} options
 * @param {string} options.root the folder, absolute
 * @param {number} [options.port] 0 (the default) for any free one
 * @param {boolean} [options.nextFreePort] try the following ports when this one is taken
 * @param {string} [options.host] the address to listen on; this machine alone by default
 * @param {string} [options.prefix] a path like `/some/where/` that stands before every address
 * @param {{ key: string, cert: string } | null} [options.tls] serve HTTPS with these (PEM)
 * @param {((path: string) => void) | null} [options.onRequest] is told every requested path
 * @returns {Promise<{ url: string, port: number, close: () => Promise<void> }>}
 */
export async function serve({
  root,
  port = 0,
  nextFreePort = false,
  host = '127.0.0.1',
  prefix = '/',
  tls = null,
  onRequest = null,
}) {
  /** @type {import('node:http').RequestListener} */
  const answer = (request, response) => {
    const url = request.url ?? '/';
    onRequest?.(url);
    void respond(request, response, pathOf(root, prefix, url));
  };
  const server = tls === null ? createHttpServer(answer) : createHttpsServer(tls, answer);
  const boundPort = await listen(server, port, host, nextFreePort);
  return {
    url: `${tls === null ? 'http' : 'https'}://localhost:${boundPort}${prefix}`,
    port: boundPort,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {string | null} file
 */
async function respond(request, response, file) {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { ...SECURITY_HEADERS, Allow: 'GET, HEAD' }).end();
    return;
  }
  const found = file === null ? null : await stat(file).catch(() => null);
  if (file === null || !found?.isFile()) {
    const headers = { ...SECURITY_HEADERS, 'Content-Type': 'text/plain; charset=utf-8' };
    response.writeHead(404, headers).end('Not found\n');
    return;
  }
  const etag = `"${found.size.toString(36)}-${Math.round(found.mtimeMs).toString(36)}"`;
  const headers = { ...headersOf(file), ETag: etag };
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, headers).end();
    return;
  }
  response.writeHead(200, { ...headers, 'Content-Length': found.size });
  if (request.method === 'HEAD') response.end();
  else
    createReadStream(file)
      .on('error', () => response.destroy())
      .pipe(response);
}

/** How many ports are tried after the first. */
const PORTS_TRIED = 20;

/**
 * @param {import('node:http').Server} server
 * @param {number} port
 * @param {string} host
 * @param {boolean} nextFreePort
 * @returns {Promise<number>} the port
 */
async function listen(server, port, host, nextFreePort) {
  for (let tried = port; ; tried += 1) {
    try {
      await new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(tried, host, () => {
          server.off('error', reject);
          resolve(undefined);
        });
      });
      return /** @type {import('node:net').AddressInfo} */ (server.address()).port;
    } catch (error) {
      const taken = /** @type {NodeJS.ErrnoException} */ (error).code === 'EADDRINUSE';
      if (!taken || !nextFreePort || tried >= port + PORTS_TRIED) throw error;
    }
  }
}
