/** What of a pack's entries stays back: whole entries that are withheld, and values that are masked. */

import type { Redaction } from '../../shared/contract/redaction.ts';
import type { AppError } from '../../shared/errors.ts';
import { momentText } from '../../shared/time/moment.ts';
import type { ReadableDb } from '../case/database.ts';
import type { SourceRow } from '../case/sources.ts';
import type { IdSet } from '../query/id-set.ts';
import { scanRows } from '../query/rows-scan.ts';
import type { TaskContext } from '../task.ts';
import { HiddenTexts } from './hidden-texts.ts';
import { type MaskedFields, MaskPlan } from './mask-plan.ts';
import { caughtBy, type RulePlaces, refusedRule } from './rules.ts';

export interface Redactions {
  /** Entries of which the pack shows that they are there, and nothing else. */
  readonly withheld: ReadonlySet<number>;
  /** Entries that the pack holds as masked copies. */
  readonly masked: ReadonlyMap<number, MaskedFields>;
  /** Makes the copies. */
  readonly copies: Pick<MaskPlan, 'copy' | 'copies' | 'values'>;
  /** What was masked in one of its entries, and must stand nowhere in the pack. */
  readonly hidden: HiddenTexts;
  /** Of the times of what is withheld, by source, the first and the last, in milliseconds since 1970: a period that ends there would tell it. */
  readonly withheldBounds: ReadonlySet<number>;
  readonly rules: Redaction;
  /** By rule: the entries of the pack that it is about, whatever the other rules say of them. */
  readonly caught: readonly IdSet[];
}

/**
 * An entry that one rule withholds is withheld, whatever others say of it; of one that several mask, the fields of all are.
 *
 * @param entries of the pack, ascending
 * @throws AppError INVALID_INPUT for a rule or a field that touches nothing, or where nothing would be left
 */
export function planRedactions(
  db: ReadableDb,
  sources: readonly SourceRow[],
  entries: Float64Array,
  rules: Redaction,
  context: TaskContext,
): Redactions {
  const caught = caughtBy(db, entries, rules, context);
  const withheld = new Set<number>();
  for (const [place, { kind }] of rules.entries())
    if (kind === 'withhold') for (const id of caught[place]?.ids ?? []) withheld.add(id);
  const left = withheld.size === 0 ? entries : entries.filter((id) => !withheld.has(id));
  if (left.length === 0) throw everything(rules);
  const wanted = rules.flatMap((rule, place) => (rule.kind === 'mask' ? [{ rule, place }] : []));
  const plan = new MaskPlan(db, sources, wanted, caught, context);
  if (wanted.length > 0) plan.mask(left);
  const hidden = new HiddenTexts(plan.hidden.keys());
  const withheldBounds = boundsOf(db, Float64Array.from(withheld).sort(), context);
  return { withheld, masked: plan.masked, copies: plan, hidden, withheldBounds, rules, caught };
}

function boundsOf(db: ReadableDb, ids: Float64Array, context: TaskContext): Set<number> {
  const bySource = new Map<number, { first: number; last: number }>();
  scanRows(db, ids, ['e.source', 'e.time'], context, (_, [, source, time]) => {
    if (typeof time !== 'number') return;
    const known = bySource.get(source as number) ?? { first: time, last: time };
    bySource.set(source as number, { first: Math.min(known.first, time), last: Math.max(known.last, time) });
  });
  return new Set([...bySource.values()].flatMap(({ first, last }) => [first, last]));
}

/** Whether a time, in milliseconds since 1970, may be told as the first or the last of some entries: it may be that of one that stays back. */
export function mayTell(
  { hidden, withheldBounds }: Pick<Redactions, 'hidden' | 'withheldBounds'>,
  time: number,
): boolean {
  return !withheldBounds.has(time) && !hidden.has(momentText(time));
}

/** The rules that an entry stays back for, whole or in part; of a withheld one those that withhold. */
export function rulesOf({ withheld, masked, rules, caught }: Redactions, id: number): RulePlaces {
  if (!withheld.has(id)) return masked.get(id)?.rules ?? [];
  return [...rules.keys()].filter((place) => rules[place]?.kind === 'withhold' && caught[place]?.has(id));
}

/** The last rule that withholds is the one that a person looks at. */
function everything(rules: Redaction): AppError {
  const place = rules.findLastIndex(({ kind }) => kind === 'withhold');
  const part = rules[place]?.query === undefined ? 'entries' : 'query';
  return refusedRule(
    { place, part },
    'everything would be withheld: there is nothing to seal',
    'withhold less',
  );
}
