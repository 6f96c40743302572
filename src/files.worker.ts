/**
 * The Worker that opens received pieces and holds the synchronous file handles: what comes in is opened
 * where it is stored. It answers one OpfsRequest with one OpfsReply.
 */
import { OpfsFiles } from './storage/opfs-files.ts';
import {
  answer,
  failure,
  transferOf,
  type OpfsReply,
  type OpfsRequest,
} from './storage/opfs-messages.ts';
import { openPiece } from './transfer/pipeline.ts';

/** Other pages of the same origin share its file system, so the names are the product's. */
const FILES_DIRECTORY = 'twocan-pieces';
const COPIES_DIRECTORY = 'twocan-copies';
/** Where pieces of twice the length were kept: read as those of now they would be damaged for ever. */
const OLD_FILES_DIRECTORY = 'twocan-files';

async function openFiles(): Promise<OpfsFiles> {
  const root = await navigator.storage.getDirectory();
  // Most often it is not there; where a tab of the old build still holds it, it goes at a later start.
  await root.removeEntry(OLD_FILES_DIRECTORY, { recursive: true }).catch(() => undefined);
  return new OpfsFiles(
    await root.getDirectoryHandle(FILES_DIRECTORY, { create: true }),
    await root.getDirectoryHandle(COPIES_DIRECTORY, { create: true }),
    openPiece,
  );
}

const opening = openFiles();

async function serve(request: OpfsRequest): Promise<void> {
  let reply: OpfsReply;
  try {
    reply = await answer(await opening, request);
  } catch (error) {
    reply = failure(request.id, error);
  }
  self.postMessage(reply, { transfer: transferOf(reply) });
}

self.onmessage = (event: MessageEvent<OpfsRequest>): void => {
  void serve(event.data);
};
