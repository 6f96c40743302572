import { describe, expect, test } from 'vitest';
import { toBase64Url } from '../../src/wire/bytes.ts';
import { cardLink, qrSegments } from '../../src/wire/card-link.ts';
import { readCardLink, readCardText } from '../../src/wire/card-text.ts';
import { seededRandom } from '../crypto/seeded-random.ts';
import { failureOf } from './arbitraries.ts';
import { PAGE_URL, validCards, validCodes } from './vectors.ts';

const [small] = validCodes as [(typeof validCodes)[0]];
const [card] = validCards as [(typeof validCards)[0]];
const payload = small.link.slice(PAGE_URL.length + 1);
const qrPayload = small.qr.slice(PAGE_URL.length + 1);
const random = seededRandom('code-text');

/** Codes of both lengths with every kind of beginning in both spellings. */
const MANY = Array.from({ length: 200 }, (_, i) => {
  const bytes = random(i % 2 === 0 ? 60 : 88);
  bytes[0] = i % 2 === 0 ? 0x12 : 0x13;
  return bytes;
});

describe('a code is written and found', () => {
  test.each(validCodes)('$name', ({ bytes, link, qr }) => {
    expect(cardLink(PAGE_URL, bytes)).toBe(link);
    const text = qrSegments(PAGE_URL, bytes)
      .map((segment) => segment.text)
      .join('');
    expect(text).toBe(qr);
    for (const spelling of [link, qr]) {
      expect(readCardText(spelling)).toEqual(bytes);
      expect(readCardLink(spelling)).toEqual(bytes);
    }
  });

  test.each([
    ['a bare payload', payload],
    ['a bare payload of a QR code', qrPayload],
    ['a link in a sentence', `Hi! Come to ${small.link} and we can talk. See you there, soon.`],
    ['a link before a full stop', `Here: ${small.link}.`],
    [
      'a quoted mail',
      `Monday:\n> ${small.link.slice(0, 60)}\n> ${small.link.slice(60)}\n> See you`,
    ],
    ['bold', `**${payload}**`],
    ['italic', `_${payload}_`],
    ['in angle brackets', `<${small.link}>`],
    ['as a link of Markdown', `[meet me](${small.link}) again`],
    ['zero-width spaces', small.link.replace(/.{7}/g, '$&\u200b')],
    ['after words with E', `Every evening, Eve enters. ${'Each '.repeat(60)} ${small.link}`],
  ])('as %s', (_, text) => {
    expect(readCardText(text)).toEqual(small.bytes);
  });

  test('whatever its bytes are', () => {
    for (const bytes of MANY) {
      const link = cardLink(PAGE_URL, bytes);
      const qr = qrSegments(PAGE_URL, bytes).map((segment) => segment.text);
      expect(readCardLink(link)).toEqual(bytes);
      expect(readCardText(qr.join(''))).toEqual(bytes);
      expect(readCardText(`Meet me: ${link}\nSoon!`)).toEqual(bytes);
    }
  });
});

describe('in a text with several', () => {
  test('a card wins over a code', () => {
    expect(readCardText(`${small.link}\n${card.link}`)).toEqual(card.bytes);
    expect(readCardText(`${card.link}\n${small.link}`)).toEqual(card.bytes);
  });

  test('the first code counts', () => {
    const [, second] = validCodes;
    expect(readCardText(`${small.link}\n> ${second?.link ?? ''}`)).toEqual(small.bytes);
  });

  test('a code wins over a card that is hurt', () => {
    const text = `${card.link.slice(0, 100)}\nor ${small.link}`;
    expect(readCardText(text)).toEqual(small.bytes);
  });
});

describe('what is no code', () => {
  const blob = toBase64Url(Uint8Array.of(0x12, ...random(400)));
  test.each([
    ['a code cut off', small.link.slice(0, -9), 'card-truncated'],
    [
      'half a code, then words',
      `${small.link.slice(0, 60)} and so on, my friend`,
      'card-truncated',
    ],
    ['half a QR text', small.qr.slice(0, -20), 'card-truncated'],
    ['words', `Every${' word'.repeat(40)}`, 'card-not-a-card'],
    ['a longer key', blob, 'card-not-a-card'],
    ['a longer key in lines', blob.replace(/.{80}/g, '$&\n'), 'card-not-a-card'],
    ['an address of the same length', `https://example.com/${payload}`, 'card-not-a-card'],
  ])('%s', (_, text, error) => {
    expect(failureOf(() => readCardText(text))).toBe(error);
  });
});
