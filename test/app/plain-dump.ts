/** Everything that a person's storage holds, opened with their key: what a thief of both could read. */
import { openDB } from 'idb';
import { expect } from 'vitest';
import { randomBytes } from '../../src/crypto/random.ts';
import { SecretboxVault } from '../../src/crypto/vault.ts';
import type { Schema } from '../../src/storage/schema.ts';
import type { Person } from './person.ts';

export interface PlainDump {
  /** Opened records of conversations and transfers, as Latin-1. */
  readonly text: string;
  /** How many pieces of received files lie there. */
  readonly pieces: number;
  /** Names of files of which hashes or handles are kept for sending. */
  readonly sending: string[];
  /** How many entries are to disappear. */
  readonly vanishing: number;
}

export async function plainDump(person: Person): Promise<PlainDump> {
  const db = await openDB<Schema>(person.databaseName);
  try {
    const key = await db.get('vault', 'key');
    expect(key?.version).toBe(1);
    const vault = new SecretboxVault(key?.key ?? new Uint8Array(), randomBytes);
    const open = (context: string, sealed: Uint8Array): string =>
      Buffer.from(vault.open(context, sealed)).toString('latin1');
    const log = (await db.getAll('log')).map((row) =>
      open(`log/${row.conversationId}/${row.position}/${row.author}/${row.seq}`, row.sealed),
    );
    const transfers = (await db.getAll('transfers')).map((row) =>
      open(`transfers/${row.fileId}/${row.friendId}`, row.sealed),
    );
    const hashes = (await db.getAllKeys('hashes')).map(([fileId]) => fileId);
    return {
      text: [...log, ...transfers].join('\n'),
      pieces: await db.count('pieces'),
      sending: [...(await db.getAllKeys('sources')), ...hashes],
      vanishing: (await db.getAll('vanishing')).filter(({ seq }) => seq > 0).length,
    };
  } finally {
    db.close();
  }
}
