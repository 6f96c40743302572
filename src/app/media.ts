/** Which files are looked at inside the app. Pure. */
import { imageSize, pixels } from './image-size.ts';
import { IMAGE_TYPES, type Described } from './image-types.ts';

/** A preview is held in memory whole; larger pictures are saved and looked at elsewhere. */
const MAX_PREVIEW_BYTES = 24 * 1024 * 1024;

/** Four bytes a pixel make 200 MB: what a phone can draw, and every camera but the very largest. */
export const MAX_PREVIEW_PIXELS = 50_000_000;

/** Where a header must have said it: metadata before it rarely fills a tenth of this. */
export const IMAGE_HEADER_BYTES = 1_048_576;

/** A document is read in memory whole; scans of whole books are larger. */
const MAX_DOCUMENT_BYTES = 64 * 1024 * 1024;

/** What is looked at on request: played, or read here, or read in the browser's own viewer. */
export type LookKind = 'audio' | 'video' | 'text' | 'document';

/** Types that are text without saying so. */
const TEXT_TYPES = new Set([
  'application/json',
  'application/xml',
  'application/javascript',
  'application/x-javascript',
  'application/x-sh',
  'application/x-yaml',
  'application/yaml',
  'application/toml',
  'application/sql',
  'image/svg+xml',
]);
/** Endings of text files that browsers give no type to. */
const TEXT_ENDING =
  /\.(?:txt|md|markdown|log|csv|tsv|json|ya?ml|toml|ini|conf|srt|vtt|tex|bib|sh|c|h|cc|cpp|hpp|cs|go|rs|py|rb|java|kt|swift|tsx?|jsx?|mjs|css|sql|diff|patch)$/i;
/** It goes into the header of what the player is given, where nothing else may stand. */
const PLAYED_TYPE = /^(audio|video)\/[a-z0-9][a-z0-9.+-]{0,60}$/;

/**
 * How a file can be looked at; markup is text like any other. Null: only by saving it.
 * @param hasPdfViewer whether this browser shows PDF by itself
 */
export function lookKind(
  { name, mediaType, sizeBytes }: Described & { name: string },
  hasPdfViewer: boolean,
): LookKind | null {
  if (sizeBytes === 0) return null;
  if (mediaType === 'application/pdf') {
    return hasPdfViewer && sizeBytes <= MAX_DOCUMENT_BYTES ? 'document' : null;
  }
  const played = PLAYED_TYPE.exec(mediaType)?.[1];
  if (played === 'audio' || played === 'video') return played;
  const isText = mediaType.startsWith('text/') || TEXT_TYPES.has(mediaType);
  return isText || (mediaType === '' && TEXT_ENDING.test(name)) ? 'text' : null;
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
