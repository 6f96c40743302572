/**
 * Which version of the app is kept on this device, which one the host offers, and which one the user
 * said yes to: small notes between the service worker and the page, in a cache of their own.
 */

/** One file of the app: its path and the SHA-256 of its bytes, in hexadecimal. */
export type ShellFile = readonly [path: string, sha256: string];

/** A whole app as its build made it. */
export interface ShellVersion {
  /** For people; two versions never share a fingerprint. */
  readonly version: string;
  /** {@link fingerprintOf} `files`. */
  readonly fingerprint: string;
  /** Sorted by path. */
  readonly files: readonly ShellFile[];
}

/** What the host serves and this device does not take. */
export interface ShellRefusal {
  readonly version: string;
  /** `altered`: not what its own list says; `same-version`: changed without another version. */
  readonly why: 'altered' | 'same-version';
  /** Their paths. */
  readonly files: readonly string[];
}

/** The notes by name. */
export interface ShellNotes {
  /** What is served, also without a network. */
  kept: ShellVersion;
  /** Whole and waiting to become the one that is kept. */
  installed: ShellVersion;
  /** Waits for the user's yes. */
  offered: ShellVersion;
  refused: ShellRefusal;
  /** The fingerprint that the user said yes to. */
  agreed: string;
}

/** The start of the name of every cache with files of the app; the scope keeps two copies apart. */
export function shellCachePrefix(scope: string): string {
  return `twocan-shell ${scope} `;
}

/** Notes of the app at this address. */
export class ShellNotebook {
  constructor(
    private readonly scope: string,
    private readonly storage: CacheStorage,
  ) {}

  async read<Name extends keyof ShellNotes>(name: Name): Promise<ShellNotes[Name] | null> {
    const cache = await this.#open();
    const found = await cache.match(this.#key(name));
    // Written by `write` and by nobody else of this origin.
    return found === undefined ? null : ((await found.json()) as ShellNotes[Name]);
  }

  async write<Name extends keyof ShellNotes>(name: Name, note: ShellNotes[Name]): Promise<void> {
    const cache = await this.#open();
    await cache.put(this.#key(name), Response.json(note));
  }

  async forget(...names: (keyof ShellNotes)[]): Promise<void> {
    const cache = await this.#open();
    await Promise.all(names.map((name) => cache.delete(this.#key(name))));
  }

  #open(): Promise<Cache> {
    return this.storage.open(`twocan-notes ${this.scope}`);
  }

  /** An address that no file has: hosts do not serve names that begin with a dot. */
  #key(name: keyof ShellNotes): string {
    return `${this.scope}.notes/${name}`;
  }
}

/** The address of a file; some hosts redirect `index.html`, and a redirect cannot answer a navigation. */
export function shellUrl(path: string, scope: string): string {
  return new URL(path === 'index.html' ? './' : path, scope).href;
}

/** SHA-256 in hexadecimal. */
export async function sha256(bytes: BufferSource): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** SHA-256 of the lines that `sha256sum` prints for the files. @param files sorted by path */
export function fingerprintOf(files: readonly ShellFile[]): Promise<string> {
  const lines = files.map(([path, hash]) => `${hash}  ${path}\n`).join('');
  return sha256(new TextEncoder().encode(lines));
}

/** Files that came, went or changed between two versions. */
export function changedFiles(before: ShellVersion, after: ShellVersion): string[] {
  const [old, now] = [new Map(before.files), new Map(after.files)];
  const paths = new Set([...old.keys(), ...now.keys()]);
  return [...paths].filter((path) => old.get(path) !== now.get(path)).sort();
}
