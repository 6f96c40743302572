/** The Worker that holds the synchronous file handles. It answers one OpfsRequest with one OpfsReply. */
import { OpfsFiles } from './opfs-files.ts';
import { answer, failure, transferOf, type OpfsReply, type OpfsRequest } from './opfs-messages.ts';

/** Other pages of the same origin share its file system, so the names are the product's. */
const FILES_DIRECTORY = 'twocan-files';
const COPIES_DIRECTORY = 'twocan-copies';

async function openFiles(): Promise<OpfsFiles> {
  const root = await navigator.storage.getDirectory();
  return new OpfsFiles(
    await root.getDirectoryHandle(FILES_DIRECTORY, { create: true }),
    await root.getDirectoryHandle(COPIES_DIRECTORY, { create: true }),
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
