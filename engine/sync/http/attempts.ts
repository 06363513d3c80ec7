import { setTimeout as wait } from 'node:timers/promises';
import { type AppError, cancelled } from '../../../shared/errors.ts';
import type { Ask } from '../apis/api.ts';
import { type AnswerLimits, type Connection, type Exchange, exchange } from './exchange.ts';
import { gaveUp, leadsElsewhere, refusalOf, tooBusy, untrusted } from './refusals.ts';
import { Unanswered } from './unanswered.ts';

/** Time and chance, so that tests need neither wait nor be lucky. */
export interface Clock {
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** 0 to 1. */
  random(): number;
}

export const realClock: Clock = {
  sleep: (ms, signal) => wait(ms, undefined, { signal }).catch(() => {}),
  random: () => Math.random(),
};

/** An attempt that came to nothing: an answer that is no success, or none at all. */
export interface Failed {
  readonly url: string;
  readonly method: string;
  readonly requestBody: string | null;
  readonly sent: number;
  readonly answer: Exchange | null;
  readonly fault: string;
}

/** How often a request is sent before it is given up. */
export interface Attempts {
  /** Where nothing answers, or nothing that is whole. */
  readonly silent: number;
  /** Where the answer is a fault that may pass. */
  readonly faulty: number;
  /** Where it says when to come back. */
  readonly told: number;
}

export interface AskMeans<T> {
  readonly limits: AnswerLimits;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly attempts: Attempts;
  /** Takes the body of a successful answer as it arrives, in place of memory. */
  readonly onPiece: ((piece: Buffer) => Promise<void>) | null;
  /** Is told of what came to nothing; what was taken of its body is to be dropped. */
  readonly onFailed: (failed: Failed) => void;
  /** Is told how long is waited, in milliseconds. */
  readonly onWait: (ms: number) => void;
  /** Reads a successful answer. @throws Unanswered where it is damaged, so that asking again may help */
  readonly read: (answer: Exchange) => T;
}

const firstWaitMs = 500;
const longestWaitMs = 30_000;
/** What a server may ask to wait; for longer, a person decides. */
const longestAskedMs = 15 * 60_000;
const mostRedirects = 5;

/**
 * Asks until there is an answer: again after faults that pass, with waits that grow and are never alike, and as long as the
 * server asks for.
 *
 * @throws AppError AUTH_REJECTED, INVALID_INPUT, SOURCE_LIMIT, SOURCE_UNREACHABLE, CANCELLED
 */
export async function askUntilAnswered<T>(
  connection: Connection,
  ask: Ask,
  means: AskMeans<T>,
): Promise<{ readonly answer: Exchange; readonly read: T }> {
  const { base, key } = connection;
  for (let attempt = 1; ; attempt++) {
    if (means.signal.aborted) throw stopped();
    const sent = Date.now();
    let url = urlOf(base, ask);
    try {
      const answer = await followed(connection, ask, means, (next) => {
        url = next;
      });
      if (answer.status >= 200 && answer.status < 300) return { answer, read: means.read(answer) };
      means.onFailed(failedOf(ask, url, sent, answer, `status ${answer.status}`));
      if (answer.status >= 300 && answer.status < 400) throw leadsElsewhere(answer, base);
      if (!passes(answer.status)) throw refusalOf(answer, base, key);
      await pause(means, attempt, answer, base);
    } catch (error) {
      if (means.signal.aborted) throw stopped();
      if (!(error instanceof Unanswered)) throw error;
      means.onFailed(failedOf(ask, url, sent, null, error.why));
      if (error.untrusted) throw untrusted(error.why, base);
      if (attempt >= means.attempts.silent) throw gaveUp(error.why, base, attempt);
      await pause(means, attempt, null, base);
    }
  }
}

function stopped(): AppError {
  return cancelled('what was fetched so far is kept: the same sync goes on from there');
}

/** Follows redirects within the origin; one that leads elsewhere is given back as it is. */
async function followed<T>(
  connection: Connection,
  ask: Ask,
  { limits, signal, onPiece }: AskMeans<T>,
  onUrl: (url: URL) => void,
): Promise<Exchange> {
  let url = urlOf(connection.base, ask);
  for (let redirects = 0; ; redirects++) {
    onUrl(url);
    const answer = await exchange(connection, ask, url, limits, signal, ask.streamed ? onPiece : null);
    const target = redirectOf(answer, ask);
    if (target === null || target.origin !== connection.base.origin || redirects === mostRedirects)
      return answer;
    url = target;
  }
}

/**
 * A GET stays what it is, body and all. What is posted is sent again only where the server says that it stays the same (RFC 9110
 * sections 15.4.8 and 15.4.9).
 */
function redirectOf({ status, location, url }: Exchange, ask: Ask): URL | null {
  const same = status === 307 || status === 308;
  const plain = (status === 301 || status === 302 || status === 303) && ask.method === 'GET';
  return location !== null && (same || plain) ? URL.parse(location, url) : null;
}

export function urlOf(base: URL, { path, query }: Ask): URL {
  const url = new URL(base.href.replace(/\/$/, '') + path);
  for (const [name, value] of query) url.searchParams.append(name, value);
  return url;
}

function failedOf(ask: Ask, url: URL, sent: number, answer: Exchange | null, fault: string): Failed {
  return { url: url.href, method: ask.method, requestBody: ask.body, sent, answer, fault };
}

/** Whether a status says that asking later may help. */
function passes(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || (status >= 500 && status !== 501);
}

async function pause<T>(
  { clock, signal, onWait, attempts }: AskMeans<T>,
  attempt: number,
  answer: Exchange | null,
  base: URL,
): Promise<void> {
  const asked = answer === null ? null : askedToWait(answer);
  if (answer !== null && asked !== null && asked > longestAskedMs) throw tooBusy(answer, base, asked);
  if (answer !== null && attempt >= (asked === null ? attempts.faulty : attempts.told)) {
    if (answer.status === 429) throw tooBusy(answer, base, asked ?? longestWaitMs);
    throw gaveUp(`it answers ${answer.status}`, base, attempt);
  }
  const most = Math.min(longestWaitMs, firstWaitMs * 2 ** (attempt - 1));
  const own = most * (0.5 + clock.random() / 2);
  // Everybody who was told the same moment comes back at the same moment, but for the share of chance.
  const ms = asked === null ? own : asked + clock.random() * firstWaitMs;
  onWait(ms);
  await clock.sleep(ms, signal);
}

/** Retry-After as seconds or as a date (RFC 9110 section 10.2.3), in milliseconds from now; null where there is none. */
function askedToWait({ retryAfter, date }: Exchange): number | null {
  const text = retryAfter?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const at = Date.parse(text);
  if (Number.isNaN(at)) return null;
  // By the server's own clock, where it tells it: this machine's may be another.
  const now = date === null ? Number.NaN : Date.parse(date);
  return Math.max(0, at - (Number.isNaN(now) ? Date.now() : now));
}
