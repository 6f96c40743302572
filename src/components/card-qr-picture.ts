/** A QR code as a picture to keep or to send. */
import { QUIET_ZONE_MODULES, type QrCode } from './card-qr-code.ts';

/** Chat programs shrink and recompress pictures: at 8 px a module a code survives being halved. */
const MIN_MODULE_PX = 8;
/** A picture smaller than this looks like a stamp in most picture viewers. */
const MIN_SIDE_PX = 800;

/** Draws the code with its quiet zone, black on white, as a PNG. Rejects when the browser has no canvas left. */
export async function qrPicture(code: QrCode): Promise<Blob> {
  const modules = code.size + 2 * QUIET_ZONE_MODULES;
  const scale = Math.max(MIN_MODULE_PX, Math.ceil(MIN_SIDE_PX / modules));
  const canvas = document.createElement('canvas');
  canvas.width = modules * scale;
  canvas.height = modules * scale;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = '#000';
  for (let row = 0; row < code.size; row += 1) {
    for (let column = 0; column < code.size; column += 1) {
      if (!code.isDark(row, column)) continue;
      const x = (column + QUIET_ZONE_MODULES) * scale;
      const y = (row + QUIET_ZONE_MODULES) * scale;
      context.fillRect(x, y, scale, scale);
    }
  }
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error('no picture'));
      else resolve(blob);
    }, 'image/png');
  });
}

/** Hands a blob to the browser as a download; page/file-saver.ts, out of reach from here, falls back to the same. */
export function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  // The download has taken its own hold of the blob by the next task; a minute is for slow phones.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 60_000);
}
