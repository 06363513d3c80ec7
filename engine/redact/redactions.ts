/** What of a pack's entries stays back: whole entries that are withheld, and values that are masked. */
import type { Redaction } from '../../shared/contract/redaction.ts';
import type { AppError } from '../../shared/errors.ts';
import type { ReadableDb } from '../case/database.ts';
import type { SourceRow } from '../case/sources.ts';
import type { IdSet } from '../query/id-set.ts';
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
  const left = entries.filter((id) => !withheld.has(id));
  if (left.length === 0) throw everything(rules);
  const wanted = rules.flatMap((rule, place) => (rule.kind === 'mask' ? [{ rule, place }] : []));
  const plan = new MaskPlan(db, sources, wanted, caught, context);
  if (wanted.length > 0) plan.mask(left);
  const hidden = new HiddenTexts(plan.hidden.keys());
  return { withheld, masked: plan.masked, copies: plan, hidden, rules, caught };
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
