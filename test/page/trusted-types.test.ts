import { expect, it } from 'vitest';
import { rules } from '../../src/page/trusted-types.ts';

const PAGE = 'https://twocan.example/app/';

it('lets scripts of our own origin through and no others', () => {
  for (const url of ['./sw.js', 'assets/files.worker-1a.js', 'https://twocan.example/app/sw.js']) {
    expect(rules.createScriptURL(url, PAGE)).toBe(url);
  }
  for (const url of [
    'https://evil.example/x.js',
    '//evil.example/x.js',
    'data:,x',
    'javascript:x',
    'blob:null/x',
  ]) {
    expect(rules.createScriptURL(url, PAGE)).toBeNull();
  }
});

it('lets a page opened from disk start Workers of its own making, and nothing from the disk', () => {
  const page = 'file:///home/ada/twocan.html';
  expect(rules.createScriptURL('blob:null/1a-2b', page)).toBe('blob:null/1a-2b');
  for (const url of ['./evil.js', 'file:///etc/passwd', 'data:text/javascript,1', 'https://x/y']) {
    expect(rules.createScriptURL(url, page)).toBeNull();
  }
});

it('lets an element be emptied and no markup be made', () => {
  expect(rules.createHTML('')).toBe('');
  expect(rules.createHTML('<img src=x onerror=run()>')).toBeNull();
});
