import { isIP } from 'node:net';
import { AppError } from '../../../shared/errors.ts';

/**
 * The base URL of an API: an origin, and a path where an installation stands below one. Only loopback may do without TLS,
 * since the key would be there for anybody on the way.
 *
 * @throws AppError INVALID_INPUT
 */
export function baseUrlOf(text: string): URL {
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch {
    throw refused(`the base URL ${JSON.stringify(text)} is none`, 'write it like https://api.example.com');
  }
  if (url.username !== '' || url.password !== '')
    throw refused('the base URL holds a name or a password', 'leave them out: the API key is given apart');
  if (url.search !== '' || url.hash !== '')
    throw refused('the base URL has a query or a fragment', 'give the origin alone; filters are given apart');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname)))
    throw refused(
      `the API at ${url.origin} would be asked without encryption, and the key would go with it`,
      'use https; http is for this machine alone (127.0.0.1, localhost)',
    );
  url.pathname = url.pathname.replace(/\/+$/, '').replace(/\/v1$/, '');
  return url;
}

export function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (host === 'localhost' || host === '::1') return true;
  return isIP(host) === 4 && host.startsWith('127.');
}

/** As it is stored and shown: without a slash at its end. */
export function originText(base: URL): string {
  return base.href.replace(/\/$/, '');
}

function refused(message: string, next: string): AppError {
  return new AppError({ code: 'INVALID_INPUT', message, safe: 'nothing was sent', next });
}
