import { describe, expect, test } from 'vitest';
import { lookInto, type Player } from '../../src/app/file-look.ts';
import { lookKind } from '../../src/app/media.ts';
import type { Transfer } from '../../src/app/state.ts';
import { PIECE_BYTES } from '../../src/wire/pieces.ts';
import { MemoryFiles } from './files-kit.ts';

function file(name: string, mediaType: string, sizeBytes = 10): Transfer {
  return { fileId: 'f', name, mediaType, sizeBytes } as Transfer;
}

test.each([
  ['song.mp3', 'audio/mpeg', 'audio'],
  ['film.webm', 'video/webm', 'video'],
  ['notes.txt', 'text/plain', 'text'],
  ['page.html', 'text/html', 'text'],
  ['drawing.svg', 'image/svg+xml', 'text'],
  ['data.json', 'application/json', 'text'],
  ['readme.MD', '', 'text'],
  ['paper.pdf', 'application/pdf', 'document'],
  ['program.exe', '', null],
  ['photo.jpg', 'image/jpeg', null],
  ['trick', 'video/mp4\r\nX-A: b', null],
  ['trick', 'audio/', null],
] as const)('%s of type %j is looked at as %s', (name, mediaType, kind) => {
  expect(lookKind(file(name, mediaType), true)).toBe(kind);
});

test('an empty file is not looked at', () => {
  expect(lookKind(file('a.txt', 'text/plain', 0), true)).toBeNull();
});

test('a document is read where the browser has a viewer, and is not too long', () => {
  const isRead = (sizeBytes: number, hasViewer: boolean): boolean =>
    lookKind(file('a.pdf', 'application/pdf', sizeBytes), hasViewer) !== null;
  expect([isRead(5, true), isRead(5, false), isRead(65 * 1024 * 1024, true)]).toEqual([
    true,
    false,
    false,
  ]);
});

test('a document is nothing but PDF, and gone when it is closed', async () => {
  const files = new MemoryFiles();
  files.stored.set('f', [new TextEncoder().encode('<h1>no</h1>')]);
  const look = await lookInto({ files, player: noPlayer }, file('a.pdf', 'application/pdf', 11));
  if (look?.kind !== 'document') throw new Error('no document');
  const { headers } = await fetch(look.url);
  expect(headers.get('content-type')).toBe('application/pdf');
  look.close();
  await expect(fetch(look.url)).rejects.toThrow();
});

const noPlayer: Player = { open: () => null };

async function textOf(...pieces: Uint8Array[]) {
  const files = new MemoryFiles();
  files.stored.set(
    'f',
    pieces.map((piece) => new Uint8Array(piece)),
  );
  const sizeBytes = pieces.reduce((sum, piece) => sum + piece.length, 0);
  return lookInto({ files, player: noPlayer }, file('a.txt', 'text/plain', sizeBytes));
}

describe('text', () => {
  test('is shown as it is, markup and all', async () => {
    const text = '<script>alert(1)</script> Grüß dich 👋';
    expect(await textOf(Buffer.from(text))).toEqual({ kind: 'text', text, isWhole: true });
    const wide = Buffer.from(`\ufeff${text}`, 'utf16le');
    expect(await textOf(wide)).toEqual({ kind: 'text', text, isWhole: true });
  });

  test('of great length is cut between characters, and says so', async () => {
    const long = Buffer.from(`x${'ü'.repeat(PIECE_BYTES / 2)}`);
    const look = await textOf(long.subarray(0, PIECE_BYTES), long.subarray(PIECE_BYTES));
    expect(look).toMatchObject({ kind: 'text', isWhole: false });
    expect(look?.kind === 'text' && /^xü{65535}$/.test(look.text)).toBe(true);
  });

  test('that is none after all is not shown', async () => {
    expect(await textOf(Uint8Array.of(0x4d, 0x5a, 0, 0))).toBeNull();
  });
});

describe('what is played', () => {
  test('is read from the store from wherever the player asks', async () => {
    const files = new MemoryFiles();
    const piece = (seed: number, length = PIECE_BYTES) => new Uint8Array(length).fill(seed);
    files.stored.set('f', [piece(1), piece(2, 100)]);
    const asked: number[][] = [];
    const player: Player = {
      open: ({ sizeBytes, mediaType, read }) => {
        expect([sizeBytes, mediaType]).toEqual([PIECE_BYTES + 100, 'video/mp4']);
        const ask = async (start: number): Promise<void> => {
          const bytes = await read(start);
          asked.push([start, bytes.length, bytes[0] ?? 0]);
        };
        void Promise.all([0, 10, PIECE_BYTES, PIECE_BYTES + 60, PIECE_BYTES + 100].map(ask));
        return { url: './playing/1', close: () => undefined };
      },
    };
    const transfer = file('a.mp4', 'video/mp4', PIECE_BYTES + 100);
    expect(await lookInto({ files, player }, transfer)).toMatchObject({ url: './playing/1' });
    await expect.poll(() => asked.length).toBe(5);
    expect(asked.sort(([a = 0], [b = 0]) => a - b)).toEqual([
      ...[
        [0, PIECE_BYTES, 1],
        [10, PIECE_BYTES - 10, 1],
      ],
      ...[
        [PIECE_BYTES, 100, 2],
        [PIECE_BYTES + 60, 40, 2],
        [PIECE_BYTES + 100, 0, 0],
      ],
    ]);
  });

  test('is nothing where there is no player', async () => {
    const transfer = file('a.mp3', 'audio/mpeg');
    expect(await lookInto({ files: new MemoryFiles(), player: noPlayer }, transfer)).toBeNull();
  });
});
