import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { mediaType, pageWithNonce, siteAddresses, siteHeaders } from '../shared/host/site.ts';
import { isOwnAddress } from './guards.ts';

/** Answers the page's requests, from the folder of the built renderer. */
export type AnswerRequest = (request: Request) => Promise<Response>;

/** @throws Error where the folder cannot be read */
export async function serveSite(folder: string): Promise<AnswerRequest> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
  const addresses = siteAddresses(files);

  return async (request) => {
    const nonce = randomBytes(16).toString('base64');
    const headers = siteHeaders("'none'", nonce);
    if (request.method !== 'GET') return new Response('only GET', { status: 405, headers });
    const file = isOwnAddress(request.url) ? addresses.get(new URL(request.url).pathname) : undefined;
    if (file === undefined) return new Response('not here', { status: 404, headers });

    const type = mediaType(file);
    const bytes = await readFile(join(folder, file));
    const body = type.startsWith('text/html') ? pageWithNonce(bytes.toString(), nonce) : bytes;
    return new Response(body, { headers: { ...headers, 'Content-Type': type } });
  };
}
