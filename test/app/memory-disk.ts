/** A user's disk behind the File System Access of a browser: handles are names. */
import type { Picked } from '../../src/app/outgoing.ts';
import type { SourceFiles } from '../../src/app/ports.ts';
import { MessengerError } from '../../src/errors.ts';

export class MemoryDisk implements SourceFiles {
  readonly files = new Map<string, File>();
  /** The picker gives handles, as in Chromium. */
  canPick = true;
  /** Handles open without asking, as while the browser runs. */
  isOpen = false;
  /** What the user says when asked. */
  allows = true;
  asked = 0;

  put(name: string, content: Uint8Array<ArrayBuffer>, lastModified = 1_000): File {
    const file = new File([content], name, { lastModified });
    this.files.set(name, file);
    return file;
  }

  pick(): Promise<Picked[]> {
    return Promise.resolve([...this.files.values()].map((file) => ({ file, handle: file.name })));
  }

  open(handle: unknown, mayAsk: boolean): Promise<File | null> {
    if (!this.isOpen && mayAsk) this.asked += 1;
    if (!this.isOpen && !(mayAsk && this.allows)) return Promise.resolve(null);
    const file = typeof handle === 'string' ? this.files.get(handle) : undefined;
    if (file === undefined) return Promise.reject(new MessengerError('file-unreadable'));
    return Promise.resolve(file);
  }
}
