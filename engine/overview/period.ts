import type { CaseInfo } from '../../shared/domain/case.ts';
import { momentText } from '../../shared/time/moment.ts';
import { lastEntry } from '../case/census.ts';
import type { ReadableDb } from '../case/database.ts';
import { rangeOfField } from '../query/range.ts';
import { unwatched } from '../task.ts';

type Period = CaseInfo['period'];

const kept = new WeakMap<ReadableDb, { readonly upTo: number; readonly period: Period }>();

/** From the first to the last time that an entry states; null where none is understood. Entries are only ever added. */
export function periodOf(db: ReadableDb): Period {
  const upTo = lastEntry(db);
  const known = kept.get(db);
  if (known?.upTo === upTo) return known.period;
  const { min, max } = rangeOfField(db, { query: '', field: 'time' }, unwatched);
  const period = min === null || max === null ? null : { from: momentText(min), to: momentText(max) };
  kept.set(db, { upTo, period });
  return period;
}
