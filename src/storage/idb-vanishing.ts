/** What is to disappear, in IndexedDB. */
import type { VanishRule } from '../wire/entry-content.ts';
import type { Database } from './database.ts';
import type { Author, ConversationId, Vault } from './repositories.ts';
import { ruleName, type Vanishing, type VanishingRepository } from './vanishing-repository.ts';
import { isRule, openRule, openVanishing, ruleKey, sealVanishing } from './vanishing-rows.ts';

/** VanishingRepository over the store `vanishing`, which IdbLog fills; numbers stand in clear, times are sealed. */
export class IdbVanishing implements VanishingRepository {
  readonly #database: Database;
  readonly #vault: Vault;

  constructor(database: Database, vault: Vault) {
    this.#database = database;
    this.#vault = vault;
  }

  async rule(conversationId: ConversationId, author: Author): Promise<VanishRule> {
    const row = await this.#database.read(['vanishing'], (tx) =>
      tx.objectStore('vanishing').get(ruleKey(conversationId, author)),
    );
    return openRule(this.#vault, row);
  }

  async all(): Promise<{ entries: Vanishing[]; rules: Map<string, VanishRule> }> {
    const rows = await this.#database.read(['vanishing'], (tx) =>
      tx.objectStore('vanishing').getAll(),
    );
    const entries = rows.filter((row) => !isRule(row));
    const rules = rows.filter(isRule).map((row): [string, VanishRule] => {
      return [ruleName(row.conversationId, row.author), openRule(this.#vault, row)];
    });
    return {
      entries: entries.map((row) => openVanishing(this.#vault, row)),
      rules: new Map(rules),
    };
  }

  async put(entries: readonly Vanishing[]): Promise<void> {
    await this.#database.write(['vanishing'], async (tx) => {
      const store = tx.objectStore('vanishing');
      for (const entry of entries) {
        const { conversationId, author, seq } = entry;
        const isThere = (await store.getKey([conversationId, author, seq])) !== undefined;
        if (isThere) await store.put(sealVanishing(this.#vault, entry));
      }
    });
  }
}
