/** The renderer as a host serves it: which files there are, as what, and what the page may do. */

const mediaTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
  wasm: 'application/wasm',
};

/** By the file's extension; anything unknown is bytes, never guessed at. */
export function mediaType(path: string): string {
  return mediaTypes[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
}

/**
 * From the path in an address to the file that is served there. Only what is listed here exists: an address is
 * looked up as it was sent, so nothing in it can lead out of the folder.
 *
 * @param files paths relative to the renderer's folder, with forward slashes
 */
export function siteAddresses(files: readonly string[]): ReadonlyMap<string, string> {
  const addresses = new Map(files.map((file) => [`/${file}`, file]));
  if (files.includes('index.html')) addresses.set('/', 'index.html');
  return addresses;
}

/**
 * The page with the nonce by which the component library may add its few style elements.
 *
 * @param nonce of this one answer, base64
 */
export function pageWithNonce(html: string, nonce: string): string {
  return html.replace('<head>', `<head><meta property="csp-nonce" nonce="${nonce}">`);
}

/**
 * Headers of every answer. The page loads its own files and talks to its own host, and nothing else: no inline
 * script, no other origin, no frame around it.
 *
 * @param connect what the page may connect to, as sources of `connect-src`, such as `ws://127.0.0.1:4000`
 * @param nonce as given to `pageWithNonce`
 */
export function siteHeaders(connect: string, nonce: string): Readonly<Record<string, string>> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src ${connect}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    // Text becomes markup or a script's address only by the page's own rule, renderer/host/trusted-types.ts.
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ];
  return {
    'Content-Security-Policy': policy.join('; '),
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy':
      'camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), hid=(), display-capture=(), clipboard-write=(self)',
    'Cache-Control': 'no-store',
  };
}
