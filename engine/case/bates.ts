/** Numbers that a production's records are cited by, continuous across the packs of a case. */
import type { Bates } from '../../shared/contract/pack-operations.ts';
import { AppError } from '../../shared/errors.ts';
import { batesText } from '../../shared/pack/bates-numbers.ts';
import type { ReadableDb } from './database.ts';

/** The numbers of one pack. */
export interface BatesRange {
  readonly prefix: string;
  readonly first: number;
  readonly last: number;
}

/**
 * The numbers for `count` records: from the start that is wished for, else from where the last pack under this prefix
 * ended.
 *
 * @throws AppError INVALID_INPUT where a number has been given before
 */
export function batesRange(db: ReadableDb, { prefix, start }: Bates, count: number): BatesRange {
  const given = db
    .prepare<[string], { first: number; last: number; number: number }>(
      'SELECT bates_first AS first, bates_last AS last, number FROM pack WHERE bates_prefix = ? ORDER BY bates_last',
    )
    .all(prefix);
  const next = (given.at(-1)?.last ?? 0) + 1;
  const first = start ?? next;
  const last = first + count - 1;
  const taken = given.find((range) => range.first <= last && first <= range.last);
  if (taken === undefined) return { prefix, first, last };
  throw new AppError({
    code: 'INVALID_INPUT',
    message: `pack ${taken.number} has numbers from ${batesText(prefix, taken.first)} to ${batesText(prefix, taken.last)}: each is given once`,
    safe: 'nothing was written',
    next: `start at ${next}, or leave the start out`,
    details: { field: 'start' },
  });
}

/** The number of the nth record of a pack, from 0. */
export function batesOf({ prefix, first }: BatesRange, n: number): string {
  return batesText(prefix, first + n);
}
