/**
 * The page's Content Security Policy, in one place: the build writes it into index.html and into
 * `_headers`, the local server sends it. No foreign origin, no inline script, no inline style.
 */

/** What the page may do, one entry a directive (CSP Level 3). */
const DIRECTIVES = [
  "default-src 'none'",
  // Compiling WebAssembly, which a passphrase takes (Argon2id); JavaScript from text stays forbidden.
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  // Pictures that friends send, and those that a code is read from, are blobs.
  "img-src 'self' blob:",
  // Received films and sounds come from our own service worker, those at hand are blobs.
  "media-src 'self' blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
];

/** The policy for the meta element. */
export const CONTENT_SECURITY_POLICY = DIRECTIVES.join('; ');

/** Headers for every answer of a host that lets us choose them. `frame-ancestors` works only there. */
export const SECURITY_HEADERS = {
  'Content-Security-Policy': `${CONTENT_SECURITY_POLICY}; frame-ancestors 'none'`,
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Opener-Policy': 'same-origin',
};

/** Names that must be asked for again at every visit: all others carry a hash of their content. */
export const REVALIDATED_FILES = ['index.html', 'sw.js', 'manifest.webmanifest'];
