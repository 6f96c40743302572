import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeFileName } from '../../src/wire/file-name.ts';

test.each([
  ['photo.jpg', 'photo.jpg'],
  ['Übersicht (final) 👨‍👩‍👧.pdf', 'Übersicht (final) 👨‍👩‍👧.pdf'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Windows\\system32\\cmd.exe', 'cmd.exe'],
  ['folder/', 'folder'],
  ['.htaccess', 'htaccess'],
  ['..', 'file'],
  ['', 'file'],
  [' . . ', 'file'],
  ['///', 'file'],
  ['invoice\u202egpj.exe', 'invoicegpj.exe'],
  ['a\u0000b\nc\td.txt', 'ab c d.txt'],
  ['a\u2028b\u00a0 c', 'a b c'],
  ['\ud800x', 'x'],
  [`photo.jpg${'\u2800'.repeat(30)}.exe`, 'photo.jpg .exe'],
  [`photo.jpg${'\u3164'.repeat(30)}.exe`, 'photo.jpg.exe'],
  [`photo.jpg${' '.repeat(30)}.exe`, 'photo.jpg .exe'],
  ['a\u180eb\u034fc\u{e0064}\u{e007f}d.txt', 'abcd.txt'],
  ['photo.jpg\u200d.exe', 'photo.jpg.exe'],
  ['\u2800.\u3164', 'file'],
  ['نامه\u200cها.pdf', 'نامه\u200cها.pdf'],
  ['name.txt. . .', 'name.txt'],
  ['con', 'con_'],
  ['Con.tar.gz', 'Con_.tar.gz'],
  ['COM¹', 'COM¹_'],
  ['nul .txt', 'nul_ .txt'],
  ['console.log', 'console.log'],
  ['a.txt:evil.exe', 'a.txt_evil.exe'],
  ['<img src=x onerror=alert(1)>.png', '_img src=x onerror=alert(1)_.png'],
  ['"><script>alert(1)</script>.txt', 'script_.txt'],
])('%j becomes %j', (name, safe) => {
  expect(safeFileName(name)).toBe(safe);
});

test('a long name keeps its extension and whole characters', () => {
  const safe = safeFileName(`${'👋'.repeat(300)}.jpeg`);
  expect(safe).toMatch(/^(?:👋){48}\.jpeg$/u);
  expect(safeFileName(`${'👨‍👩‍👧'.repeat(20)}.jpeg`)).toBe(`${'👨‍👩‍👧'.repeat(10)}👨‍👩.jpeg`);
  expect(safeFileName(`${'x'.repeat(300)}. ${'y'.repeat(20)}`)).toBe('x'.repeat(200));
});

test('every name is harmless, and the same when made safe again', () => {
  const part = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(
      '/',
      '\\',
      '..',
      '.',
      ' ',
      'con',
      'lpt1.',
      '\u202e',
      '\u0000',
      ':',
      '.png',
      '\u200d',
      '👨‍👩‍👧',
      '*\ufe0f\u20e3',
      '👋'.repeat(45),
    ),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const safe = safeFileName(parts.join(''));
      expect(safe).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069/\\<>:"|?*]/u);
      expect(safe).not.toMatch(/^[. ]|[. ]$|^$/);
      expect(safe).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)\s*(\.|$)/i);
      expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(200);
      expect(safeFileName(safe)).toBe(safe);
    }),
    { numRuns: 100 },
  );
});
