/** Which entries of a pack each rule of its redaction is about. */
import type { Redaction, RedactionRule } from '../../shared/contract/redaction.ts';
import { AppError } from '../../shared/errors.ts';
import type { ReadableDb } from '../case/database.ts';
import { IdSet } from '../query/id-set.ts';
import { matchedIds } from '../query/results.ts';
import { selectedEntries } from '../query/selection.ts';
import type { TaskContext } from '../task.ts';

/** Places of rules among those of a redaction, from 0, ascending. */
export type RulePlaces = readonly number[];

/** Each once, ascending. */
export function united(rules: readonly RulePlaces[]): RulePlaces {
  return rules.length === 1 ? (rules[0] ?? []) : [...new Set(rules.flat())].sort((a, b) => a - b);
}

/**
 * By the rule's place; whatever other rules are about.
 *
 * @param entries of the pack, ascending
 * @throws AppError INVALID_INPUT for a rule that is about none of them
 */
export function caughtBy(
  db: ReadableDb,
  entries: Float64Array,
  redaction: Redaction,
  context: TaskContext,
): IdSet[] {
  return redaction.map((rule, place) => {
    const chosen = chosenBy(db, rule, context);
    const caught = new IdSet(chosen === null ? entries : entries.filter((id) => chosen.has(id)));
    if (caught.ids.length > 0) return caught;
    if (rule.query === undefined)
      throw refusedRule(
        { place, part: 'entries' },
        `none of the entries that were chosen to ${rule.kind} goes into the pack`,
        'choose entries that do',
      );
    throw refusedRule(
      { place, part: 'query' },
      `no entry of the pack matches what is to ${rule.kind}: ${rule.query}`,
      'check the query',
    );
  });
}

/** Null for all. */
function chosenBy(db: ReadableDb, rule: RedactionRule, context: TaskContext): IdSet | null {
  const { query, entries, entryIds } = rule;
  if (query !== undefined) return IdSet.of(matchedIds(db, { query }, context));
  if (entries !== undefined) return new IdSet(selectedEntries(db, { entries }));
  return entryIds === undefined ? null : new IdSet(selectedEntries(db, { entryIds }));
}

/** @param at the rule, and the part of it that is at fault */
export function refusedRule(
  { place, part }: { readonly place: number; readonly part: string },
  message: string,
  next: string,
): AppError {
  return new AppError({
    code: 'INVALID_INPUT',
    message,
    safe: 'nothing was written',
    next,
    details: { field: `redaction.${place}.${part}` },
  });
}
