/** What is kept of moving to another device: one sealed record beside the settings. */
import type { Database } from './database.ts';
import { decodeMove, encodeMove, type MoveRecord } from './move-codec.ts';
import type { MoveRepository } from './move-repository.ts';
import type { Vault } from './repositories.ts';

/** Binds the record to its store and key. */
const CONTEXT = 'settings/move';

export class IdbMove implements MoveRepository {
  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
  ) {}

  async get(): Promise<MoveRecord | null> {
    const sealed = await this.database.read(['settings'], (tx) =>
      tx.objectStore('settings').get('move'),
    );
    return sealed === undefined ? null : decodeMove(this.vault.open(CONTEXT, sealed));
  }

  async put(record: MoveRecord): Promise<void> {
    const sealed = sealMove(this.vault, record);
    await this.database.write(['settings'], (tx) => tx.objectStore('settings').put(sealed, 'move'));
  }

  async clear(): Promise<void> {
    await this.database.write(['settings'], (tx) => tx.objectStore('settings').delete('move'));
  }
}

/** The record as it is kept. */
export function sealMove(vault: Vault, record: MoveRecord): Uint8Array {
  return vault.seal(CONTEXT, encodeMove(record));
}
