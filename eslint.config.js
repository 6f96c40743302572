/**
 * ESLint and Prettier decide format and style; the folder rules below are the architecture
 * (ARCHITECTURE.md, "Who may import whom") and are enforced nowhere else.
 */
import tseslint from 'typescript-eslint';
import { configs as lit } from 'eslint-plugin-lit';
import { configs as wc } from 'eslint-plugin-wc';
import litA11y from 'eslint-plugin-lit-a11y';

const FOLDERS = ['wire', 'crypto', 'peer', 'storage', 'transfer', 'app', 'page', 'components'];

/** Libraries that only one folder may import: one adapter per outside thing. */
const LIBRARY_HOMES = {
  'simple-peer': ['peer'],
  tweetnacl: ['crypto'],
  '@noble/ciphers': ['crypto'],
  '@noble/hashes': ['crypto'],
  'hash-wasm': ['crypto'],
  idb: ['storage'],
  qrcode: ['components'],
  'html5-qrcode': ['components'],
  'client-zip': ['page'],
  lit: ['components'],
};

/**
 * @param {string} folder
 * @param {string[]} allowedFolders folders that it may import from, besides itself
 * @param {{ group: string[], message: string }[]} [extra] further patterns that it may not import
 */
function boundary(folder, allowedFolders, extra = []) {
  const forbidden = FOLDERS.filter((name) => name !== folder && !allowedFolders.includes(name));
  const libraries = Object.entries(LIBRARY_HOMES)
    .filter(([, homes]) => !homes.includes(folder))
    .flatMap(([library]) => [library, `${library}/**`]);
  return {
    files: [`src/${folder}/**/*.ts`],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            ...(forbidden.length > 0
              ? [
                  {
                    group: forbidden.map((name) => `**/${name}/**`),
                    message: `${folder} may not import from there (ARCHITECTURE.md).`,
                  },
                ]
              : []),
            { group: ['**/main.ts', '**/sw.ts'], message: 'Nothing imports an entry point.' },
            { group: libraries, message: `That library has another home (ARCHITECTURE.md).` },
            ...extra,
          ],
        },
      ],
    },
  };
}

const ADAPTERS = {
  group: [
    '**/peer/*simple-peer*',
    '**/peer/memory-*',
    '**/peer/call*',
    '**/peer/dial-code*',
    '**/peer/witness*',
    '**/storage/*idb*',
    '**/storage/*opfs*',
    '**/storage/database*',
  ],
  message: 'Adapters come in by constructor; main.ts builds them.',
};

export default tseslint.config(
  { ignores: ['dist/', 'dist-single/', 'node_modules/', '.cache/', 'shots/'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './tsconfig.worker.json', './test/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      // Lit handlers and Link listeners are methods passed by reference through arrow properties.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  boundary('wire', []),
  boundary('crypto', ['wire']),
  boundary('peer', ['wire']),
  boundary('storage', ['wire']),
  boundary(
    'transfer',
    ['wire', 'peer'],
    [
      {
        group: ['**/peer/*', '!**/peer/link.ts'],
        message: 'transfer knows the Link interface only.',
      },
    ],
  ),
  boundary('app', ['wire', 'crypto', 'peer', 'storage', 'transfer'], [ADAPTERS]),
  boundary('page', []),
  boundary('components', ['app']),
  {
    files: ['src/components/**/*.ts'],
    extends: [lit['flat/recommended'], wc['flat/recommended'], litA11y.configs.recommended],
  },
  {
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.{js,mjs}'],
    extends: [tseslint.configs.disableTypeChecked],
  },
);
