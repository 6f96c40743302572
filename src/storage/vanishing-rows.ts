/**
 * Rows of the store `vanishing`: what is to disappear of a conversation and when (ARCHITECTURE.md), and
 * at sequence 0 what each author's log says of the entries that follow. Read and written within the
 * transaction that stores the entries themselves.
 */
import { MessengerError } from '../errors.ts';
import { ByteWriter } from '../wire/bytes.ts';
import { NO_RULE, sameRule, strongerRule, type VanishRule } from '../wire/entry-content.ts';
import type { VanishEntry } from '../wire/frame.ts';
import type { LogWriting } from './log-stores.ts';
import { decode } from './record-codec.ts';
import type { Author, ConversationId, Vault } from './repositories.ts';
import type { SealedVanishing } from './schema.ts';
import type { Vanishing } from './vanishing-repository.ts';

/** Layout of both kinds of rows. */
const VERSION = 1;
/** No entry has this number: what an author's log says stands here. */
const RULE_SEQ = 0;

type Key = Pick<Vanishing, 'conversationId' | 'author' | 'seq'>;

export function sealVanishing(vault: Vault, entry: Vanishing): SealedVanishing {
  const { seconds, sinceMs } = entry;
  // Without a beginning there is 0, so that one of 0 needs a number of its own.
  return sealed(vault, entry, [seconds, sinceMs === null ? 0 : sinceMs + 1]);
}

/** A row that does not open is over: whoever wrote it wanted it gone. */
export function openVanishing(vault: Vault, row: SealedVanishing): Vanishing {
  const { conversationId, author, seq } = row;
  const [seconds, since] = opened(vault, row) ?? [0, 1];
  return { conversationId, author, seq, seconds, sinceMs: since === 0 ? null : since - 1 };
}

export function isRule({ seq }: Pick<SealedVanishing, 'seq'>): boolean {
  return seq === RULE_SEQ;
}

export function ruleKey(conversationId: ConversationId, author: Author): [string, string, number] {
  return [conversationId, author, RULE_SEQ];
}

/** A row that is missing or does not open says nothing. */
export function openRule(vault: Vault, row: SealedVanishing | undefined): VanishRule {
  const [round, seconds] = (row === undefined ? null : opened(vault, row)) ?? [0, 0];
  return round === 0 ? NO_RULE : { round, seconds };
}

/** What an author's log says at its end. */
export async function ruleOf(
  tx: LogWriting,
  vault: Vault,
  conversationId: ConversationId,
  author: Author,
): Promise<VanishRule> {
  return openRule(vault, await tx.objectStore('vanishing').get(ruleKey(conversationId, author)));
}

/**
 * Takes a rule down with the entry that says it.
 * @returns the entry as it is to be kept: of a friend's, `follows` tells that it changes nothing
 */
export async function noteRule(
  tx: LogWriting,
  vault: Vault,
  { conversationId, author }: Omit<Key, 'seq'>,
  entry: VanishEntry,
): Promise<VanishEntry> {
  const before = await ruleOf(tx, vault, conversationId, author);
  const mine = author === 'me' ? before : await ruleOf(tx, vault, conversationId, 'me');
  // Nobody can take a round that no later choice could pass.
  const round = Math.min(entry.round, Math.max(mine.round, before.round) + 1);
  const rule = author === 'me' ? entry : { round, seconds: entry.seconds };
  const key = { conversationId, author, seq: RULE_SEQ };
  await tx.objectStore('vanishing').put(sealed(vault, key, [rule.round, rule.seconds]));
  if (author === 'me') return entry;
  const follows = sameRule(strongerRule(mine, before), strongerRule(mine, rule));
  return { ...entry, follows };
}

function sealed(vault: Vault, key: Key, numbers: readonly [number, number]): SealedVanishing {
  const { conversationId, author, seq } = key;
  const plain = new ByteWriter().u8(VERSION).varint(numbers[0]).varint(numbers[1]).done();
  return { conversationId, author, seq, sealed: vault.seal(context(key), plain) };
}

function opened(vault: Vault, row: SealedVanishing): readonly [number, number] | null {
  if (!(row.sealed instanceof Uint8Array)) return null;
  try {
    const plain = vault.open(context(row), row.sealed);
    return decode(plain, VERSION, (reader) => [reader.varint(), reader.varint()] as const);
  } catch (error) {
    if (error instanceof MessengerError) return null;
    throw error;
  }
}

/** Binds a row to its store and entry. */
function context({ conversationId, author, seq }: Key): string {
  return `vanishing/${conversationId}/${author}/${seq}`;
}
