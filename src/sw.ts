/**
 * The service worker: keeps the shell and serves it without a network, and hands what a page plays
 * from that page to its player. Nothing else.
 *
 * A new version is installed when the user said yes to its fingerprint and not before
 * (page/shell-install.ts): nothing changes behind their back, and no update cuts an open line.
 */
import {
  firstByte,
  MEDIA_PATH,
  toResponse,
  type MediaAnswer,
  type MediaRequest,
} from './page/media-messages.ts';
import {
  installShell,
  keepShell,
  shellCacheName,
  type InstallPorts,
} from './page/shell-install.ts';
import { ShellNotebook, shellUrl, type ShellFile } from './page/shell-version.ts';

declare const self: ServiceWorkerGlobalScope;

/** Every file of the shell but this one, sorted by path; put in by the build. */
declare const __SHELL_FILES__: readonly ShellFile[];
/** The version of the app that this script came with. */
declare const __APP_VERSION__: string;

/** The page itself, whatever fragment or query it was opened with. */
const pageUrl = self.registration.scope;

const ports: InstallPorts = {
  scope: pageUrl,
  script: 'sw.js',
  version: __APP_VERSION__,
  files: __SHELL_FILES__,
  caches,
  notes: new ShellNotebook(pageUrl, caches),
  fetch: (request) => fetch(request),
};

const cacheName = shellCacheName(ports);

const mediaUrl = pageUrl + MEDIA_PATH;

/** Addresses of the shell, this script among them. */
const shell = new Set(
  [...__SHELL_FILES__.map(([path]) => path), ports.script].map((path) => shellUrl(path, pageUrl)),
);

/** A version that the user asked for takes over at once; it comes while its page waits for it. */
async function install(): Promise<void> {
  if (await installShell(ports)) await self.skipWaiting();
}

/** Forgets older shells and takes over the first visit's page, so that it too survives offline. */
async function activate(): Promise<void> {
  await keepShell(ports);
  await self.clients.claim();
}

/** @param url an address of the shell */
async function fromShell(url: string): Promise<Response> {
  const cache = await caches.open(cacheName);
  return (await cache.match(url, { ignoreVary: true })) ?? fetch(url);
}

/** Another page in our scope: the network decides; without one, the app. */
async function fromNetworkOrPage(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch {
    return fromShell(pageUrl);
  }
}

/** What a page plays, from that page. */
async function fromPlayer(request: Request, clientId: string): Promise<Response> {
  const client = await self.clients.get(clientId);
  if (client === undefined) return toResponse(null, 0);
  const start = firstByte(request.headers.get('Range'));
  const name = request.url.slice(mediaUrl.length);
  const answer = await new Promise<MediaAnswer>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<MediaAnswer>) => {
      port1.close();
      resolve(data);
    };
    client.postMessage({ type: 'media', name, start } satisfies MediaRequest, [port2]);
  });
  return toResponse(answer, start);
}

/** The address without what the server never sees or we never use. */
function addressOf(request: Request): string {
  const url = new URL(request.url);
  url.hash = '';
  if (request.mode === 'navigate') {
    url.search = '';
    if (url.href === `${pageUrl}index.html`) return pageUrl;
  }
  return url.href;
}

self.addEventListener('install', (event) => event.waitUntil(install()));

self.addEventListener('activate', (event) => event.waitUntil(activate()));

// Versions that were installed before there were notes ask in this way.
self.addEventListener('message', (event) => {
  if (event.data === 'restart') void self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  const url = addressOf(request);
  const isPlayed = request.destination === 'audio' || request.destination === 'video';
  if (isPlayed && url.startsWith(mediaUrl)) {
    event.respondWith(fromPlayer(request, event.clientId));
  } else if (shell.has(url)) event.respondWith(fromShell(url));
  else if (request.mode === 'navigate') event.respondWith(fromNetworkOrPage(request));
});
