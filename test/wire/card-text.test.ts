import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toHex } from '../../src/wire/bytes.ts';
import { encodeCard } from '../../src/wire/card-codec.ts';
import { cardLink, qrSegments } from '../../src/wire/card-link.ts';
import { readCardLink, readCardText } from '../../src/wire/card-text.ts';
import { anyCard, failureOf } from './arbitraries.ts';
import { cardTexts, PAGE_URL, validCards } from './vectors.ts';

const QR = (card: Uint8Array) =>
  qrSegments(PAGE_URL, card)
    .map(({ text }) => text)
    .join('');
const LINK = (card: Uint8Array) => cardLink(PAGE_URL, card);
const BARE = (card: Uint8Array) => LINK(card).split('#')[1] ?? '';
const BARE_QR = (card: Uint8Array) => QR(card).split('#')[1] ?? '';

const cardBytes = anyCard.map(encodeCard);
const anyForm = fc.constantFrom(LINK, QR, BARE, BARE_QR);

describe('vectors', () => {
  test.each(validCards)('$name has its link and its QR text', ({ bytes, link, qr }) => {
    expect(cardLink(PAGE_URL, bytes)).toBe(link);
    expect(qrSegments(PAGE_URL, bytes)).toEqual(qr);
  });

  test.each(validCards)('$name is found in both', ({ bytes, link }) => {
    expect(readCardText(link)).toEqual(bytes);
    expect(readCardLink(link)).toEqual(bytes);
    expect(readCardLink(QR(bytes))).toEqual(bytes);
    expect(readCardText(QR(bytes))).toEqual(bytes);
  });

  test.each(cardTexts.filter(({ bytes }) => bytes))('a card as $name is found', (vector) => {
    expect(toHex(readCardText(vector.text))).toBe(vector.bytes);
  });

  test.each(cardTexts.filter(({ error }) => error))('$name: $error', ({ text, error }) => {
    expect(failureOf(() => readCardText(text))).toBe(error);
  });
});

describe('page addresses', () => {
  const [{ bytes }] = validCards as [(typeof validCards)[0]];
  test.each([
    ['https://twocan.app/', 'HTTPS://TWOCAN.APP/', '#'],
    ['https://twocan.app/?source=home#old', 'HTTPS://TWOCAN.APP/', '#'],
    ['https://somebody.example/two-cans/', 'HTTPS://SOMEBODY.EXAMPLE/', 'two-cans/#'],
    ['http://localhost:4173/', 'HTTP://LOCALHOST:4173/', '#'],
    ['https://192.0.2.2:8443/index.html', 'HTTPS://192.0.2.2:8443/', 'index.html#'],
    ['https://[fd00::2]/', 'HTTPS://', '[FD00::2]/#'],
  ])('%s is cut where the alphabet ends', (page, lead, rest) => {
    const [first, second, third] = qrSegments(page, bytes);
    expect(first).toEqual({ mode: 'alphanumeric', text: lead });
    expect(second).toEqual({ mode: 'byte', text: rest });
    expect(third?.mode).toBe('alphanumeric');
    expect(readCardText(lead + rest + (third?.text ?? ''))).toEqual(bytes);
  });

  test('a link keeps its page and drops an old card', () => {
    expect(cardLink('https://a.example/b/?c#d', bytes)).toBe(`https://a.example/b/#${BARE(bytes)}`);
  });

  test('a page that nobody else can open gives cards without an address', () => {
    expect(cardLink('', bytes)).toBe(BARE(bytes));
    const segments = qrSegments('', bytes);
    expect(segments.map(({ mode }) => mode)).toEqual(['alphanumeric']);
    for (const { text } of segments) expect(readCardText(text)).toEqual(bytes);
  });

  test('a page without an address is a mistake', () => {
    expect(() => cardLink('twocan', bytes)).toThrow(TypeError);
  });
});

describe('what people and programs do to a card', () => {
  const survives = (name: string, mangle: (text: string, n: number) => string) =>
    test(name, () => {
      fc.assert(
        fc.property(cardBytes, anyForm, fc.integer({ min: 1, max: 120 }), (bytes, form, n) => {
          expect(readCardText(mangle(form(bytes), n))).toEqual(bytes);
        }),
        { numRuns: 50 },
      );
    });
  const every = (text: string, n: number, between: string) =>
    text.match(new RegExp(`.{1,${n}}`, 'g'))?.join(between) ?? '';
  const afterHash = (text: string, n: number, between: string) => {
    const hash = text.indexOf('#') + 1;
    return text.slice(0, hash) + every(text.slice(hash), n, between);
  };

  survives('line breaks', (text, n) => afterHash(text, n, '\r\n'));
  survives('line breaks and quote marks', (text, n) => `> ${afterHash(text, n, '\n> > ')}\n> `);
  survives('spaces', (text, n) => afterHash(text, n, ' '));
  survives('zero-width characters', (text, n) => every(text, n, '\u200b\u2060'));
  survives('words before and after', (text) => `Here is my card, Each: ${text} See you soon!`);
  survives('words without marks after', (text) => `card ${text} see you soon then and bring cake`);
  survives('bold', (text) => `*${text}*`);
  survives('code', (text) => `\`\`\`\n${text}\n\`\`\``);
  survives('brackets', (text) => `(${text})`);
  survives('an escaped address', (text) => encodeURIComponent(text));
});

test('a card that lost its end is truncated, whatever follows', () => {
  // Keys of a real card look random; so do these.
  const random = validCards.filter(({ name }) => !name.includes('zeros'));
  for (const { bytes } of random) {
    for (const form of [LINK, QR, BARE, BARE_QR]) {
      const text = form(bytes);
      const payloadAt = text.indexOf('#') + 1;
      for (let length = payloadAt + 60; length < text.length; length += 7) {
        const cut = text.slice(0, length);
        expect(failureOf(() => readCardText(cut))).toBe('card-truncated');
        expect(failureOf(() => readCardText(`${cut}…`))).toBe('card-truncated');
      }
    }
  }
});

test('arbitrary text fails with a code of cards, and never as a newer version', () => {
  const words = fc.array(
    fc.oneof(
      fc.constantFrom('EA', 'Each', '#E', '2H', '#2L', 'https://', '>', '*', '_', '%23', '\n'),
      fc.string({ maxLength: 30 }),
      fc.base64String({ maxLength: 60 }),
    ),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(words, (parts) => {
      expect(['card-not-a-card', 'card-truncated', 'card-altered']).toContain(
        failureOf(() => readCardText(parts.join(' '))),
      );
    }),
    { numRuns: 300 },
  );
});

test('sentences are not cards', () => {
  const word = fc.constantFrom(
    ...'Each east Early EAGER Eat eggs 2HOURS in 24 days we sail IUPAC 2LATE for Mary and 7 men'.split(
      ' ',
    ),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 300 }), (words) => {
      expect(failureOf(() => readCardText(words.join(' ')))).toBe('card-not-a-card');
    }),
  );
});

test('a card after a long conversation is found', () => {
  const [{ bytes }] = validCards as [(typeof validCards)[0]];
  const talk = 'On Tuesday Each of us said Early things, e.g. EAT more 2HOT soup.\n'.repeat(900);
  expect(readCardText(talk + LINK(bytes))).toEqual(bytes);
});

describe('a card in the address of the page', () => {
  const [{ bytes }, { bytes: other }] = validCards as [
    (typeof validCards)[0],
    (typeof validCards)[0],
  ];

  test('is looked for in the fragment alone', () => {
    const query = `${PAGE_URL}?a= ${BARE(other)}`;
    expect(readCardLink(`${query}#${BARE(bytes)}`)).toEqual(bytes);
    expect(failureOf(() => readCardLink(query))).toBe('card-not-a-card');
    expect(failureOf(() => readCardLink(`${query}#`))).toBe('card-not-a-card');
  });

  test('is looked for in 2 KiB of it', () => {
    const behind = (chars: number) => `${PAGE_URL}#${'- '.repeat(chars / 2)}${BARE(bytes)}`;
    expect(readCardLink(behind(1_024))).toEqual(bytes);
    expect(failureOf(() => readCardLink(behind(2_048)))).toBe('card-not-a-card');
  });

  test('fails as a text does', () => {
    const link = LINK(bytes);
    expect(failureOf(() => readCardLink(link.slice(0, -5)))).toBe('card-truncated');
    expect(failureOf(() => readCardLink(`${link.slice(0, -5)}AAAAA`))).toBe('card-altered');
    const newer = cardTexts.find(({ name }) => name === 'a newer card as a link');
    expect(failureOf(() => readCardLink(newer?.text ?? ''))).toBe('card-newer-version');
  });
});
