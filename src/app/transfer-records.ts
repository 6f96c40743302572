/** Records of transfers as the state shows them. */
import { codeOf, ERROR_CODES, type ErrorCode } from '../errors.ts';
import type { TransferRecord } from '../storage/repositories.ts';
import { bytesInPieces } from '../transfer/pieces.ts';
import type { FileOffer } from '../transfer/transfer-event.ts';
import { safeFileName } from '../wire/file-name.ts';
import { wireFileId } from './file-ids.ts';
import type { FileId, Transfer } from './state.ts';

/** What the line knows of it. */
export function offerOf({ fileId, sizeBytes }: Pick<Transfer, 'fileId' | 'sizeBytes'>): FileOffer {
  return { fileId: wireFileId(fileId), sizeBytes };
}

/** Nothing moves. */
export const STILL = { rateBytesPerSecond: null, secondsLeft: null } as const;

/** A transfer as a new page finds it. @param piecesOf how many pieces of a received file are stored */
export async function resumed(
  record: TransferRecord,
  piecesOf: (fileId: FileId) => Promise<number>,
): Promise<Transfer> {
  const transfer = toTransfer(record);
  if (transfer.direction === 'send') return { ...transfer, source: 'choose' };
  // What waits for a word of the user shows no progress, and there may be very many.
  if (transfer.status !== 'active') return transfer;
  try {
    const pieces = await piecesOf(transfer.fileId);
    return { ...transfer, doneBytes: bytesInPieces(transfer.sizeBytes, pieces) };
  } catch (error) {
    return { ...transfer, status: 'failed', error: codeOf(error, 'storage-unavailable') };
  }
}

export function toTransfer(record: TransferRecord): Transfer {
  const { fileId, friendId, direction, mediaType, sizeBytes, status } = record;
  // What a friend calls a file is never trusted with a path or with hidden characters.
  const name = safeFileName(record.name);
  const error = ERROR_CODES.find((code): code is ErrorCode => code === record.error) ?? null;
  const doneBytes = status === 'complete' ? sizeBytes : 0;
  return {
    fileId,
    friendId,
    direction,
    name,
    mediaType,
    sizeBytes,
    folderFiles: record.folderFiles ?? null,
    status,
    error,
    doneBytes,
    ...STILL,
    paused: record.paused === true,
    hold: null,
    source: 'here',
    otherFile: null,
    endedAtMs: null,
    room: null,
    ...(record.removed === true ? { removed: true } : {}),
  };
}
