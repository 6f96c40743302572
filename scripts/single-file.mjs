/**
 * `npm run build:single`: the app as one HTML file that is opened from disk. README.md, "One file",
 * says what browsers do not let such a file do. Two plugins for Vite, used in the mode `single`:
 * Workers become texts inside of the script, and script, styles and icon go into the page, under a
 * policy that lets these very bytes run and nothing else.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build } from 'vite';
import { singleFilePolicy } from './csp.mjs';
import { licences } from './licences.mjs';

export const SINGLE_FILE = 'twocan.html';

/** As the sources start Workers. */
const WORKER_URL = /new URL\('(\.[^']+\.worker\.ts)', import\.meta\.url\),\s*\{ type: 'module' \}/g;
const WORKER_QUERY = '?worker-text';

/**
 * Starts Workers from texts. They are classic scripts, since Chromium starts no module Worker from
 * a blob when the page is a file.
 * @returns {import('vite').Plugin}
 */
export function inlineWorkers() {
  return {
    name: 'twocan:inline-workers',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('.ts')) return null;
      /** @type {string[]} */
      const imports = [];
      const replaced = code.replace(WORKER_URL, (_, path) => {
        const name = `workerUrl${imports.length}`;
        imports.push(
          `import ${name} from ${JSON.stringify(join(dirname(id), path) + WORKER_QUERY)};`,
        );
        return name;
      });
      return imports.length === 0 ? null : { code: [...imports, replaced].join('\n'), map: null };
    },
    async load(id) {
      if (!id.endsWith(WORKER_QUERY)) return null;
      const text = await workerText(id.slice(0, -WORKER_QUERY.length));
      // Made once and kept: a Worker may be started again at any time.
      return `export default URL.createObjectURL(new Blob([${JSON.stringify(text)}], { type: 'text/javascript' }));`;
    },
  };
}

/** @param {string} entry */
async function workerText(entry) {
  const built = await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input: entry,
        output: { format: 'iife', codeSplitting: false },
        // What asks for it is Vite's loader of pieces, and there are none.
        checks: { emptyImportMeta: false },
      },
    },
  });
  const [first] = Array.isArray(built) ? built : [built];
  const chunk = first !== undefined && 'output' in first ? first.output[0] : undefined;
  if (chunk?.type !== 'chunk') throw new Error(`No script came of ${entry}.`);
  return chunk.code;
}

/**
 * Puts everything into the page.
 * @param {string} root of the checkout
 * @returns {import('vite').Plugin}
 */
export function onePage(root) {
  return {
    name: 'twocan:one-page',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      async handler(_, bundle) {
        const files = Object.values(bundle);
        const scripts = files.filter((file) => file.type === 'chunk');
        const styles = files.filter(({ fileName }) => fileName.endsWith('.css'));
        const [script, ...more] = scripts;
        if (script === undefined || more.length > 0) throw new Error('Not one script.');
        const css = styles.map((file) => textOf(file)).join('\n');
        const html = await page(root, script.code, css);
        for (const { fileName } of files) delete bundle[fileName];
        this.emitFile({ type: 'asset', fileName: SINGLE_FILE, source: html });
      },
    },
  };
}

/** @param {import('rolldown').OutputAsset | import('rolldown').OutputChunk} file */
function textOf(file) {
  if (file.type === 'chunk') return file.code;
  return typeof file.source === 'string' ? file.source : new TextDecoder().decode(file.source);
}

/** @param {string} root @param {string} code @param {string} css */
async function page(root, code, css) {
  // What would end a script element, or begin a comment in it, stands in texts alone.
  const script = code.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
  const style = css.trim();
  const icon = (await readFile(join(root, 'public/icon.svg'))).toString('base64');
  const policy = singleFilePolicy(sourceOf(script), sourceOf(style));
  const source = await readFile(join(root, 'index.html'), 'utf8');
  const head = source
    .replace(/\s*<link rel="(?:manifest|apple-touch-icon|stylesheet)"[^>]*>/g, '')
    .replace('href="/icon.svg"', `href="data:image/svg+xml;base64,${icon}"`)
    .replace(
      '<meta charset="utf-8" />',
      (charset) =>
        `${charset}\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`,
    );
  const whole = head.replace(
    /<script type="module" src="[^"]*"><\/script>/,
    () => `<style>${style}</style>\n    <script type="module">${script}</script>`,
  );
  // Whoever passes the file on passes the licences on.
  const notes = (await licences(root)).replaceAll('--', '- -');
  return `${whole}<!--\n${notes}\n-->\n`;
}

/** @param {string} text of an element, as a source expression (CSP Level 3 §2.3.1) */
function sourceOf(text) {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
