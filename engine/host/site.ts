import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, relative, sep } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { mediaType, pageWithNonce, siteAddresses, siteHeaders } from '../../shared/host/site.ts';

/** The built pages, all of them read once, by the path in their address. No request ever reaches the disk. */
export type Site = ReadonlyMap<string, { readonly type: string; readonly body: Buffer }>;

/** @throws AppError FILE_UNREADABLE where the pages have not been built */
export function readSite(folder: string): Site {
  try {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
    const addresses = siteAddresses(files);
    if (!addresses.has('/')) throw new Error('there is no index.html in it');
    return new Map(
      [...addresses].map(([address, file]) => [
        address,
        { type: mediaType(file), body: readFileSync(join(folder, file)) },
      ]),
    );
  } catch (cause) {
    throw new AppError(
      {
        code: 'FILE_UNREADABLE',
        message: `the pages of the application cannot be read from ${folder}`,
        next: 'build them with `npm run build`, then try again',
        details: { reason: String(cause) },
      },
      { cause },
    );
  }
}

/** @param host as the request named it, checked before */
export function answerFromSite(
  site: Site,
  host: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const nonce = randomBytes(16).toString('base64');
  for (const [name, value] of Object.entries(siteHeaders(`'self' ws://${host}`, nonce)))
    response.setHeader(name, value);

  const found = site.get(request.url?.split('?', 1)[0] ?? '');
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    refuse(response, 405, 'only GET and HEAD');
  } else if (!found) {
    refuse(response, 404, 'not here');
  } else {
    const isPage = found.type.startsWith('text/html');
    const body = isPage ? Buffer.from(pageWithNonce(found.body.toString(), nonce)) : found.body;
    response.writeHead(200, { 'Content-Type': found.type, 'Content-Length': body.length });
    response.end(request.method === 'HEAD' ? undefined : body);
  }
}

export function refuse(response: ServerResponse, status: number, reason: string): void {
  response.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(`${reason}\n`);
}
