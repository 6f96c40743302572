import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sidesToTry } from '../../src/components/card-reader.ts';
import { cameraErrorCode } from '../../src/components/card-scanner-camera.ts';

describe('the sizes at which a picture is read', () => {
  it('begin with the picture as it is when it is of a common size', () => {
    expect(sidesToTry(855)[0]).toBe(855);
  });

  it('begin with a smaller version of a large photo and end near its own size', () => {
    expect(sidesToTry(2560)).toEqual([1200, 700, 2000, 900, 1500, 500, 2560]);
    expect(sidesToTry(8000).at(-1)).toBe(3200);
  });

  it('enlarge a picture in which a module may be one pixel', () => {
    expect(sidesToTry(57)).toEqual([228, 57]);
  });

  it('are few, positive, different, and never beyond what a phone can decode', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (longSide) => {
        const sides = sidesToTry(longSide);
        expect(sides.length).toBeLessThanOrEqual(7);
        expect(new Set(sides).size).toBe(sides.length);
        expect(Math.min(...sides)).toBeGreaterThan(0);
        expect(Math.max(...sides)).toBeLessThanOrEqual(3200);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a camera that does not start', () => {
  it.each([
    ['NotAllowedError: Permission denied', 'camera-denied'],
    ['NotFoundError: Requested device not found', 'camera-missing'],
    ['OverconstrainedError', 'camera-missing'],
    ['NotReadableError: Could not start video source', 'camera-busy'],
    ['AbortError: Starting videoinput failed', 'camera-failed'],
  ])('with "%s" is %s', (reason, code) => {
    expect(cameraErrorCode(`Error getting userMedia, error = ${reason}`)).toBe(code);
  });

  it('is told by the error itself as well as by the text around it', () => {
    expect(cameraErrorCode(new DOMException('Permission denied', 'NotAllowedError'))).toBe(
      'camera-denied',
    );
  });

  it('for a reason nobody knows has failed', () => {
    expect(cameraErrorCode(undefined)).toBe('camera-failed');
    expect(cameraErrorCode('no cameras here')).toBe('camera-failed');
  });
});
