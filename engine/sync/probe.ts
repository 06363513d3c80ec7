import type { ConnectionTest, SyncSystem } from '../../shared/domain/sync.ts';
import { AppError } from '../../shared/errors.ts';
import { apis } from './apis/registry.ts';
import { agentFor } from './http/agent.ts';
import { askUntilAnswered, realClock } from './http/attempts.ts';
import { type Connection, usualLimits } from './http/exchange.ts';
import { usableKey } from './http/key.ts';
import { baseUrlOf, originText } from './http/origin.ts';
import { readAnswer } from './read-answer.ts';
import { clockOffset } from './records.ts';

export interface ConnectionWish {
  readonly system: SyncSystem;
  readonly baseUrl: string;
  readonly key: string;
  readonly caFile?: string | undefined;
}

/** @throws AppError INVALID_INPUT, FILE_UNREADABLE */
export function connectionTo({ baseUrl, key, caFile }: ConnectionWish): Connection {
  const base = baseUrlOf(baseUrl);
  return { base, key: usableKey(key), agent: agentFor(base, caFile) };
}

/** A day, in milliseconds: long enough for an answer, short enough for every API. */
const probedMs = 86_400_000;

/**
 * Asks for one entry of the last day: whether there is such an API, the certificate is good and the key is accepted. Nothing of the
 * answer is kept.
 *
 * @throws AppError AUTH_REJECTED, INVALID_INPUT, SOURCE_UNREACHABLE, SOURCE_LIMIT, CANCELLED
 */
export async function testConnection(wish: ConnectionWish, signal: AbortSignal): Promise<ConnectionTest> {
  const connection = connectionTo(wish);
  const api = apis[wish.system];
  const now = Date.now();
  const asked = { from: now - probedMs, to: now, filters: {}, entry: null, limit: 1 };
  const step = { from: asked.from, to: asked.to, limit: 1 };
  const began = performance.now();
  try {
    const { answer, read } = await askUntilAnswered(connection, api.ask(step, asked), {
      limits: usualLimits,
      signal,
      clock: realClock,
      attempts: { silent: 2, faulty: 2, told: 2 },
      onPiece: null,
      onFailed: () => {},
      onWait: () => {},
      read: (got) => readAnswer(got.body, api, step, null),
    });
    return {
      origin: originText(connection.base),
      status: answer.status,
      records: read.facts.records,
      reported: read.facts.total,
      clockOffset: clockOffset(answer),
      peer: answer.peer,
      elapsedMs: Math.round(performance.now() - began),
    };
  } catch (thrown) {
    // Nothing is fetched here that could be kept.
    if (!(thrown instanceof AppError)) throw thrown;
    throw new AppError({ ...thrown.toText(), safe: 'nothing was acquired' }, { cause: thrown });
  } finally {
    connection.agent.destroy();
  }
}
