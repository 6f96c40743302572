/** What a file's card says beneath its name. Pure. */
import type { Transfer } from '../app/state.ts';
import { chatWords } from './words/chat-words.ts';
import { errorWords } from './words/error-words.ts';
import { format } from './words/format.ts';

/** How a transfer stands, in words; `wrong` when something failed. */
export interface FileStatus {
  readonly text: string;
  readonly wrong: boolean;
}

/** @param connected whether there is a line to the friend now */
export function fileStatus(transfer: Transfer, connected: boolean): FileStatus {
  if (transfer.status === 'failed') return { text: failure(transfer), wrong: true };
  const parts =
    transfer.status === 'active'
      ? progress(transfer, connected)
      : [whatHappened(transfer, connected), format.bytes(transfer.sizeBytes)];
  return { text: parts.filter((part) => part !== '').join(' · '), wrong: false };
}

function failure(transfer: Transfer): string {
  const lost = transfer.direction === 'send' && transfer.error === 'file-sender-gone';
  if (lost) return chatWords.fileSourceGone;
  const { sentence, next } = errorWords(transfer.error ?? 'line-lost');
  return `${sentence} ${next}`;
}

function whatHappened({ status, direction }: Transfer, connected: boolean): string {
  const mine = direction === 'send';
  switch (status) {
    case 'offered':
      if (!mine) return chatWords.fileOffered;
      return connected ? chatWords.fileWaiting : chatWords.fileWaitingAway;
    case 'complete':
      return mine ? chatWords.fileDelivered : chatWords.fileReceived;
    case 'declined':
      return mine ? chatWords.fileDeclined : chatWords.fileDeclinedByMe;
    case 'cancelled':
      return chatWords.fileCancelled;
    case 'active':
    case 'failed':
      return '';
  }
}

/** How much of it is done, how fast, and how long it will take; away, when it goes on. */
function progress(transfer: Transfer, connected: boolean): string[] {
  const { sizeBytes, doneBytes, rateBytesPerSecond, secondsLeft } = transfer;
  const size = format.bytes(sizeBytes);
  if (connected && doneBytes === 0 && rateBytesPerSecond === null) {
    return [chatWords.fileStarting, size];
  }
  const done = chatWords.fileProgress(format.bytes(doneBytes), size);
  if (!connected) return [done, chatWords.fileOnNextLine];
  return [
    done,
    rateBytesPerSecond === null ? '' : format.rate(rateBytesPerSecond),
    secondsLeft === null ? '' : chatWords.fileLeft(format.duration(secondsLeft)),
  ];
}

/** Shortens a long name in the middle, so that the kind of file stays visible. */
export function shortName(name: string, maxCharacters: number): string {
  const characters = Array.from(name);
  if (characters.length <= maxCharacters) return name;
  const tail = Math.floor(maxCharacters / 3);
  const head = maxCharacters - tail - 1;
  return `${characters.slice(0, head).join('')}…${characters.slice(-tail).join('')}`;
}
