/**
 * Two friends of mine put together everything that they ever got from me. What they share beyond what I
 * said to both, and beyond what SECURITY.md names, must be nothing: no four bytes.
 */
import { beforeEach, expect, it, vi } from 'vitest';
import type * as sealing from '../../src/app/sealed-link.ts';
import type { Link } from '../../src/peer/link.ts';
import { MemoryNetwork } from '../../src/peer/memory-dialer.ts';
import { ByteWriter, equalBytes, toHex, utf8Encode } from '../../src/wire/bytes.ts';
import { decodeCard } from '../../src/wire/card-codec.ts';
import { readCardLink } from '../../src/wire/card-text.ts';
import { Person } from './person.ts';

/** What came over lines, by the public key under which I know whom it came to. */
const recorded = new Map<string, { opened: Uint8Array[]; raw: Uint8Array[] }>();

/** Keeps a copy of every message before it is heard. */
function keepWhatComes(link: Link, kept: Uint8Array[]): void {
  const listen = link.listen.bind(link);
  link.listen = (listener) =>
    listen({
      ...listener,
      received: (message) => {
        kept.push(message.slice());
        listener.received?.(message);
      },
    });
}

vi.mock(import('../../src/app/sealed-link.ts'), async (original) => {
  const real: typeof sealing = await original();
  return {
    ...real,
    sealLink(inner, role) {
      const key = toHex(role.myKeys.publicKey);
      const mine = recorded.get(key) ?? { opened: [], raw: [] };
      recorded.set(key, mine);
      keepWhatComes(inner, mine.raw);
      const link = real.sealLink(inner, role);
      keepWhatComes(link, mine.opened);
      return link;
    },
  };
});

const MY_NAME = 'Mia Sunshine';
const TEXT = 'the very same words to both of you';
const FILE_NAME = 'the same picture.txt';
const TYPE = 'text/plain';
const CONTENT = 'the same bytes in both files; '.repeat(40);
const MODIFIED_MS = 1_795_305_600_000;
/** Of the address that every card of this network has: host, IPv4, 192.0.2.1. */
const ADDRESS = [0, 192, 0, 2, 1, 0];

/** Shorter ones are no links: any two bytes of length and kind agree. */
const SHARED_BYTES = 4;

/** Everything of mine that a friend has. */
interface Recording {
  /** Cards and codes as they were carried. */
  readonly carried: readonly Uint8Array[];
  readonly opened: readonly Uint8Array[];
  /** Messages of the line, still sealed. */
  readonly raw: readonly Uint8Array[];
}

/** I meet a friend and say and send the same as to the other; we part and meet again by a code. */
async function befriend(me: Person, friend: Person): Promise<Recording> {
  await me.app.invite(null);
  const carried = [readCardLink(me.card)];
  await friend.app.takeCard(me.card, 'link');
  const key = toHex(decodeCard(readCardLink(friend.card)).identityKey);
  await me.app.takeCard(friend.card, 'text');
  await friend.untilLine('open');
  await me.until('friend', ({ friends }) =>
    [...friends.values()].some(({ name, line }) => name === friend.name && line === 'open'),
  );
  const id = [...me.state.friends.values()].find(({ name }) => name === friend.name)?.id ?? '';
  await me.app.sendText(id, TEXT);
  const file = new File([CONTENT], FILE_NAME, { type: TYPE, lastModified: MODIFIED_MS });
  await me.app.offerFiles(id, [file]);
  await friend.until('an offer', ({ transfers }) => transfers.size === 1);
  await friend.app.acceptFile(friend.transfer.fileId);
  await friend.until('the file', () => friend.transfer.status === 'complete');
  await friend.untilCertified();
  me.app.hangUp(id);
  await friend.untilLine('away');
  await me.app.invite(id);
  carried.push(readCardLink(me.card));
  await friend.app.takeCard(me.card, 'link');
  await friend.untilLine('open');
  const { opened, raw } = recorded.get(key) ?? { opened: [], raw: [] };
  return { carried, opened: [...opened], raw: [...raw] };
}

/** What SECURITY.md names: said to both, or known to both anyway. */
async function named(recordings: readonly Recording[]): Promise<Uint8Array[]> {
  const bytes = utf8Encode(CONTENT);
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const root = new Uint8Array(await crypto.subtle.digest('SHA-256', hash));
  const said = new ByteWriter().varint(bytes.length).varint(MODIFIED_MS).done();
  // The time of an entry, in its shortest form: what two entries of one hour have alike.
  const times = recordings
    .flatMap(({ opened }) => opened)
    .filter(([type]) => type === 0x02)
    .map((frame) => frame.slice(2, 8));
  // Hello: its type, the protocol, nothing of theirs stored yet, and how long my name is.
  const hello = Uint8Array.of(1, 1, 0, utf8Encode(MY_NAME).length);
  return [
    hello,
    utf8Encode(TEXT),
    utf8Encode(FILE_NAME),
    utf8Encode(TYPE),
    hash,
    root,
    said,
    ...times,
  ];
}

/** What is fixed by the protocol stands at fixed places: type and counter, or number of a chunk. */
function withoutHead(message: Uint8Array): Uint8Array {
  if (message[0] === 0x02) return message.subarray(9);
  return message[0] === 0x03
    ? Uint8Array.of(...message.subarray(1, 25), ...message.subarray(29))
    : message.subarray(1);
}

/** Every four bytes of it, but for those that touch something named. */
function grams(parts: readonly Uint8Array[], names: readonly Uint8Array[]): Set<string> {
  const found = new Set<string>();
  for (const part of parts) {
    const isNamed = new Uint8Array(part.length);
    for (const name of names) {
      for (let at = 0; at + name.length <= part.length; at += 1) {
        if (equalBytes(part.subarray(at, at + name.length), name)) {
          isNamed.fill(1, at, at + name.length);
        }
      }
    }
    for (let at = 0; at + SHARED_BYTES <= part.length; at += 1) {
      const end = at + SHARED_BYTES;
      if (!isNamed.subarray(at, end).includes(1)) found.add(toHex(part.subarray(at, end)));
    }
  }
  return found;
}

const allOf = ({ carried, opened, raw }: Recording): Uint8Array[] => [
  ...carried,
  ...opened,
  ...raw.map(withoutHead),
];

function shared(ann: Recording, ben: Recording, names: readonly Uint8Array[]): string[] {
  const ofBen = grams(allOf(ben), names);
  return [...grams(allOf(ann), names)].filter((gram) => ofBen.has(gram));
}

beforeEach(() => recorded.clear());

/** One page of mine with two friends, who compare. */
async function compared(): Promise<{ ann: Recording; ben: Recording }> {
  const network = new MemoryNetwork();
  const [me, annsApp, bensApp] = await Promise.all([
    Person.start(network, MY_NAME),
    Person.start(network, 'Ann'),
    Person.start(network, 'Ben'),
  ]);
  const ann = await befriend(me, annsApp);
  const ben = await befriend(me, bensApp);
  for (const person of [me, annsApp, bensApp]) person.close();
  return { ann, ben };
}

it('two friends who compare every byte find nothing alike but what is named', async () => {
  const leftovers: string[][] = [];
  // Random bytes agree by chance once in some hundred runs; a link would be there each time.
  for (let run = 0; run < 2 && leftovers.length === run; run += 1) {
    const { ann, ben } = await compared();
    const names = [...(await named([ann, ben])), utf8Encode(MY_NAME), Uint8Array.from(ADDRESS)];
    const alike = shared(ann, ben, names);
    if (alike.length > 0) leftovers.push(alike);
  }
  expect(leftovers.length < 2 ? [] : leftovers).toEqual([]);
});

it('finds what is named, so it would find a link', async () => {
  const { ann, ben } = await compared();
  const alike = shared(ann, ben, []);
  for (const [what, bytes] of [
    ['display name', utf8Encode(MY_NAME)],
    ['words', utf8Encode(TEXT)],
    ['file name', utf8Encode(FILE_NAME)],
    ['address', Uint8Array.from(ADDRESS)],
  ] as const) {
    expect(alike, what).toContain(toHex(bytes.subarray(0, SHARED_BYTES)));
  }
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', utf8Encode(CONTENT)));
  expect(alike).toContain(toHex(hash.subarray(0, SHARED_BYTES)));
});

it('counters begin at 0 on every line and rise by one: they carry nothing from one to another', async () => {
  const { ann, ben } = await compared();
  for (const { raw } of [ann, ben]) {
    const counters = raw
      .filter(([type]) => type === 0x02)
      .map((message) => new DataView(message.buffer, message.byteOffset + 1, 8).getBigUint64(0));
    expect(counters.filter((counter) => counter === 0n)).toHaveLength(2);
    for (const [at, counter] of counters.entries()) {
      if (counter > 0n) expect(counter).toBe((counters[at - 1] ?? 0n) + 1n);
    }
  }
});
