/** Which files count as images, and which of them may come unasked. Pure. */

/** What image files may be shown as. SVG is left out: it can carry script and outside references. */
export const IMAGE_TYPES = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/bmp',
]);

/** "Images under 5 MB may come at once": enough for a phone's photo. */
export const MAX_IMAGE_AT_ONCE_BYTES = 5_000_000;

export interface Described {
  readonly mediaType: string;
  readonly sizeBytes: number;
}

/** Whether the setting "images at once" takes this file without asking. */
export function isImageToTake({ mediaType, sizeBytes }: Described): boolean {
  return IMAGE_TYPES.has(mediaType) && sizeBytes < MAX_IMAGE_AT_ONCE_BYTES;
}
