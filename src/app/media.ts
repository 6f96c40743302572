/** Which files are looked at inside the app. Pure. */
import { imageSize, pixels } from './image-size.ts';

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

/** Four bytes a pixel make 200 MB: what a phone can draw, and every camera but the very largest. */
export const MAX_PREVIEW_PIXELS = 50_000_000;

/** Where a header must have said it: metadata before it rarely fills a tenth of this. */
export const IMAGE_HEADER_BYTES = 1_048_576;

export interface Described {
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

/** Whether the beginning of a picture says how large it is, and it can be drawn without harm. */
export function isDrawable(bytes: Uint8Array): boolean {
  const size = imageSize(bytes.subarray(0, IMAGE_HEADER_BYTES));
  return size !== null && pixels(size) <= MAX_PREVIEW_PIXELS;
}
