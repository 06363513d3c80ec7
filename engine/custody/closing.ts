import type { CaseClosing } from '../../shared/domain/case.ts';
import { AppError } from '../../shared/errors.ts';
import { prepared, type ReadableDb } from '../case/database.ts';

interface ClosingRow {
  readonly action: string;
  readonly time: string;
  readonly actor: string;
  readonly details: string;
}

/**
 * Who closed the case, when and why; null where it is not closed. The custody log alone says so: no other place can
 * contradict it.
 */
export function closingOf(db: ReadableDb): CaseClosing | null {
  const last = prepared<[], ClosingRow>(
    db,
    "SELECT action, time, actor, details FROM custody WHERE action IN ('close', 'reopen') ORDER BY seq DESC LIMIT 1",
  ).get();
  if (last === undefined || last.action === 'reopen') return null;
  return { time: last.time, actor: last.actor, reason: reasonIn(last.details) };
}

/**
 * Long work asks before it begins; the event that it ends with asks again.
 *
 * @throws AppError INVALID_INPUT where the case is closed
 */
export function refuseWhenClosed(db: ReadableDb): void {
  if (closingOf(db) === null) return;
  throw new AppError({
    code: 'INVALID_INPUT',
    message: 'the case is closed: nothing is imported into it and nothing is annotated in it',
    safe: 'nothing was changed',
    next: 'reopen the case first; custody records that',
  });
}

/** What was stored may be damaged: verification tells of that, and the case is no less closed for it. */
function reasonIn(details: string): string | null {
  try {
    const { reason } = JSON.parse(details) as { readonly reason?: unknown };
    return typeof reason === 'string' ? reason : null;
  } catch {
    return null;
  }
}
