/** What becomes of a received file for its user: a picture on the screen, a player, a file on the disk. */
import { codeOf } from '../errors.ts';
import type { ErrorCode } from '../errors.ts';
import type { FileStore } from '../storage/stored-pieces.ts';
import { safeFileName } from '../wire/file-name.ts';
import { IMAGE_HEADER_BYTES, isDrawable, previewType } from './media.ts';
import type { Look, Player } from './file-look.ts';
import type { FileSaver } from './ports.ts';
import type { Transfer } from './state.ts';
import { isReceived } from './transfer-book.ts';

export interface ViewPorts {
  readonly files: FileStore;
  readonly saver: FileSaver;
  /** Comes when something is played. */
  readonly player: () => Promise<Player>;
}

/** @param tidied temporary copies made before it resolves would be removed @returns null, or why it was not saved */
export async function saveReceived(
  { files, saver }: ViewPorts,
  transfer: Transfer,
  tidied: Promise<void>,
): Promise<ErrorCode | null> {
  const { fileId, name, sizeBytes, folderFiles } = transfer;
  if (!isReceived(transfer)) return null;
  try {
    if (folderFiles !== null) {
      const { readFolder } = await import('./folder-reader.ts');
      const offered = { sizeBytes, files: folderFiles };
      await saver.saveFolder({
        name: safeFileName(name),
        entries: () => readFolder(offered, (piece) => files.read(fileId, piece)),
        copy: async (bytes) => {
          await tidied;
          return files.copyOf(fileId, bytes);
        },
      });
      return null;
    }
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
    if (!isReceived(transfer)) return null;
    const stream = files.stream(transfer.fileId, transfer.sizeBytes);
    const bytes = await new Response(stream).arrayBuffer();
    return isDrawable(new Uint8Array(bytes)) ? new Blob([bytes], { type }) : null;
  } catch {
    return null; // The file card says what is wrong when it is saved.
  }
}

/** @returns null when it can only be saved */
export async function lookAt(ports: ViewPorts, transfer: Transfer): Promise<Look | null> {
  if (!isReceived(transfer) || transfer.folderFiles !== null) return null;
  try {
    const { lookInto } = await import('./file-look.ts');
    return await lookInto({ files: ports.files, player: await ports.player() }, transfer);
  } catch {
    return null; // As above.
  }
}
