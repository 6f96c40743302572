/** The build: one page, one service worker, no server. */
import { join, resolve } from 'node:path';
import { build, defineConfig, type Plugin, type UserConfig } from 'vite';
import { CONTENT_SECURITY_POLICY } from './scripts/csp.mjs';
import { netlifyHeaders } from './scripts/hosting.mjs';
import { licences } from './scripts/licences.mjs';
import { inlineWorkers, onePage } from './scripts/single-file.mjs';
import { shellFiles, versionOf } from './scripts/shell-files.mjs';

const defined = { __APP_VERSION__: JSON.stringify(await versionOf(import.meta.dirname)) };

/** Writes the policy into the built page (the development server needs inline scripts of its own). */
function contentSecurityPolicy(): Plugin {
  return {
    name: 'twocan:csp',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_SECURITY_POLICY },
        injectTo: 'head-prepend',
      },
    ],
  };
}

/** Emits `_headers`, which several static hosts read (Netlify, Cloudflare Pages); others ignore it. */
function hostHeaders(): Plugin {
  return {
    name: 'twocan:headers',
    apply: 'build',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: '_headers', source: netlifyHeaders() });
    },
  };
}

/** Emits the licences of everything that is shipped, which the settings link to. */
function shippedLicences(): Plugin {
  return {
    name: 'twocan:licences',
    apply: 'build',
    async generateBundle() {
      const source = await licences(import.meta.dirname);
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source });
    },
  };
}

/** Builds src/sw.ts to sw.js, which must keep its name, with the list of the shell inside. */
function serviceWorker(): Plugin {
  let outDir = '';
  let root = '';
  return {
    name: 'twocan:service-worker',
    apply: 'build',
    configResolved(config) {
      root = config.root;
      outDir = resolve(root, config.build.outDir);
    },
    // After writing, when what came from public/ is there as well.
    writeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        const files = (await shellFiles(outDir)).filter(([path]) => path !== 'sw.js');
        await build({
          configFile: false,
          root,
          publicDir: false,
          logLevel: 'warn',
          define: { __SHELL_FILES__: JSON.stringify(files), ...defined },
          build: {
            outDir,
            emptyOutDir: false,
            rolldownOptions: {
              input: join(root, 'src/sw.ts'),
              output: { entryFileNames: 'sw.js', format: 'iife' },
            },
          },
        });
      },
    },
  };
}

/** `npm run build:single`: one file that is opened from disk (scripts/single-file.mjs). */
const singleFile: UserConfig = {
  base: './',
  define: defined,
  publicDir: false,
  plugins: [inlineWorkers(), onePage(import.meta.dirname)],
  build: {
    target: 'es2022',
    outDir: 'dist-single',
    sourcemap: false,
    modulePreload: false,
    cssCodeSplit: false,
    rolldownOptions: {
      checks: { bundlerTimings: false },
      output: { codeSplitting: false },
    },
  },
};

const site: UserConfig = {
  // Relative addresses: the build works from any path of any host.
  base: './',
  define: defined,
  plugins: [contentSecurityPolicy(), hostHeaders(), shippedLicences(), serviceWorker()],
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    sourcemap: false,
    // scripts/size.mjs reads which chunk imports which.
    manifest: true,
    modulePreload: { polyfill: false },
    // Inlined assets would be data: addresses, which the policy refuses.
    assetsInlineLimit: 0,
    rolldownOptions: {
      // Says where the build spends its time, as a warning.
      checks: { bundlerTimings: false },
      output: {
        codeSplitting: {
          // The scanner is larger than all the rest: it comes when a camera or a picture is used.
          groups: [{ name: 'scanner', test: /node_modules[\\/]html5-qrcode/ }],
        },
      },
    },
  },
};

export default defineConfig(({ mode }) => (mode === 'single' ? singleFile : site));
