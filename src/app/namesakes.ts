/** Who bears the name of somebody else, as far as people would notice. Pure. */
import type { FriendId, FriendRecord } from '../storage/repositories.ts';

/**
 * Letters that pass for Latin ones at a glance: Cyrillic, Greek and Armenian, digits, and the small
 * letters that differ by a stroke (after UTS 39's table of confusables, the part that names are made of).
 */
const LOOK_ALIKES: readonly (readonly [string, string])[] = [
  ['аɑα', 'a'],
  ['вβ', 'b'],
  ['сϲ', 'c'],
  ['ԁ', 'd'],
  ['еєε', 'e'],
  ['ɡ', 'g'],
  ['нһհ', 'h'],
  ['іιıl1|ӏ', 'i'],
  ['јϳ', 'j'],
  ['кκ', 'k'],
  ['м', 'm'],
  ['пոη', 'n'],
  ['оοօ0', 'o'],
  ['рρ', 'p'],
  ['ԛ', 'q'],
  ['г', 'r'],
  ['ѕ5', 's'],
  ['тτ', 't'],
  ['υսц', 'u'],
  ['ѵν', 'v'],
  ['ԝω', 'w'],
  ['хχ', 'x'],
  ['уγ', 'y'],
];
/** Capitals whose small letters look like others. */
const CAPITALS = 'ΑΒΕΖΗΙΚΜΝΟΡΤΥΧАВЕЅІЈКМНОРСТУХ';
const LATIN_CAPITALS = 'abezhikmnoptyxabesijkmhopctyx';

const LATIN = new Map(
  LOOK_ALIKES.flatMap(([odd, plain]) => Array.from(odd, (one) => [one, plain] as const)),
);

/** What is left of a name when everything that is easily overlooked is taken away. */
function skeleton(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/./gu, (letter) => LATIN_CAPITALS.charAt(CAPITALS.indexOf(letter)) || letter)
    .toLowerCase();
  const letters = plain.replace(/[^\p{L}\p{N}|]/gu, '');
  // A name of pictures alone is what it is.
  if (letters === '') return name.normalize('NFKC');
  return Array.from(letters, (letter) => LATIN.get(letter) ?? letter).join('');
}

/** Whether two names pass for one. */
export function passesFor(name: string, other: string): boolean {
  return skeleton(name) === skeleton(other);
}

/**
 * The friend whose name somebody has taken, of several the one I am surest of, else the oldest; null
 * when nobody is called so, or I said already that these two are not the same.
 */
export function namesakeOf(
  { id, name, apartFrom }: Pick<FriendRecord, 'id' | 'name'> & { apartFrom: readonly FriendId[] },
  friends: readonly FriendRecord[],
): FriendId | null {
  if (name === '') return null;
  const isSettled = ({ id: other, trust }: FriendRecord): boolean =>
    apartFrom.includes(other) ||
    (trust?.apartFrom.includes(id) ?? false) ||
    // They took the name later, so the question stands with them.
    trust?.claims === id ||
    (trust?.movedTo ?? null) !== null;
  const [first] = friends
    .filter((friend) => friend.id !== id && friend.name !== '' && !isSettled(friend))
    .filter((friend) => passesFor(name, friend.name))
    .sort((a, b) => sureness(b) - sureness(a) || a.pairedAtMs - b.pairedAtMs);
  return first?.id ?? null;
}

function sureness({ trust }: FriendRecord): number {
  return (trust?.verified ?? null) === null ? 0 : 1;
}
