/**
 * Taking a version of the app in, as the service worker does it: every file is compared with the list
 * that came with the version, and another version than the one that is kept waits for the user's yes.
 */
import {
  changedFiles,
  fingerprintOf,
  sha256,
  shellCachePrefix,
  shellUrl,
  type ShellFile,
  type ShellNotebook,
  type ShellRefusal,
  type ShellVersion,
} from './shell-version.ts';

/** The service worker, as far as this file needs it. */
export interface InstallPorts {
  /** The page's address. */
  readonly scope: string;
  /** The path of the service worker, which cannot hold its own hash. */
  readonly script: string;
  readonly version: string;
  /** All files but the service worker. */
  readonly files: readonly ShellFile[];
  readonly caches: CacheStorage;
  readonly notes: ShellNotebook;
  readonly fetch: (request: Request) => Promise<Response>;
}

/** Why a version was not installed; the notes say it to the page. */
export class NotInstalled extends Error {}

/** Where the files of this version are kept. */
export function shellCacheName({
  scope,
  version,
}: Pick<InstallPorts, 'scope' | 'version'>): string {
  return shellCachePrefix(scope) + version;
}

/**
 * Fetches a version and decides about it.
 * @returns whether it takes the place of another one, as the user wanted
 * @throws NotInstalled
 */
export async function installShell(ports: InstallPorts): Promise<boolean> {
  const { notes, version } = ports;
  const kept = await notes.read('kept');
  const own = await describe(ports);
  const isOther = kept !== null && kept.fingerprint !== own.fingerprint;
  // Before anything is stored: the kept version has this name, too.
  if (isOther && kept.version === version) {
    return refuse(ports, { version, why: 'same-version', files: changedFiles(kept, own) });
  }
  const wrong = await fetchShell(ports, own.files);
  if (wrong.length > 0) return refuse(ports, { version, why: 'altered', files: wrong });
  if (isOther && (await notes.read('agreed')) !== own.fingerprint) {
    await notes.forget('refused');
    await notes.write('offered', own);
    throw new NotInstalled(`${version} waits for a yes`);
  }
  await notes.write('installed', own);
  return isOther;
}

/** From now on the installed version is the one that is kept; others are forgotten. */
export async function keepShell(ports: InstallPorts): Promise<void> {
  const { scope, caches, notes } = ports;
  const installed = await notes.read('installed');
  if (installed !== null) await notes.write('kept', installed);
  await notes.forget('installed', 'offered', 'refused', 'agreed');
  const own = shellCacheName(ports);
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith(shellCachePrefix(scope)) && name !== own);
  await Promise.all(others.map((name) => caches.delete(name)));
}

/** This version with the hash of the service worker as the host serves it. */
async function describe(ports: InstallPorts): Promise<ShellVersion> {
  const { scope, script, version } = ports;
  const answer = await ports.fetch(fresh(shellUrl(script, scope)));
  const hash = await sha256(await answer.arrayBuffer());
  const files = [...ports.files, [script, hash] as const].sort(([a], [b]) => (a < b ? -1 : 1));
  return { version, fingerprint: await fingerprintOf(files), files };
}

/** Stores every file that is what the list says. @returns the paths of the others */
async function fetchShell(ports: InstallPorts, files: readonly ShellFile[]): Promise<string[]> {
  const cache = await ports.caches.open(shellCacheName(ports));
  const looks = files.map(async ([path, hash]) => {
    const url = shellUrl(path, ports.scope);
    // An offer that waits for its yes is there already.
    const stored = await cache.match(url, { ignoreVary: true });
    if (stored !== undefined && (await hashOf(stored)) === hash) return null;
    const answer = await ports.fetch(fresh(url));
    if (!answer.ok || (await hashOf(answer.clone())) !== hash) return path;
    await cache.put(url, answer);
    return null;
  });
  return (await Promise.all(looks)).filter((path) => path !== null);
}

async function hashOf(answer: Response): Promise<string> {
  return sha256(await answer.arrayBuffer());
}

/** Past the HTTP cache. */
function fresh(url: string): Request {
  return new Request(url, { cache: 'reload' });
}

async function refuse({ notes }: InstallPorts, refusal: ShellRefusal): Promise<never> {
  await notes.forget('offered');
  await notes.write('refused', refusal);
  throw new NotInstalled(`${refusal.version} is refused: ${refusal.files.join(', ')}`);
}
