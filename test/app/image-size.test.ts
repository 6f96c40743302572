import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { imageSize } from '../../src/app/image-size.ts';
import { concat, utf8Encode } from '../../src/wire/bytes.ts';
import { avif, bmp, gif, jpeg, png, webp } from './pictures.ts';

const size = fc.record({
  width: fc.integer({ min: 1, max: 16_383 }),
  height: fc.integer({ min: 1, max: 16_383 }),
});

const FORMATS: Record<string, (width: number, height: number) => Uint8Array> = {
  PNG: png,
  'JPEG, baseline': (w, h) => jpeg(w, h, 0xc0),
  'JPEG, progressive': (w, h) => jpeg(w, h, 0xc2),
  GIF: gif,
  'WebP, lossy': (w, h) => webp('VP8 ', w, h),
  'WebP, lossless': (w, h) => webp('VP8L', w, h),
  'WebP, extended': (w, h) => webp('VP8X', w, h),
  BMP: bmp,
  AVIF: avif,
};

describe.each(Object.entries(FORMATS))('%s', (_, make) => {
  it('says its size', () => {
    fc.assert(
      fc.property(size, fc.uint8Array({ maxLength: 40 }), ({ width, height }, rest) => {
        expect(imageSize(concat(make(width, height), rest))).toEqual({ width, height });
      }),
      { numRuns: 50 },
    );
  });

  it('cut anywhere says the same or nothing', () => {
    const whole = make(1_234, 567);
    for (let end = 0; end < whole.length; end += 1) {
      expect([null, '1234x567']).toContain(shown(whole.slice(0, end)));
    }
  });

  it('damaged anywhere never throws, and ends', () => {
    const whole = make(1_234, 567);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        (changes) => {
          const bytes = whole.slice();
          for (const [at, byte] of changes) bytes[at] = byte;
          const found = imageSize(bytes);
          expect(found === null || (found.width > 0 && found.height > 0)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('without width or height says nothing', () => {
    if (make === FORMATS['WebP, lossless'] || make === FORMATS['WebP, extended']) return;
    expect(imageSize(make(0, 0))).toBeNull();
  });
});

function shown(bytes: Uint8Array): string | null {
  const found = imageSize(bytes);
  return found === null ? null : `${found.width}x${found.height}`;
}

describe('a header', () => {
  it('of noise says nothing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(() => imageSize(bytes)).not.toThrow();
      }),
      { numRuns: 500 },
    );
    expect(imageSize(utf8Encode('<svg xmlns="http://www.w3.org/2000/svg" width="9"/>'))).toBeNull();
  });

  it('is found behind metadata and fill bytes', () => {
    const [start, rest] = [jpeg(640, 480, 0xc0).slice(0, 2), jpeg(640, 480, 0xc0).slice(2)];
    const metadata = new Uint8Array(2 + 60_000);
    metadata.set([0xff, 0xe1, 60_000 >> 8, 60_000 & 0xff]);
    const fill = Uint8Array.of(0xff, 0xff);
    expect(imageSize(concat(start, metadata, metadata, fill, rest))).toEqual({
      ...{ width: 640, height: 480 },
    });
  });

  it('of a GIF counts a first frame that is larger than the screen', () => {
    expect(imageSize(gif(10, 10, 60_000, 50_000))).toEqual({ width: 60_000, height: 50_000 });
  });

  it('of a BMP may count from the top down', () => {
    expect(imageSize(bmp(30, -20))).toEqual({ width: 30, height: 20 });
    expect(imageSize(bmp(-30, 20))).toBeNull();
  });

  it('of an AVIF counts the largest of its pictures', () => {
    expect(imageSize(avif(30_000, 30_000, 8, 8))).toEqual({ width: 30_000, height: 30_000 });
    expect(imageSize(avif(8, 8, 30_000, 30_000))).toEqual({ width: 30_000, height: 30_000 });
  });

  it('made of nothing but tiny boxes or segments is done with quickly', () => {
    const boxes = new Uint8Array(1_048_576);
    boxes.set(avif(1, 1).slice(0, 16));
    for (let at = 16; at < boxes.length; at += 8) boxes.set([0, 0, 0, 8], at);
    const before = performance.now();
    expect(imageSize(boxes)).toBeNull();
    expect(performance.now() - before).toBeLessThan(1_000);
  });
});
