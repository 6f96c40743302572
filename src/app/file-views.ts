/** What becomes of a received file for its user: a picture on the screen, a file on the disk. */
import { codeOf } from '../errors.ts';
import type { ErrorCode } from '../errors.ts';
import type { FileStore } from '../storage/repositories.ts';
import { safeFileName } from '../wire/file-name.ts';
import { IMAGE_HEADER_BYTES, isDrawable, previewType } from './media.ts';
import type { FileSaver } from './ports.ts';
import type { Transfer } from './state.ts';

/** @param tidied temporary copies made before it resolves would be removed @returns null, or why it was not saved */
export async function saveReceived(
  { files, saver }: { readonly files: FileStore; readonly saver: FileSaver },
  { fileId, name, sizeBytes }: Transfer,
  tidied: Promise<void>,
): Promise<ErrorCode | null> {
  try {
    await saver.save(safeFileName(name), {
      stream: () => files.stream(fileId, sizeBytes),
      copy: async () => {
        await tidied;
        // Never the sender's type: a download must not open as a page of ours.
        return files.plainCopy(fileId, 'application/octet-stream', sizeBytes);
      },
    });
    return null;
  } catch (error) {
    return codeOf(error, 'file-save-failed');
  }
}

/** @param source the file itself, when this page sends it @returns null when there is nothing to show */
export async function previewOf(
  files: FileStore,
  transfer: Transfer,
  source: File | null,
): Promise<Blob | null> {
  const type = previewType(transfer);
  if (type === null) return null;
  try {
    if (source !== null) {
      const header = await source.slice(0, IMAGE_HEADER_BYTES).arrayBuffer();
      return isDrawable(new Uint8Array(header)) ? source.slice(0, source.size, type) : null;
    }
    if (transfer.direction !== 'receive' || transfer.status !== 'complete') return null;
    const stream = files.stream(transfer.fileId, transfer.sizeBytes);
    const bytes = await new Response(stream).arrayBuffer();
    return isDrawable(new Uint8Array(bytes)) ? new Blob([bytes], { type }) : null;
  } catch {
    return null; // The file card says what is wrong when it is saved.
  }
}
