import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looksAt } from '../../src/components/card-reader.ts';
import { cameraErrorCode } from '../../src/components/card-scanner-camera.ts';

describe('the looks at a picture', () => {
  const sides = (longSidePx: number): number[] =>
    looksAt(longSidePx)
      .filter(({ turnDegrees }) => turnDegrees === 0)
      .map((look) => look.longSidePx);

  it('begin with the picture as it is when it is of a common size', () => {
    expect(looksAt(855)[0]).toEqual({ longSidePx: 855, turnDegrees: 0 });
  });

  it('begin with a smaller version of a large photo and end near its own size', () => {
    expect(sides(2560)).toEqual([1200, 700, 2000, 900, 1500, 500, 350, 250, 170, 2560]);
    expect(sides(8000).at(-1)).toBe(3200);
  });

  it('enlarge a picture in which a module may be one pixel', () => {
    expect(sides(57)).toEqual([228, 57]);
  });

  it('turn the picture when nothing else has helped', () => {
    expect(looksAt(855).at(-1)?.turnDegrees).toBeGreaterThan(0);
    expect(looksAt(57).at(-1)?.turnDegrees).toBeGreaterThan(0);
  });

  it('are few, positive, different, and never beyond what a phone can decode', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (longSidePx) => {
        const looks = looksAt(longSidePx);
        expect(looks.length).toBeLessThanOrEqual(12);
        expect(new Set(looks.map((look) => JSON.stringify(look))).size).toBe(looks.length);
        const px = looks.map((look) => look.longSidePx);
        expect(Math.min(...px)).toBeGreaterThan(0);
        expect(Math.max(...px)).toBeLessThanOrEqual(3200);
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
