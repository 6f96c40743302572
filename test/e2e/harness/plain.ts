/** What a person's browser keeps, opened with the key that lies beside it (there is no passphrase). */
import { randomBytes } from '../../../src/crypto/random.ts';
import { SecretboxVault } from '../../../src/crypto/vault.ts';
import type { Person } from './person.ts';

export interface Plain {
  /** Entries of conversations and records of transfers, as Latin-1. */
  readonly text: string;
  readonly entries: number;
  /** Entries that are to disappear. */
  readonly vanishing: number;
}

interface Row {
  readonly context: string;
  readonly sealed: string;
}

export async function plain(person: Person): Promise<Plain> {
  const kept = await person.page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error(request.error?.name));
      });
    const hex = (bytes: Uint8Array): string =>
      [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    type Numbered = Record<'conversationId' | 'author' | 'fileId' | 'friendId', string> &
      Record<'position' | 'seq', number> & { sealed: Uint8Array };

    const database = await settled(indexedDB.open('twocan'));
    const tx = database.transaction(['vault', 'log', 'transfers', 'vanishing']);
    const all = async (store: string): Promise<Numbered[]> =>
      (await settled(tx.objectStore(store).getAll())) as Numbered[];
    const { key } = (await settled(tx.objectStore('vault').get('key'))) as { key: Uint8Array };
    const [log, transfers, vanishing] = [
      await all('log'),
      await all('transfers'),
      await all('vanishing'),
    ];
    database.close();
    const entries: Row[] = log.map(({ conversationId, position, author, seq, sealed }) => ({
      context: `log/${conversationId}/${position}/${author}/${seq}`,
      sealed: hex(sealed),
    }));
    const files: Row[] = transfers.map(({ fileId, friendId, sealed }) => ({
      context: `transfers/${fileId}/${friendId}`,
      sealed: hex(sealed),
    }));
    return {
      key: hex(key),
      entries,
      files,
      vanishing: vanishing.filter((row) => row.seq > 0).length,
    };
  });
  const vault = new SecretboxVault(Buffer.from(kept.key, 'hex'), randomBytes);
  const opened = [...kept.entries, ...kept.files].map(({ context, sealed }) =>
    Buffer.from(vault.open(context, Buffer.from(sealed, 'hex'))).toString('latin1'),
  );
  return {
    text: opened.join('\n'),
    entries: kept.entries.length,
    vanishing: kept.vanishing,
  };
}
