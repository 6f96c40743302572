/** What opens seals, and what reads records: friends, thieves and failing disks write these. */
import { expect } from 'vitest';
import { imageSize } from '../../src/app/image-size.ts';
import {
  makeBackupHeader,
  openBackupHeader,
  readBackupHeader,
} from '../../src/crypto/backup-header.ts';
import { openDeviceKey, readDeviceKey, wrapForDevice } from '../../src/crypto/device-key.ts';
import { makeIdentity } from '../../src/crypto/identity.ts';
import { openCardFrom, sealCardFor } from '../../src/crypto/introduction-seal.ts';
import { KkHandshake } from '../../src/crypto/kk-handshake.ts';
import { codeKeys, openCode, sealCode } from '../../src/crypto/meeting-keys.ts';
import { SecureChannel } from '../../src/crypto/secure-channel.ts';
import { SecretboxVault } from '../../src/crypto/vault.ts';
import { openWrappedKey, readWrappedKey, wrapVaultKey } from '../../src/crypto/wrapped-key.ts';
import { readBackupRecords } from '../../src/storage/backup-reader.ts';
import {
  decodeInvite,
  decodeMeeting,
  encodeInvite,
  encodeMeeting,
} from '../../src/storage/meeting-codec.ts';
import { decodeMove, encodeMove } from '../../src/storage/move-codec.ts';
import { importPieceKey, openPiece, sealPiece } from '../../src/storage/piece-seal.ts';
import {
  decodeFriend,
  decodeSettings,
  decodeTransfer,
  encodeFriend,
  encodeSettings,
  encodeTransfer,
} from '../../src/storage/record-codec.ts';
import { openPiece as openFilePiece, sealHere } from '../../src/transfer/pipeline.ts';
import { concat, fromHex, utf8Encode } from '../../src/wire/bytes.ts';
import { decodeEntry, encodeEntry } from '../../src/wire/entry-codec.ts';
import { countMissing, missingEntries } from '../../src/wire/missing-entries.ts';
import { avif, bmp, gif, jpeg, png, webp } from '../app/pictures.ts';
import { seededRandom } from '../crypto/seeded-random.ts';
import { friendRecord, meetingRecord, transferRecord } from '../storage/storage-kit.ts';
import vectors from '../vectors/backup.json' with { type: 'json' };
import { validCodes } from '../wire/vectors.ts';
import type { Decoder } from './fuzz.ts';

const random = seededRandom('fuzz');
const [ada, bob] = [makeIdentity(random), makeIdentity(random)];
const key = random(32);
const words = ['', 'a', 'words of some length, which somebody wrote'].map(utf8Encode);

const vault = new SecretboxVault(key, random);
const channelKeys = { send: key, receive: key };

const box = sealCardFor(random(120), ada, bob.publicKey, random);
const code = codeKeys(key, random(7), ada.publicKey).key;

/** Bob, who answers whatever comes first. */
function answering(): KkHandshake {
  const setup = { initiator: false, prologue: words[2] ?? key, random };
  return new KkHandshake({ ...setup, myKeys: bob, theirKey: ada.publicKey });
}
const setup = { initiator: true, prologue: words[2] ?? key, random };
const firstMessages = words.map((payload) =>
  new KkHandshake({ ...setup, myKeys: ada, theirKey: bob.publicKey }).write(payload),
);

const passkey = { id: random(20), salt: random(32) };
const forDevice = wrapForDevice(key, key, passkey, random);

const cost = { memoryKib: 19_456, passes: 2 };
const wrapped = wrapVaultKey(key, random(32), { cost, salt: random(16) }, random);

const pieceKey = await importPieceKey(key);
const storedPieces = await Promise.all(
  words.slice(1).map(async (plain) => {
    const { nonce, box: sealed } = await sealPiece(pieceKey, 3, plain);
    return concat(nonce, sealed);
  }),
);
const file = new File(['a piece of a file'], 'piece.txt');
const [sent] = await sealHere.seal({
  source: file,
  sizeBytes: file.size,
  fromPiece: 0,
  toPiece: 1,
  key,
});
if (sent === undefined) throw new Error('nothing was sealed');

const backups = vectors.files.map(({ plain }) => fromHex(plain));

/** All of storage and crypto that reads, and what looks into pictures. */
export const SEALED_DECODERS: readonly Decoder[] = [
  {
    name: 'records of friends',
    files: ['storage/record-codec.ts', 'storage/trust-codec.ts'],
    wellFormed: [
      friendRecord(),
      friendRecord({ takesUpToBytes: 5_000_000, quiet: 'blocked' }),
      friendRecord({
        trust: { verified: 'compared', claims: 'friend-2', apartFrom: ['friend-3'], movedTo: null },
      }),
    ].map(encodeFriend),
    read: decodeFriend,
  },
  {
    name: 'records of files',
    files: ['storage/record-codec.ts'],
    wellFormed: [
      transferRecord(),
      transferRecord({ paused: true, acceptedAtMs: 5, folderFiles: 3, ending: 'declined' }),
    ].map(encodeTransfer),
    read: decodeTransfer,
  },
  {
    name: 'settings',
    files: ['storage/record-codec.ts'],
    wellFormed: [
      encodeSettings({
        name: 'Ada',
        theme: 'dark',
        autoAcceptImages: true,
        relayOnly: true,
        servers: [{ url: 'turn:example.org', username: 'ada', credential: 'secret' }],
        lockAfterMinutes: 5,
        linesWhileLocked: true,
      }),
    ],
    read: decodeSettings,
  },
  {
    name: 'records of meetings',
    files: ['storage/meeting-codec.ts'],
    wellFormed: [encodeMeeting(meetingRecord())],
    read: decodeMeeting,
  },
  {
    name: 'records of invites',
    files: ['storage/meeting-codec.ts'],
    wellFormed: [encodeInvite({ label: 'Grace', madeAtMs: 1_795_000_000_000 })],
    read: decodeInvite,
  },
  {
    name: 'records of a move',
    files: ['storage/move-codec.ts'],
    wellFormed: [
      encodeMove({
        ...({ state: 'leaving', move: random(16), atMs: 1_795_000_000_000 } as const),
        ...{ friendId: 'ada', fileId: 'a file' },
      }),
    ],
    read: decodeMove,
  },
  {
    name: 'marks of missing entries',
    files: ['wire/missing-entries.ts'],
    wellFormed: [1, 300].map((count) => encodeEntry(missingEntries(count, 5))),
    read: (bytes) => countMissing(decodeEntry(bytes)),
  },
  {
    name: 'headers of backups',
    files: ['crypto/backup-header.ts'],
    wellFormed: [null, cost].map((each) => makeBackupHeader(key, each, random(16)).header),
    read: (bytes) => openBackupHeader(readBackupHeader(bytes), key),
  },
  {
    name: 'backups',
    files: ['storage/backup-codec.ts', 'storage/backup-reader.ts'],
    wellFormed: backups,
    read: async (bytes) => {
      for await (const record of readBackupRecords([bytes])) expect(record.type).not.toBe('');
    },
  },
  {
    name: 'sealed records',
    files: ['crypto/vault.ts'],
    wellFormed: words.map((plain) => vault.seal('friends/1', plain)),
    read: (bytes) => vault.open('friends/1', bytes),
  },
  {
    name: 'stored pieces',
    files: ['storage/piece-seal.ts'],
    wellFormed: storedPieces,
    read: (bytes) => openPiece(pieceKey, 3, bytes),
  },
  {
    name: 'pieces on their way',
    files: ['transfer/pipeline.ts'],
    wellFormed: [sent.sealed],
    read: async (sealed) =>
      (await openFilePiece({ key, piece: 0, sealed, sha256: sent.sha256 })).plain,
  },
  {
    name: 'sealed frames',
    files: ['crypto/secure-channel.ts'],
    wellFormed: words.map((frame) => new SecureChannel(channelKeys).seal(frame)),
    read: (bytes) => new SecureChannel(channelKeys).open(bytes),
  },
  {
    name: 'handshakes',
    files: ['crypto/kk-handshake.ts', 'crypto/noise.ts'],
    wellFormed: firstMessages,
    read: (bytes) => answering().read(bytes),
    isCostly: true,
  },
  {
    name: 'boxes of an introduction',
    files: ['crypto/introduction-seal.ts'],
    wellFormed: [box],
    read: (bytes) => openCardFrom(bytes, bob, ada.publicKey),
    isCostly: true,
  },
  {
    name: 'sealed bodies of codes',
    files: ['crypto/meeting-keys.ts'],
    wellFormed: validCodes.map(({ plain }) => sealCode(code, plain)),
    read: (bytes) => openCode(code, bytes),
  },
  {
    name: 'the wrapped vault key',
    files: ['crypto/wrapped-key.ts'],
    wellFormed: [wrapped],
    read: (bytes) => openWrappedKey(readWrappedKey(bytes), key),
  },
  {
    name: 'the vault key for a device',
    files: ['crypto/device-key.ts'],
    wellFormed: [forDevice],
    read: (bytes) => openDeviceKey(readDeviceKey(bytes), key),
  },
  {
    name: 'sizes of pictures',
    files: ['app/image-size.ts'],
    wellFormed: [
      ...[png(4, 3), jpeg(4, 3, 0xc0), gif(4, 3), bmp(4, 3), avif(4, 3)],
      ...(['VP8 ', 'VP8L', 'VP8X'] as const).map((kind) => webp(kind, 4, 3)),
    ],
    read: imageSize,
  },
];
