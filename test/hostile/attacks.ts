/** What hostile people try, by name: each takes a peer and dice, and says something on the line or beside it. */
import { makeIdentity } from '../../src/crypto/identity.ts';
import { randomBytes } from '../../src/crypto/random.ts';
import { ByteWriter, concat, utf8Encode } from '../../src/wire/bytes.ts';
import { encodeChunkHeader } from '../../src/wire/envelope.ts';
import { encodeFrame } from '../../src/wire/frame-codec.ts';
import { MAX_NAME_BYTES } from '../../src/wire/frame.ts';
import type { Person } from '../app/person.ts';
import { TRICKS, type Dice } from './dice.ts';
import type { HostilePeer } from './hostile-peer.ts';

export interface Attack {
  readonly name: string;
  /** Needs a line that is open; else it makes what it needs. */
  readonly onLine: boolean;
  readonly run: (peer: HostilePeer, dice: Dice, victim: Person) => Promise<void> | void;
}

/** As a frame says how long a text is, be it true or not. */
function lied(type: number, length: number, rest: Uint8Array): Uint8Array {
  return new ByteWriter().u8(type).varint(length).bytes(rest).done();
}

/** Far more than any limit of a line, and quickly said. */
const FLOOD = 200;
/** More than a receiver lets wait. */
const TEXTS = 140;

export const ATTACKS: readonly Attack[] = [
  {
    name: 'keys of somebody else',
    onLine: false,
    run: async (peer, dice) => {
      const { handshake, first } = await peer.dial();
      const other = handshake(makeIdentity(randomBytes));
      try {
        other.read(first.subarray(1));
      } catch {
        // Their own key tells them apart already; they answer all the same.
      }
      await peer.raw(concat(Uint8Array.of(0x01), dice.bytes(48)));
    },
  },
  {
    name: 'a handshake of noise',
    onLine: false,
    run: async (peer, dice) => {
      await peer.dial();
      for (let n = 0; n < 3; n += 1) await peer.raw(dice.bytes(1 + dice.below(200)));
    },
  },
  {
    name: 'noise past the seal',
    onLine: true,
    run: (peer, dice) =>
      peer.raw(concat(Uint8Array.of(dice.below(6)), dice.bytes(dice.below(300)))),
  },
  {
    name: 'a frame again',
    onLine: true,
    run: async (peer, dice) => {
      const said = peer.say(dice.frame());
      await peer.raw(said);
    },
  },
  {
    name: 'noise for a frame',
    onLine: true,
    run: (peer, dice) => void peer.say(dice.bytes(1 + dice.below(300))),
  },
  {
    name: 'frames out of turn',
    onLine: true,
    run: (peer, dice) => {
      for (let n = dice.below(12); n >= 0; n -= 1) peer.say(dice.frame());
    },
  },
  {
    name: 'a spoilt frame',
    onLine: true,
    run: (peer, dice) => void peer.say(dice.spoilt(dice.frame())),
  },
  {
    name: 'giant lengths',
    onLine: true,
    run: (peer, dice) => {
      const length = dice.of([2 ** 31, 2 ** 32, 2 ** 48, Number.MAX_SAFE_INTEGER, 65_536]);
      peer.say(lied(dice.of([0x01, 0x02, 0x04, 0x20, 0x23, 0x29]), length, dice.bytes(40)));
    },
  },
  {
    name: 'a giant message',
    onLine: true,
    run: (peer, dice) => {
      const frame = new Uint8Array(dice.of([65_537, 500_000, 1_048_551]));
      frame[0] = dice.below(0x40);
      peer.say(frame);
    },
  },
  {
    name: 'tricks for names',
    onLine: true,
    run: (peer, dice) => {
      const name = utf8Encode(dice.of(TRICKS)).subarray(0, MAX_NAME_BYTES);
      peer.say(lied(0x04, name.length, name));
    },
  },
  {
    name: 'tricks for texts and file names',
    onLine: true,
    run: (peer, dice) => {
      const text = dice.of(TRICKS).repeat(1 + dice.below(8));
      const offer = { fileId: dice.bytes(16), atMs: dice.of([0, 8.64e15]), modifiedMs: 0 };
      const name = text.slice(0, 200);
      peer.say(encodeFrame({ type: 'entry', seq: 1, entry: { kind: 'text', atMs: 0, text } }));
      const entry = dice.of([
        { kind: 'file-offer', ...offer, sizeBytes: 2 ** 48, name, mediaType: text.slice(0, 60) },
        { kind: 'folder-offer', ...offer, sizeBytes: 9, files: 65_536, name },
      ] as const);
      peer.say(encodeFrame({ type: 'entry', seq: 2, entry }));
    },
  },
  {
    name: 'a log with holes',
    onLine: true,
    run: (peer, dice) => {
      const seq = dice.of([2, 1_000, Number.MAX_SAFE_INTEGER]);
      const entry = { kind: 'text', atMs: 0, text: 'x' } as const;
      peer.say(
        dice.below(2) === 0
          ? encodeFrame({ type: 'entry', seq, entry })
          : encodeFrame({ type: 'ack', seq }),
      );
    },
  },
  {
    name: 'a flood',
    onLine: true,
    run: (peer, dice) => {
      const frame = dice.frame();
      for (let n = 0; n < FLOOD; n += 1) peer.say(frame);
    },
  },
  {
    name: 'a flood of texts',
    onLine: true,
    run: (peer) => {
      const entry = { kind: 'text', atMs: 0, text: 'x'.repeat(2_000) } as const;
      for (let seq = 1; seq <= TEXTS; seq += 1)
        peer.say(encodeFrame({ type: 'entry', seq, entry }));
    },
  },
  {
    name: 'files that nobody asked for',
    onLine: true,
    run: async (peer, dice) => {
      const [fileId, streamId] = [dice.bytes(16), dice.bytes(8)];
      peer.say(encodeFrame({ type: 'file-start', fileId, want: dice.below(3), streamId }));
      for (let index = 0; index < 8; index += 1) {
        const header = encodeChunkHeader({
          fileId,
          streamId,
          index: dice.below(2 ** 31),
          sealed: new Uint8Array(1),
        });
        await peer.raw(concat(header, dice.bytes(1 + dice.below(70_000))));
      }
    },
  },
  {
    name: 'wants without end',
    onLine: true,
    run: (peer, dice) => {
      for (let want = 1; want <= FLOOD; want += 1) {
        peer.say(
          encodeFrame({
            type: 'file-want',
            fileId: dice.bytes(16),
            fromPiece: dice.below(2 ** 31),
            want,
            later: dice.below(2 ** 31),
          }),
        );
      }
    },
  },
  {
    name: 'cards of noise',
    onLine: false,
    run: async (_, dice, victim) => {
      const noise = dice.bytes(60 + dice.below(200));
      const payload = Buffer.from([0x10 + dice.below(4), ...noise]).toString('base64url');
      const text = dice.of([
        `https://twocan.example/#${payload}`,
        payload,
        payload.repeat(300),
        dice.of(TRICKS),
      ]);
      await victim.app.takeCard(text, dice.of(['link', 'text', 'camera'] as const));
    },
  },
];
