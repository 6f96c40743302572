/** What of main.ts only those who move to another device fetch. */
import type { MoveStorage } from './app/moving-ports.ts';
import type { Database } from './storage/database.ts';
import { IdbMove } from './storage/idb-move.ts';
import { importAll } from './storage/importing.ts';
import type { Vault } from './storage/repositories.ts';

export function buildMoving(database: Database, vault: Vault): MoveStorage {
  return {
    moves: new IdbMove(database, vault),
    importAll: (from) => importAll(database, vault, from),
    restart: () => location.reload(),
  };
}
