/** A card as a QR code: which modules are dark, and one SVG path that draws them. */
import { create, type QRCodeSegment } from 'qrcode';
import type { QrSegment } from '../app/state.ts';

/** ISO/IEC 18004 asks for four light modules on every side; many readers fail with fewer. */
export const QUIET_ZONE_MODULES = 4;

/** A square of modules without its quiet zone. */
export interface QrCode {
  /** Modules on a side: 21 to 177. */
  readonly size: number;
  isDark(row: number, column: number): boolean;
}

/**
 * Encodes segments at error correction level M: a screen is never dirty or torn, so more
 * correction would only make the modules smaller, and less leaves no room for glare.
 * @throws Error when the segments fit no QR code (more than 2,331 bytes)
 */
export function encodeQr(segments: readonly QrSegment[]): QrCode {
  const parts = segments.map(({ mode, text }): QRCodeSegment =>
    mode === 'alphanumeric' ? { mode, data: text } : { mode, data: new TextEncoder().encode(text) },
  );
  const { modules } = create(parts, { errorCorrectionLevel: 'M' });
  return {
    size: modules.size,
    isDark: (row, column) => modules.get(row, column) !== 0,
  };
}

/** The dark modules as one SVG path, a unit a module: one rectangle for each run in a row. */
export function qrPath(code: QrCode): string {
  let path = '';
  for (let row = 0; row < code.size; row += 1) {
    let column = 0;
    while (column < code.size) {
      const start = column;
      while (column < code.size && code.isDark(row, column)) column += 1;
      const run = column - start;
      if (run > 0) path += `M${start} ${row}h${run}v1h-${run}z`;
      else column += 1;
    }
  }
  return path;
}
