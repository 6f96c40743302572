/**
 * Looks at the gallery: a picture of every state into shots/gallery, and axe on each.
 * `node test/components/gallery/look.mjs [state …]` while `npx vite --port 5180` runs;
 * CHROMIUM names another browser, VIEWS (phone,small,tall,wide) and THEMES (light,dark) narrow it down;
 * DIR=rtl looks at it from right to left.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import puppeteer from 'puppeteer-core';

const VIEWS = {
  phone: { width: 390, height: 844, deviceScaleFactor: 2 },
  small: { width: 320, height: 640, deviceScaleFactor: 2 },
  tall: { width: 390, height: 1700, deviceScaleFactor: 1 },
  wide: { width: 1280, height: 800, deviceScaleFactor: 1 },
};
const ADDRESS = process.env['GALLERY'] ?? 'http://localhost:5180/test/components/gallery/';
const OUT = new URL('../../../shots/gallery/', import.meta.url).pathname;
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const direction = process.env['DIR'] ?? 'ltr';
const list = (name, all) => process.env[name]?.split(',') ?? all;

await mkdir(OUT, { recursive: true });
const browser = await puppeteer.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--no-first-run',
    '--disable-background-networking',
    '--use-fake-device-for-media-stream',
    ...(process.env['CAMERA'] ? ['--use-fake-ui-for-media-stream'] : []),
  ],
});
let failures = 0;
try {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.log('page error:', error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') console.log('console error:', message.text());
  });
  // Before anything is drawn: what is placed by hand is placed once.
  await page.evaluateOnNewDocument((dir) => {
    document.addEventListener('readystatechange', () => (document.documentElement.dir = dir), {
      once: true,
    });
  }, direction);
  await page.goto(ADDRESS, { waitUntil: 'networkidle0' });
  const all = await page.$$eval('li a:first-child', (links) => links.map((a) => a.textContent));
  const states = process.argv.length > 2 ? process.argv.slice(2) : all;
  for (const view of list('VIEWS', Object.keys(VIEWS))) {
    await page.setViewport(VIEWS[view]);
    for (const theme of list('THEMES', ['light', 'dark'])) {
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
      for (const state of states) {
        await page.goto(`${ADDRESS}?state=${state}&theme=${theme}`, { waitUntil: 'networkidle0' });
        await new Promise((resolve) => setTimeout(resolve, 900));
        const name = `${state}-${view}-${theme}${direction === 'ltr' ? '' : `-${direction}`}`;
        await page.screenshot({ path: `${OUT}${name}.png` });
        const drawn = await page.evaluate(() => customElements.get('app-shell') !== undefined);
        if (!drawn) throw new Error(`${state}: the gallery did not load`);
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => globalThis.axe.run());
        const wide = await page.evaluate(
          () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
        );
        if (wide) console.log(`${state} ${view} ${theme}: scrolls sideways`);
        for (const { id, impact, help, nodes } of violations) {
          failures++;
          const where = nodes.map(({ target }) => target.flat().join(' ')).join(' | ');
          console.log(`${state} ${view} ${theme}: ${impact} ${id}: ${help}: ${where}`);
        }
      }
    }
  }
} finally {
  await browser.close();
}
console.log(`${failures} findings`);
process.exitCode = failures > 0 ? 1 : 0;
