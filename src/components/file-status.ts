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
  const wrong = whatIsWrong(transfer);
  if (wrong !== null) return { text: wrong, wrong: true };
  const parts =
    transfer.status === 'active'
      ? progress(transfer, connected)
      : [whatHappened(transfer, connected), ...howMuch(transfer)];
  return { text: parts.filter((part) => part !== '').join(' · '), wrong: false };
}

function howMuch({ folderFiles, sizeBytes }: Transfer): string[] {
  const size = format.bytes(sizeBytes);
  return folderFiles === null ? [size] : [chatWords.folderFiles(folderFiles), size];
}

function whatIsWrong({ status, error, otherFile, room, folderFiles }: Transfer): string | null {
  if (isOver(status)) return null;
  if (otherFile !== null) {
    if (folderFiles !== null) return chatWords.folderOther;
    return otherFile === 'changed' ? chatWords.fileChanged : chatWords.fileAnother;
  }
  if (room !== null) {
    return chatWords.fileNoRoom(format.bytes(room.neededBytes), format.bytes(room.freeBytes));
  }
  if (status !== 'failed') return null;
  const { sentence, next } = errorWords(error ?? 'line-lost');
  return `${sentence} ${next}`;
}

/** Why it does not go on by itself; null when nothing is in the way. */
function whatHolds({ status, source, paused, hold, folderFiles }: Transfer): string | null {
  if (isOver(status)) return null;
  if (paused) return chatWords.filePaused;
  if (source === 'allow') return chatWords.fileAllow;
  if (source === 'choose') {
    return folderFiles === null ? chatWords.fileChoose : chatWords.folderChoose;
  }
  if (source === 'checking') return chatWords.fileChecking;
  if (hold === 'missing') return chatWords.fileSourceAway;
  return hold === null ? null : chatWords.filePausedByFriend;
}

function isOver(status: Transfer['status']): boolean {
  return status === 'complete' || status === 'declined' || status === 'cancelled';
}

function whatHappened(transfer: Transfer, connected: boolean): string {
  const { status, direction } = transfer;
  if (transfer.removed) return chatWords.fileRemoved;
  const mine = direction === 'send';
  switch (status) {
    case 'offered':
      if (!mine) return chatWords.fileOffered;
      return whatHolds(transfer) ?? (connected ? chatWords.fileWaiting : chatWords.fileWaitingAway);
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
  const held = whatHolds(transfer);
  if (held !== null) {
    return [held, doneBytes === 0 ? size : chatWords.fileProgress(format.bytes(doneBytes), size)];
  }
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
