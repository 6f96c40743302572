/** What the service worker noted about a version that the host offers, and the files that it keeps, looked at. */
import {
  fingerprintOf,
  sha256,
  shellUrl,
  type ShellFile,
  type ShellNotebook,
  type ShellRefusal,
} from './shell-version.ts';

/** A version for people to compare. */
interface Named {
  readonly version: string;
  readonly fingerprint: string;
}

/** What the host has for this device. */
export type ShellNews =
  | { readonly status: 'offered'; readonly kept: Named; readonly offered: Named }
  | ({ readonly status: 'refused' } & ShellRefusal);

/** The files that answer for the app, looked at one by one. */
export interface ShellCheck extends Named {
  readonly files: number;
  /** Paths of those that are not what they were when this version was installed. */
  readonly altered: readonly string[];
}

/** @returns what waits for the user; null when nothing does */
export async function shellNews(notes: ShellNotebook): Promise<ShellNews | null> {
  const refused = await notes.read('refused');
  if (refused !== null) return { status: 'refused', ...refused };
  const [kept, offered] = await Promise.all([notes.read('kept'), notes.read('offered')]);
  return kept === null || offered === null ? null : { status: 'offered', kept, offered };
}

/**
 * Fetches every file of the app as a page does, which the service worker answers, and hashes it.
 * @returns null when no version is kept on this device
 */
export async function checkShell(
  notes: ShellNotebook,
  scope: string,
  fetch: (url: string) => Promise<Response>,
): Promise<ShellCheck | null> {
  const kept = await notes.read('kept');
  if (kept === null) return null;
  const hashOf = async (path: string): Promise<string> => {
    // What cannot be had is not as it was.
    const answer = await fetch(shellUrl(path, scope)).catch(() => null);
    return answer === null ? '' : sha256(await answer.arrayBuffer());
  };
  const files = await Promise.all(
    kept.files.map(async ([path]): Promise<ShellFile> => [path, await hashOf(path)]),
  );
  const altered = files.filter(([, hash], index) => hash !== kept.files[index]?.[1]);
  return {
    version: kept.version,
    fingerprint: await fingerprintOf(files),
    files: files.length,
    altered: altered.map(([path]) => path),
  };
}
