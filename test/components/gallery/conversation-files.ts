/** Files in every state that a transfer can be in, for the gallery. */
import type { Transfer } from '../../../src/app/state.ts';

function transfer(fileId: string, change: Partial<Transfer>): Transfer {
  return {
    fileId,
    friendId: 'noor',
    direction: 'receive',
    name: 'file',
    mediaType: 'application/octet-stream',
    sizeBytes: 4_200_000,
    status: 'offered',
    error: null,
    doneBytes: 0,
    rateBytesPerSecond: null,
    secondsLeft: null,
    paused: false,
    hold: null,
    source: 'here',
    otherFile: null,
    room: null,
    folderFiles: null,
    endedAtMs: null,
    ...change,
  };
}

const MAP: Partial<Transfer> = {
  name: 'Archipelago map 1:50000.pdf',
  sizeBytes: 186_000_000,
  status: 'active',
  doneBytes: 78_000_000,
};
const MOVING: Partial<Transfer> = { rateBytesPerSecond: 6_300_000, secondsLeft: 17 };
const SONG: Partial<Transfer> = { name: 'song sketch.flac', sizeBytes: 31_400_000 };
const LIST: Partial<Transfer> = {
  name: 'packing list.txt',
  mediaType: 'text/plain',
  sizeBytes: 812,
  status: 'complete',
};

const FOLDER: Partial<Transfer> = {
  name: 'Holiday photos',
  mediaType: '',
  sizeBytes: 2_100_000_000,
  folderFiles: 1_000,
  status: 'active',
};

export const FILES: readonly Transfer[] = [
  transfer('song', SONG),
  transfer('song-sent', { ...SONG, direction: 'send' }),
  transfer('long-name', {
    name: `${'a very long name of a file that somebody never shortened '.repeat(4)}(final).tar.gz`,
  }),
  transfer('map', { ...MAP, ...MOVING, direction: 'send' }),
  transfer('map-received', { ...MAP, ...MOVING }),
  transfer('map-away', { ...MAP, direction: 'send' }),
  transfer('starting', { ...SONG, status: 'active' }),
  transfer('photo', {
    name: 'view from the cabin.jpg',
    mediaType: 'image/jpeg',
    status: 'complete',
  }),
  transfer('list', LIST),
  transfer('list-sent', { ...LIST, direction: 'send' }),
  transfer('unsavable', LIST),
  transfer('declined', { ...SONG, status: 'declined' }),
  transfer('declined-sent', { ...SONG, status: 'declined', direction: 'send' }),
  transfer('cancelled', { ...MAP, status: 'cancelled' }),
  transfer('broken', { name: 'video.mov', status: 'failed', error: 'file-hash-mismatch' }),
  transfer('gone', { name: 'holiday.zip', status: 'failed', error: 'file-sender-gone' }),
  transfer('paused', { ...MAP, paused: true }),
  transfer('paused-by-friend', { ...MAP, hold: 'paused-by-sender' }),
  transfer('allow', { ...MAP, direction: 'send', source: 'allow' }),
  transfer('choose', { ...MAP, direction: 'send', source: 'choose' }),
  transfer('changed', { ...MAP, direction: 'send', source: 'choose', otherFile: 'changed' }),
  transfer('source-away', { ...MAP, hold: 'missing' }),
  transfer('folder', { ...FOLDER, status: 'offered' }),
  transfer('folder-moving', { ...FOLDER, ...MOVING, direction: 'send', doneBytes: 830_000_000 }),
  transfer('folder-choose', { ...FOLDER, direction: 'send', source: 'choose' }),
  transfer('folder-here', { ...FOLDER, status: 'complete' }),
  transfer('film', { name: 'the crossing.webm', mediaType: 'video/webm', status: 'complete' }),
  transfer('no-room', { ...MAP, status: 'offered', room: { neededBytes: 186e6, freeBytes: 90e6 } }),
  transfer('failed-sent', {
    name: 'holiday.zip',
    status: 'failed',
    error: 'file-receiver-failed',
    direction: 'send',
  }),
];
