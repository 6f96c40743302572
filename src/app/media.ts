/** Which files are looked at inside the app. Pure. */

/** What image files may be shown as. SVG is left out: it can carry script and outside references. */
const IMAGE_TYPES = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/bmp',
]);

/** "Images under 5 MB may come at once": enough for a phone's photo. */
export const MAX_IMAGE_AT_ONCE_BYTES = 5_000_000;

/** A preview is held in memory whole; larger pictures are saved and looked at elsewhere. */
const MAX_PREVIEW_BYTES = 24 * 1024 * 1024;

interface Described {
  readonly mediaType: string;
  readonly sizeBytes: number;
}

/** Whether the setting "images at once" takes this file without asking. */
export function isImageToTake({ mediaType, sizeBytes }: Described): boolean {
  return IMAGE_TYPES.has(mediaType) && sizeBytes < MAX_IMAGE_AT_ONCE_BYTES;
}

/** The type to show a file under, from our own list; null when it is not shown. */
export function previewType({ mediaType, sizeBytes }: Described): string | null {
  const shown = IMAGE_TYPES.has(mediaType) && sizeBytes > 0 && sizeBytes <= MAX_PREVIEW_BYTES;
  return shown ? mediaType : null;
}
