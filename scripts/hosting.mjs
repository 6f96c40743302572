/**
 * Header files for common hosts, made of the headers in csp.mjs. `npm run hosting` writes those that
 * people copy into docs/hosting; a test says when they are stale.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HOST_HEADERS, REVALIDATED_FILES } from './csp.mjs';
import { ROOT } from './setup.mjs';

const HEADERS = Object.entries(HOST_HEADERS);

/** Answers that must be asked for again at every visit. */
const REVALIDATED = ['/', ...REVALIDATED_FILES.map((name) => `/${name}`)];

/** How long hashed names are kept: a year, the longest time in common use. */
const FOREVER = 'public, max-age=31536000, immutable';

/** `_headers` of Netlify and Cloudflare Pages, which the build has inside. */
export function netlifyHeaders() {
  const lines = ['/*', ...HEADERS.map(([name, value]) => `  ${name}: ${value}`)];
  for (const path of REVALIDATED) lines.push(path, '  Cache-Control: no-cache');
  lines.push('/assets/*', `  Cache-Control: ${FOREVER}`);
  return `${lines.join('\n')}\n`;
}

function nginx() {
  const always = HEADERS.map(([name, value]) => `    add_header ${name} "${value}" always;`);
  // A block with headers of its own inherits none, so all stand in each.
  const block = (/** @type {string} */ where, /** @type {string} */ cache) =>
    [
      `  location ${where} {`,
      ...always,
      `    add_header Cache-Control "${cache}" always;`,
      '  }',
    ].join('\n');
  return `# Twocan on nginx: inside http { }.
types { application/manifest+json webmanifest; }
server {
  listen 443 ssl;
  server_name twocan.example;
  ssl_certificate /etc/ssl/twocan.example.pem;
  ssl_certificate_key /etc/ssl/twocan.example.key;
  root /var/www/twocan;
  # The build’s own notes are nobody’s business.
  location ~ /[._] { return 404; }
${block('/', 'no-cache')}
${block('/assets/', FOREVER)}
}
`;
}

function caddy() {
  const lines = HEADERS.map(([name, value]) => `    ${name} "${value}"`);
  return `# Twocan on Caddy.
twocan.example {
  root * /var/www/twocan
  @private path_regexp /[._]
  respond @private 404
  header {
${lines.join('\n')}
    Cache-Control "no-cache"
  }
  header /assets/* Cache-Control "${FOREVER}"
  file_server
}
`;
}

function apache() {
  const lines = HEADERS.map(([name, value]) => `Header always set ${name} "${value}"`);
  return `# Twocan on Apache, with mod_headers: .htaccess beside index.html, or inside <Directory>.
AddType application/manifest+json .webmanifest
RedirectMatch 404 "/[._]"
${lines.join('\n')}
Header always set Cache-Control "no-cache"
<FilesMatch "-[A-Za-z0-9_-]{8}\\.(js|css|svg|png)$">
  Header always set Cache-Control "${FOREVER}"
</FilesMatch>
`;
}

/** The files of docs/hosting by name. @returns {Record<string, string>} */
export function hostingFiles() {
  return { 'nginx.conf': nginx(), Caddyfile: caddy(), 'apache.htaccess': apache() };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = join(ROOT, 'docs/hosting');
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(hostingFiles())) {
    await writeFile(join(folder, name), text);
  }
}
