import { AppError } from '../../../shared/errors.ts';
import type { Exchange } from './exchange.ts';

const kept = 'what was fetched so far is kept: the same sync goes on from there';

/** What an answer that is no success means, in the words of whoever has to change something. */
export function refusalOf(answer: Exchange, base: URL, key: string): AppError {
  const { status } = answer;
  const code = codeIn(answer, key);
  const said = `the API at ${base.origin} answers ${status}${code === null ? '' : ` (${code})`}`;
  if (status === 401) {
    return refusal(
      'AUTH_REJECTED',
      `${said}: it does not accept the API key`,
      'check that the key is whole, not expired or revoked, and that it belongs to this address',
    );
  }
  if (status === 403) {
    return refusal(
      'AUTH_REJECTED',
      `${said}: the API key may not read the audit trail`,
      'use a key with the right scope or role, such as one for administration',
    );
  }
  if (status === 400 || status === 422) {
    return refusal(
      'INVALID_INPUT',
      `${said}: it does not accept what was asked`,
      'change --from, --to or --filter: the period may be too long or the wrong way round, or a filter unknown',
    );
  }
  if (status === 404) {
    return refusal(
      'INVALID_INPUT',
      `${said}: there is no such audit trail or entry`,
      'check the base URL, the system, and the id where one entry was asked for',
    );
  }
  if (status === 413 || status === 414) {
    return refusal(
      'SOURCE_LIMIT',
      `${said}: too much was asked at once`,
      'ask for less: fewer filters, or a lower limit',
    );
  }
  return refusal('SOURCE_UNREACHABLE', said, 'check the base URL, and ask whoever runs it');
}

export function tooBusy(answer: Exchange, base: URL, waitMs: number): AppError {
  const until = new Date(Date.now() + waitMs).toISOString();
  return refusal(
    'SOURCE_LIMIT',
    `the API at ${base.origin} answers ${answer.status} and asks to wait until ${until}`,
    'start the same sync again then',
  );
}

export function gaveUp(why: string, base: URL, attempts: number): AppError {
  return refusal(
    'SOURCE_UNREACHABLE',
    `the API at ${base.origin} could not be read: ${why}${attempts > 1 ? `, in ${attempts} attempts` : ''}`,
    'check the base URL and the network; then start the same sync again',
  );
}

export function untrusted(why: string, base: URL): AppError {
  return refusal(
    'SOURCE_UNREACHABLE',
    `the API at ${base.origin} is not believed to be what it says: ${why}`,
    'check the base URL; where an authority of your own signs its certificate, name it with --ca-file',
  );
}

export function leadsElsewhere(answer: Exchange, base: URL): AppError {
  return refusal(
    'SOURCE_UNREACHABLE',
    `the API at ${base.origin} answers ${answer.status} and leads to ${elsewhere(answer, base)}, where the API key is not sent`,
    'where that is right, give it as the base URL',
  );
}

function elsewhere({ location, url }: Exchange, base: URL): string {
  const target = location === null ? null : URL.parse(location, url);
  if (target === null) return 'no address';
  return target.origin === base.origin
    ? 'further addresses of its own, in a circle or for another request'
    : target.origin;
}

function refusal(code: AppError['code'], message: string, next: string): AppError {
  return new AppError({ code, message, safe: kept, next });
}

/**
 * The API's own code of an error. The body is the server's: nothing of it is told but a code, and never one that repeats
 * the key.
 */
function codeIn({ body }: Exchange, key: string): string | null {
  let answer: unknown;
  try {
    answer = JSON.parse(body.toString());
  } catch {
    return null;
  }
  const places = [at(at(answer, 'error'), 'code'), at(answer, 'code'), at(answer, 'error')];
  const code = places.find((place): place is string => typeof place === 'string');
  if (code === undefined || !/^[\w.-]{1,80}$/.test(code) || code.includes(key)) return null;
  return code;
}

function at(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
