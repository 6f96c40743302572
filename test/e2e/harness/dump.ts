/** Looks for plaintext in everything that an origin keeps on the device: every store and every file. */
import type { Person } from './person.ts';

/** Everything kept, as bytes in hexadecimal, and how many records and files that is. */
export interface Dump {
  readonly hex: string;
  readonly records: number;
  readonly files: number;
}

/** Keys and values of all databases as far as JavaScript sees them, names and bytes of all files, and web storage. */
export async function dump(person: Person): Promise<Dump> {
  return person.page.evaluate(async () => {
    const parts: Uint8Array[] = [];
    let records = 0;
    let files = 0;

    function flatten(value: unknown): void {
      if (value instanceof Uint8Array) parts.push(value);
      else if (value instanceof ArrayBuffer) parts.push(new Uint8Array(value));
      else if (typeof value === 'object' && value !== null) {
        // What the browser's own objects (handles, certificates) tell by their names, too.
        if ('name' in value) flatten(value.name);
        for (const part of Object.values(value)) flatten(part);
      } else parts.push(new TextEncoder().encode(`${String(value)}\n`));
    }

    function settled<T>(request: IDBRequest<T>): Promise<T> {
      return new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error(request.error?.name));
      });
    }

    async function walk(directory: FileSystemDirectoryHandle): Promise<void> {
      for await (const [name, entry] of directory.entries()) {
        flatten(name);
        if (entry instanceof FileSystemDirectoryHandle) await walk(entry);
        else if (entry instanceof FileSystemFileHandle) {
          files += 1;
          flatten(await (await entry.getFile()).arrayBuffer());
        }
      }
    }

    for (const { name = '' } of await indexedDB.databases()) {
      const database = await settled(indexedDB.open(name));
      const stores = [...database.objectStoreNames];
      const tx = stores.length === 0 ? null : database.transaction(stores);
      for (const store of stores) {
        if (tx === null) continue;
        const keys = await settled(tx.objectStore(store).getAllKeys());
        records += keys.length;
        flatten(keys);
        flatten(await settled(tx.objectStore(store).getAll()));
      }
      database.close();
    }
    await walk(await navigator.storage.getDirectory());
    for (const storage of [localStorage, sessionStorage]) {
      for (const [key, value] of Object.entries(storage)) flatten([key, value]);
    }

    let hex = '';
    for (const part of parts) {
      for (const byte of part) hex += byte.toString(16).padStart(2, '0');
    }
    return { hex, records, files };
  });
}

/** The ways in which a text may stand in bytes. */
function spellings(needle: string | Uint8Array): Buffer[] {
  const utf8 = Buffer.from(needle);
  const wide =
    typeof needle === 'string'
      ? [Buffer.from(needle, 'utf16le'), Buffer.from(needle, 'utf16le').swap16()]
      : [];
  // Base64 depends on where the text begins; what hangs on its neighbours is left out.
  const coded = [0, 1, 2].flatMap((shift) => {
    const whole = Buffer.concat([Buffer.alloc(shift), utf8]);
    const text = whole.subarray(0, whole.length - (whole.length % 3)).toString('base64');
    const kept = text.slice(shift === 0 ? 0 : 4);
    return [kept, kept.replaceAll('+', '-').replaceAll('/', '_')].map((each) => Buffer.from(each));
  });
  return [utf8, ...wide, ...coded, Buffer.from(utf8.toString('hex'))];
}

/** Which of the needles, each of 8 bytes or more, stand in the dump in some spelling. */
export function found({ hex }: Dump, needles: readonly (string | Uint8Array)[]): string[] {
  const bytes = Buffer.from(hex, 'hex');
  return needles
    .filter((needle) => spellings(needle).some((spelling) => bytes.includes(spelling)))
    .map((needle) => (typeof needle === 'string' ? needle : Buffer.from(needle).toString('hex')));
}
