import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkify } from '../../src/components/linkify.ts';

/** The addresses found in a text, as shown. */
function links(text: string): string[] {
  return linkify(text)
    .filter(({ kind }) => kind === 'link')
    .map((part) => part.text);
}

function hrefs(text: string): string[] {
  return linkify(text).flatMap((part) => (part.kind === 'link' ? [part.href] : []));
}

/** Texts that look like addresses more often than chance would make them. */
const texts = fc
  .array(
    fc.oneof(
      fc.constantFrom('http://', 'https://', 'www.', 'javascript:', 'data:', 'a.b', '@', '\n', ' '),
      fc.constantFrom('(', ')', '[', ']', '.', ',', '://', '%', '\u202E', '\u{1F9F5}', 'ü'),
      fc.string({ unit: 'binary', maxLength: 8 }),
    ),
    { maxLength: 20 },
  )
  .map((pieces) => pieces.join(''));

describe('linkify', () => {
  it('never changes a text', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(
          linkify(text)
            .map((part) => part.text)
            .join(''),
        ).toBe(text);
      }),
      { numRuns: 1_000 },
    );
  });

  it('links to the web alone, and never to nothing', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const href of hrefs(text)) {
          expect(['http:', 'https:']).toContain(new URL(href).protocol);
          expect(new URL(href).hostname).not.toBe('');
        }
        for (const part of linkify(text)) expect(part.text).not.toBe('');
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,<b>',
    'file:///etc/passwd',
    'ftp://example.org',
    'https://',
    'http://[',
    'www.',
    'me@www.example.org',
    'awww.example.org',
    'example.org',
  ])('leaves %s alone', (text) => {
    expect(links(text)).toEqual([]);
  });

  it.each([
    ['Look: https://example.org.', ['https://example.org']],
    ['(https://example.org)', ['https://example.org']],
    ['https://example.org/a_(b)', ['https://example.org/a_(b)']],
    ['(see https://example.org/a_(b)), or', ['https://example.org/a_(b)']],
    ['[x](https://example.org/y)', ['https://example.org/y']],
    ['“https://example.org/q?a=1&b=2#c”!', ['https://example.org/q?a=1&b=2#c']],
    ['<https://example.org>', ['https://example.org']],
    ['https://a.example and www.b.example…', ['https://a.example', 'www.b.example']],
    ['HTTPS://EXAMPLE.ORG/X', ['HTTPS://EXAMPLE.ORG/X']],
  ])('finds the addresses in %s', (text, expected) => {
    expect(links(text)).toEqual(expected);
  });

  it('gives an address without a scheme the safe one', () => {
    expect(hrefs('www.example.org/a')).toEqual(['https://www.example.org/a']);
  });

  it('writes a name in other letters the way the network does', () => {
    expect(hrefs('https://bücher.example/ü')).toEqual(['https://xn--bcher-kva.example/%C3%BC']);
  });

  it.each([
    ['closing brackets', `https://a.example/${')'.repeat(30_000)}`],
    ['brackets of all kinds', `https://a.example/${'([{}])'.repeat(5_000)}`],
    ['full stops', `https://a.example/${'.'.repeat(30_000)}`],
    ['beginnings', 'https://www.'.repeat(3_000)],
    ['many addresses', 'www.a.example '.repeat(2_500)],
  ])('takes 30,000 characters of %s in its stride', (_, text) => {
    const startMs = performance.now();
    linkify(text);
    expect(performance.now() - startMs).toBeLessThan(500);
  });
});
