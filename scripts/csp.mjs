/**
 * The page's Content Security Policy and the headers of a good host, in one place: the build writes
 * them into index.html and `_headers`, the local server sends them, and docs/hosting is made of them.
 * No foreign origin, no inline script, no inline style, no script made of text.
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
  // Texts become neither scripts nor markup, but by lit's templates (page/trusted-types.ts).
  "require-trusted-types-for 'script'",
  'trusted-types default lit-html',
];

/** What of the device the page may use; all that browsers could allow besides is denied. */
const USED_FEATURES = [
  'autoplay',
  'camera',
  'clipboard-write',
  'fullscreen',
  // Unlocking with this device (page/passkeys.ts).
  'publickey-credentials-create',
  'publickey-credentials-get',
  'screen-wake-lock',
  'web-share',
];
const DENIED_FEATURES = [
  'accelerometer',
  'browsing-topics',
  'display-capture',
  'encrypted-media',
  'geolocation',
  'gyroscope',
  'hid',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'serial',
  'usb',
  'xr-spatial-tracking',
];

/** The policy for the meta element. */
export const CONTENT_SECURITY_POLICY = DIRECTIVES.join('; ');

/**
 * The policy of the app as one file (scripts/single-file.mjs): the bytes in it, and nothing that would
 * have to be asked for.
 * @param {string} script source expression of the one script
 * @param {string} style source expression of the one style
 */
export function singleFilePolicy(script, style) {
  return [
    "default-src 'none'",
    `script-src ${script} 'wasm-unsafe-eval'`,
    `style-src ${style}`,
    // The icon is an address of its own.
    'img-src blob: data:',
    'media-src blob:',
    // Workers are texts in the script.
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default lit-html',
  ].join('; ');
}

/** Headers for every answer of a host that lets us choose them. `frame-ancestors` works only there. */
export const SECURITY_HEADERS = {
  'Content-Security-Policy': `${CONTENT_SECURITY_POLICY}; frame-ancestors 'none'`,
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Origin-Agent-Cluster': '?1',
  'Permissions-Policy': [
    ...USED_FEATURES.map((feature) => `${feature}=(self)`),
    ...DENIED_FEATURES.map((feature) => `${feature}=()`),
  ].join(', '),
};

/** For hosts in the open network: besides those above, HTTPS alone for a year. */
export const HOST_HEADERS = {
  ...SECURITY_HEADERS,
  'Strict-Transport-Security': 'max-age=31536000',
};

/** Names that must be asked for again at every visit: all others carry a hash of their content. */
export const REVALIDATED_FILES = ['index.html', 'sw.js', 'manifest.webmanifest'];
