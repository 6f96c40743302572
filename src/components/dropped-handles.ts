/** The browser's handles of dropped files, where it gives them (File System Access, Chromium). */

interface HandleGiver {
  getAsFileSystemHandle?: () => Promise<FileSystemHandle | null>;
}

/**
 * Asks for the handle of each file. The list is empty once the event is over, so this asks at once and
 * resolves later; a file without one is left out.
 */
export function droppedHandles(
  dropped: readonly { readonly item: DataTransferItem; readonly file: File }[],
): Promise<ReadonlyMap<File, unknown>> {
  const asked = dropped.map(async ({ item, file }) => {
    // TypeScript's DOM library lacks it.
    const giver = item as HandleGiver;
    const handle = (await giver.getAsFileSystemHandle?.().catch(() => null)) ?? null;
    return handle?.kind === 'file' ? ([file, handle] as const) : null;
  });
  return Promise.all(asked).then((found) => new Map(found.filter((pair) => pair !== null)));
}
