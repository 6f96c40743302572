/** A log of mine that goes on behind what the friend has of it. PROTOCOL.md §4.1. */
import type { LogEntry } from '../wire/frame.ts';
import { missingEntries } from '../wire/missing-entries.ts';
import { entriesAfter, openRow, sealRow, type Place } from './log-rows.ts';
import type { LogWriting } from './log-stores.ts';
import type { Vault } from './repositories.ts';
import { openVanishing, sealVanishing } from './vanishing-rows.ts';

/**
 * Numbers my entries past `knownSeq` anew, from have + 1 on, with what hangs on their numbers, and puts a
 * mark for those that are missing under `have`.
 * @param mark where the mark stands
 */
export async function renumber(
  tx: LogWriting,
  vault: Vault,
  mark: Place,
  knownSeq: number,
  atMs: number,
): Promise<void> {
  const { conversationId, seq: have } = mark;
  const shift = have - knownSeq;
  const log = tx.objectStore('log');
  const unsent = entriesAfter({ conversationId, author: 'me', seq: knownSeq });
  const rows = await log.index('by-author').getAll(unsent);
  // The last goes first: each number is free when it is given.
  for (const row of rows.reverse()) {
    const { entry, ...place } = openRow(vault, row);
    const moved = { ...place, seq: place.seq + shift };
    await log.put(sealRow(vault, moved, naming(entry, knownSeq, shift)));
    const vanishing = await tx.objectStore('vanishing').get([conversationId, 'me', place.seq]);
    if (vanishing === undefined) continue;
    await tx.objectStore('vanishing').delete([conversationId, 'me', place.seq]);
    const begun = { ...openVanishing(vault, vanishing), seq: moved.seq };
    await tx.objectStore('vanishing').put(sealVanishing(vault, begun));
  }
  await log.add(sealRow(vault, mark, missingEntries(shift, atMs)));
}

/** An entry that names another one goes on naming the same. */
function naming(entry: LogEntry, knownSeq: number, shift: number): LogEntry {
  if (entry.kind !== 'delete' || entry.seq <= knownSeq) return entry;
  return { ...entry, seq: entry.seq + shift };
}
