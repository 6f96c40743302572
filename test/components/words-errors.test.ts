import { describe, expect, it } from 'vitest';
import { errors } from '../../src/components/words/en-errors.ts';
import { ERROR_CODES } from '../../src/errors.ts';

describe('the words for failures', () => {
  it('tell every code apart, both what happened and what to do next', () => {
    const sentences = ERROR_CODES.map((code) => errors(code).sentence);
    const nexts = ERROR_CODES.map((code) => errors(code).next);
    expect(new Set(sentences).size).toBe(ERROR_CODES.length);
    expect(new Set(nexts).size).toBe(ERROR_CODES.length);
  });

  it.each(ERROR_CODES)('%s: short whole sentences in the language of people', (code) => {
    const { sentence, next } = errors(code);
    for (const text of [sentence, next]) {
      expect(text).toMatch(/^[A-Z].*[.?]$/);
      expect(text.length).toBeLessThan(140);
      expect(text).not.toMatch(
        /\b(?:ICE|SDP|STUN|DTLS|offer|peer|candidate|fingerprint|handshake)\b/i,
      );
    }
    expect(sentence).not.toContain('WebRTC');
  });
});
