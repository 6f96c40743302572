/**
 * How a playing element gets a received file that lies sealed in storage: it asks an address of ours,
 * the service worker asks the page that plays, and the page opens the piece that is wanted. So no more
 * than a piece is in memory, and nothing is copied.
 */

/** Below the page's own address. Nothing of the host has such a name. */
export const MEDIA_PATH = 'playing/';

/** From the service worker to the page; the answer comes back through the port sent along. */
export interface MediaRequest {
  readonly type: 'media';
  /** The last part of the address. */
  readonly name: string;
  /** The first byte wanted. */
  readonly start: number;
}

/** As many bytes from there on as lie together; null when nothing is played under that name. */
export type MediaAnswer = {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly sizeBytes: number;
  readonly mediaType: string;
} | null;

/** The first byte that a Range header (RFC 9110 §14.2) asks for; the last one is not looked at: less is always given. */
export function firstByte(range: string | null): number {
  const start = Number(/^bytes=(\d{1,15})-/.exec(range ?? '')?.[1] ?? 0);
  return Number.isSafeInteger(start) ? start : 0;
}

/** The answer as HTTP. Elements ask on for what comes after it. */
export function toResponse(answer: MediaAnswer, start: number): Response {
  // A player may ask once more after it was closed: that is no failure to speak of.
  if (answer === null) return new Response(null, { status: 204 });
  const { bytes, sizeBytes, mediaType } = answer;
  if (bytes.length === 0) {
    const headers = { 'Content-Range': `bytes */${sizeBytes}` };
    return new Response(null, { status: 416, headers });
  }
  return new Response(bytes, {
    status: 206,
    headers: {
      'Content-Type': mediaType,
      'Content-Range': `bytes ${start}-${start + bytes.length - 1}/${sizeBytes}`,
      'Content-Length': `${bytes.length}`,
      'Accept-Ranges': 'bytes',
      'Cache-Control': 'no-store',
      // Whatever it holds, it is played and nothing else, even if somebody opens the address.
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "default-src 'none'; sandbox",
    },
  });
}
