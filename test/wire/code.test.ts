import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toHex } from '../../src/wire/bytes.ts';
import { decodeCard } from '../../src/wire/card-codec.ts';
import type { Candidate } from '../../src/wire/card.ts';
import {
  codeLength,
  decodeCodeBody,
  encodeCodeBody,
  haveCodeForm,
  isCode,
  joinCode,
  LARGE_CODE_BYTES,
  SMALL_CODE_BYTES,
  splitCode,
} from '../../src/wire/code.ts';
import type { CodeBody } from '../../src/wire/code.ts';
import { anyCandidate, bytesOf, failureOf, shortCredentials } from './arbitraries.ts';
import { invalidCodeBodies, validCodes } from './vectors.ts';

const bit = fc.constantFrom(0 as const, 1 as const);
const anyBody: fc.Arbitrary<CodeBody> = fc.record({
  credentials: shortCredentials,
  candidates: fc.array(anyCandidate, { minLength: 1, maxLength: 8 }),
  canAnswer: fc.boolean(),
  myCertificate: bit,
  yourCertificate: bit,
});

describe('vectors', () => {
  test.each(validCodes)('$name is written as it stands', ({ body, plain }) => {
    expect(toHex(encodeCodeBody(body))).toBe(toHex(plain));
  });

  test.each(validCodes)('$name is read as it stands', ({ body, plain }) => {
    const { carried, ...rest } = body;
    expect(decodeCodeBody(plain)).toEqual({ ...rest, candidates: carried });
  });

  test.each(validCodes)('$name is taken apart and joined again', ({ bytes, salt, body }) => {
    const parts = splitCode(bytes);
    expect(toHex(parts.salt)).toBe(salt);
    expect(parts.box.length).toBe(16 + encodeCodeBody(body).length);
    expect(joinCode(parts.salt, parts.box)).toEqual(bytes);
  });

  test.each(invalidCodeBodies)('$name is altered', ({ bytes }) => {
    expect(failureOf(() => decodeCodeBody(bytes))).toBe('card-altered');
  });
});

test('every body comes back, in one of two lengths, with as many candidates as fit', () => {
  fc.assert(
    fc.property(anyBody, (body) => {
      const bytes = encodeCodeBody(body);
      expect([36, 64]).toContain(bytes.length);
      const { candidates, ...rest } = decodeCodeBody(bytes);
      const { candidates: given, ...wanted } = body;
      expect(rest).toEqual(wanted);
      // In their order, and the best of all is there.
      expect(candidates[0]).toEqual(given[0]);
      let from = 0;
      for (const candidate of candidates) {
        from = given.findIndex((other, i) => i >= from && equal(other, candidate)) + 1;
        expect(from).toBeGreaterThan(0);
      }
      if (bytes.length === 36) expect(candidates).toEqual(given);
    }),
    { numRuns: 300 },
  );
});

function equal(a: Candidate, b: Candidate): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

test('arbitrary bodies are read in the one way or called altered', () => {
  const length = fc.constantFrom(36, 64);
  const flags = fc.integer({ min: 0, max: 255 });
  const body = fc.tuple(length, flags).chain(([sizeBytes, first]) =>
    fc
      .tuple(bytesOf(sizeBytes), fc.nat(sizeBytes))
      // Often zeros to the end, as padding is.
      .map(([bytes, end]) => Uint8Array.of(first, ...bytes.slice(1).fill(0, end))),
  );
  fc.assert(
    fc.property(fc.oneof(body, fc.uint8Array({ maxLength: 70 })), (bytes) => {
      const failure = failureOf(() => {
        const { candidates, ...rest } = decodeCodeBody(bytes);
        expect(candidates.length).toBeGreaterThan(0);
        const again = decodeCodeBody(encodeCodeBody({ ...rest, candidates }));
        expect(again.credentials).toEqual(rest.credentials);
      });
      if (failure !== null) expect(failure).toBe('card-altered');
    }),
    { numRuns: 2_000 },
  );
});

describe('a code', () => {
  test('is known by first byte and length, and is no card', () => {
    for (const { bytes } of validCodes) {
      expect(isCode(bytes)).toBe(true);
      expect(codeLength(bytes.subarray(0, 1))).toBe(bytes.length);
      expect(failureOf(() => decodeCard(bytes))).toBe('card-not-a-card');
      expect(isCode(bytes.subarray(0, -1))).toBe(false);
      expect(failureOf(() => splitCode(bytes.subarray(1)))).toBe('card-altered');
    }
    expect(isCode(new Uint8Array(60).fill(0x10))).toBe(false);
    expect(isCode(new Uint8Array(0))).toBe(false);
    expect([SMALL_CODE_BYTES, LARGE_CODE_BYTES]).toEqual([60, 88]);
  });

  test('has a salt of 7 bytes and a box of one of two lengths', () => {
    expect(() => joinCode(new Uint8Array(8), new Uint8Array(52))).toThrow(RangeError);
    expect(() => joinCode(new Uint8Array(7), new Uint8Array(53))).toThrow(RangeError);
  });
});

describe('what no code can hold', () => {
  const credentials = { ufrag: '/x2b', pwd: '5VC/zQPjdhdC6hUaGD/NFn2h' };
  const candidate: Candidate = { type: 'host', family: 'ipv4', address: '192.0.2.1', port: 1 };
  const body: CodeBody = {
    credentials,
    candidates: [candidate],
    canAnswer: true,
    myCertificate: 0,
    yourCertificate: 0,
  };
  test.each<[string, Partial<CodeBody>]>([
    ['no candidate', { candidates: [] }],
    ['nine candidates', { candidates: new Array<Candidate>(9).fill(candidate) }],
    ['credentials of another browser', { credentials: { ufrag: 'abcde', pwd: 'x'.repeat(30) } }],
    ['credentials with a line break', { credentials: { ...credentials, ufrag: 'a\r\nb' } }],
    ['port 0', { candidates: [{ ...candidate, port: 0 }] }],
    ['an address of another family', { candidates: [{ ...candidate, family: 'mdns' }] }],
  ])('%s is refused', (_, change) => {
    expect(() => encodeCodeBody({ ...body, ...change })).toThrow(RangeError);
  });

  test('can be asked about beforehand', () => {
    expect(haveCodeForm(credentials)).toBe(true);
    expect(haveCodeForm({ ufrag: '09ae2782', pwd: 'd74877d262daf99164416084e96ba462' })).toBe(true);
    expect(haveCodeForm({ ufrag: 'abcde', pwd: 'x'.repeat(30) })).toBe(false);
    expect(haveCodeForm({ ...credentials, ufrag: 'a\r\nb' })).toBe(false);
  });
});
