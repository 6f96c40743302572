/** What can be done with a file as it stands. Pure. */
import type { FileActions } from '../app/file-actions.ts';
import { lookKind } from '../app/media.ts';
import type { Transfer } from '../app/state.ts';
import { chatWords } from './words/chat-words.ts';

/** Most are named as the app names them; `choose` opens a picker first, `look` a window. */
export type FileAction =
  | 'choose'
  | 'look'
  | keyof Pick<
      FileActions,
      'accept' | 'decline' | 'cancel' | 'save' | 'pause' | 'resume' | 'next' | 'goOn' | 'sendAnew'
    >;

export interface OfferedAction {
  readonly action: FileAction;
  readonly label: string;
  readonly primary: boolean;
}

/**
 * In the order that the buttons stand in: what most people want stands last.
 * @param isBehind whether it waits behind another file of the same friend
 */
export function actionsOf(transfer: Transfer, isBehind = false): OfferedAction[] {
  const { direction, status, error } = transfer;
  const text = chatWords;
  const cancel = plain('cancel', status === 'offered' ? text.takeBack : text.cancelFile);
  switch (status) {
    case 'offered':
      if (direction === 'send') return [cancel, ...source(transfer)];
      return [plain('decline', text.decline), primary('accept', text.accept)];
    case 'active':
      if (source(transfer).length > 0) return [cancel, ...source(transfer)];
      return [cancel, ...pausing(transfer), ...queueing(transfer, isBehind)];
    case 'failed':
      if (direction === 'send') return [cancel, ...source(transfer)];
      return error === 'file-sender-gone' ? [cancel] : [cancel, primary('accept', text.retry)];
    case 'complete':
      if (direction === 'send' || transfer.removed) return [];
      return [plain('save', text.save), ...looking(transfer)];
    case 'declined':
    case 'cancelled':
      return [];
  }
}

/** What brings a file of mine back that a reload took out of reach. */
function source({ source: at, otherFile, folderFiles }: Transfer): OfferedAction[] {
  if (at === 'allow') return [primary('goOn', chatWords.goOnSending)];
  if (at !== 'choose') return [];
  const isFolder = folderFiles !== null;
  const again = isFolder ? chatWords.chooseFolderAgain : chatWords.chooseAgain;
  if (otherFile === null) return [primary('choose', again)];
  const anew = isFolder ? chatWords.sendFolderAnew : chatWords.sendAnew;
  return [plain('choose', again), primary('sendAnew', anew)];
}

function looking(transfer: Transfer): OfferedAction[] {
  const kind = transfer.folderFiles === null ? lookKind(transfer, hasPdfViewer()) : null;
  if (kind === null) return [];
  return [plain('look', kind === 'text' || kind === 'document' ? chatWords.read : chatWords.play)];
}

/** Some phones have none: there a document is saved and read elsewhere. */
function hasPdfViewer(): boolean {
  return 'navigator' in globalThis && navigator.pdfViewerEnabled;
}

function pausing({ paused }: Transfer): OfferedAction[] {
  return [paused ? primary('resume', chatWords.resume) : plain('pause', chatWords.pause)];
}

function queueing({ paused, hold }: Transfer, isBehind: boolean): OfferedAction[] {
  return isBehind && !paused && hold === null ? [plain('next', chatWords.next)] : [];
}

function plain(action: FileAction, label: string): OfferedAction {
  return { action, label, primary: false };
}

function primary(action: FileAction, label: string): OfferedAction {
  return { action, label, primary: true };
}
