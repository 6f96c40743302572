/**
 * The service worker: keeps the shell and serves it without a network, and hands what a page plays
 * from that page to its player. Nothing else.
 *
 * A new version waits until every page of the old one is closed, or until a page says that its
 * user asked to restart: an open line is never cut by an update.
 */
import {
  firstByte,
  MEDIA_PATH,
  toResponse,
  type MediaAnswer,
  type MediaRequest,
} from './page/media-messages.ts';

declare const self: ServiceWorkerGlobalScope;

/** Every file of the shell, relative to this script, with its integrity; put in by the build. */
declare const __SHELL_FILES__: readonly (readonly [path: string, integrity: string])[];
/** Hash of that list. */
declare const __SHELL_VERSION__: string;

/** The page itself, whatever fragment or query it was opened with. */
const pageUrl = self.registration.scope;

/** The scope keeps two copies of Twocan under one origin out of each other's caches. */
const cachePrefix = `twocan-shell ${pageUrl} `;
const cacheName = cachePrefix + __SHELL_VERSION__;

const mediaUrl = pageUrl + MEDIA_PATH;

/** Addresses of the shell and their integrity. */
const shell = new Map(
  __SHELL_FILES__.map(([path, integrity]) => [new URL(path, pageUrl).href, integrity]),
);

/** Fetches the whole shell past the HTTP cache; one wrong or missing file fails the install. */
async function install(): Promise<void> {
  const cache = await caches.open(cacheName);
  await cache.addAll(
    [...shell].map(([url, integrity]) => new Request(url, { cache: 'reload', integrity })),
  );
}

/** Forgets older shells and takes over the first visit's page, so that it too survives offline. */
async function activate(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names
      .filter((name) => name.startsWith(cachePrefix) && name !== cacheName)
      .map((name) => caches.delete(name)),
  );
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
