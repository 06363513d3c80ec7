import { AppError } from '../../shared/errors.ts';
import type { WritableDb } from '../case/database.ts';
import { withCaseFaults } from '../case/faults.ts';
import { closingOf } from './closing.ts';
import { appendCustody } from './log.ts';

/**
 * Closes or reopens the case: a guard against mistakes, not against somebody who can write the file.
 *
 * @throws AppError INVALID_INPUT where the case is so already, CASE_LOCKED while another process writes
 */
export function setClosed(
  db: WritableDb,
  actor: string,
  { closed, reason }: { readonly closed: boolean; readonly reason?: string | undefined },
): void {
  if (reason !== undefined && !reason.isWellFormed())
    throw refusal('the reason holds half of a character (a lone surrogate)', 'type or paste it again');
  const transaction = db.transaction(() => {
    if ((closingOf(db) !== null) === closed) {
      throw closed
        ? refusal('the case is closed already', 'nothing is left to do')
        : refusal('the case is not closed', 'go on working in it');
    }
    appendCustody(db, actor, closed ? 'close' : 'reopen', reason === undefined ? {} : { reason });
  });
  withCaseFaults(db.name, () => transaction.immediate());
}

function refusal(message: string, next: string): AppError {
  return new AppError({ code: 'INVALID_INPUT', message, safe: 'nothing was changed', next });
}
