import type {
  ComparedSource,
  ContentConsistency,
  SourceComparison,
} from '../../shared/domain/source-comparison.ts';
import { AppError } from '../../shared/errors.ts';
import type { ReadableDb } from '../case/database.ts';
import { type SourceRow, sourceRow } from '../case/sources.ts';
import type { TaskContext } from '../task.ts';
import { Bits } from './bits.ts';
import { changedPairs } from './changed.ts';
import { contentConsistency } from './content-consistency.ts';
import { coverageOf } from './coverage.ts';
import { CoveredPeriod, type Instant } from './covered-period.ts';
import { Differences } from './differences.ts';
import { orderOf } from './order.ts';
import { overlapOf, periodOf, type Span } from './period.ts';
import { recordIds } from './record-ids.ts';
import { Steps } from './steps.ts';
import { readTwoSources, type TwoSources } from './two-sources.ts';

/**
 * Holds two acquisitions of one trail against each other: what is in both, what changed, what only one has, and in which
 * order. It goes by what the case file has on record of them; a verification holds that against their bytes. Takes 4
 * bytes for each entry of the case, 8 for each that both may have, and 8 more where some stand elsewhere.
 *
 * @throws AppError INVALID_INPUT for a source that is not there, or one with itself; CASE_CORRUPT; CANCELLED
 */
export function compareSources(
  db: ReadableDb,
  ids: { readonly first: number; readonly second: number },
  context: TaskContext,
): SourceComparison {
  if (ids.first === ids.second) throw itself(ids.first);
  const [first, second] = [sourceRow(db, ids.first), sourceRow(db, ids.second)];
  const steps = new Steps(context, `comparing source ${first.id} with ${second.id}`);
  const entries = readTwoSources(db, first, second, steps);
  const coverage = { first: coverageOf(db, first), second: coverageOf(db, second) };
  const covered = {
    first: new CoveredPeriod(db, first, coverage.first, steps.check),
    second: new CoveredPeriod(db, second, coverage.second, steps.check),
  };
  const spans = { first: covered.first.span, second: covered.second.span };
  const alike = coverage.first !== null && coverage.first.selection === coverage.second?.selection;
  const differences = new Differences(db, first, second);

  const versions = versionsOf(db, entries, differences, steps);
  const only = onlyInOne(
    db,
    { first: !alike && first.partial === 1, second: !alike && second.partial === 1 },
    entries,
    versions.paired,
    covered,
    differences,
    steps,
  );
  const { reversed, moved } = orderOf(entries.positions);
  for (const at of moved) {
    steps.record();
    const entry = entries.common[at] as number;
    differences.add('moved', entry, entry);
  }
  const relation = relationOf(db, first, second, steps);
  return {
    first: compared(first, entries.repeated.first, spans.first),
    second: compared(second, entries.repeated.second, spans.second),
    overlap: periodOf(overlapOf(spans.first, spans.second)),
    relation,
    kept: entries.common.length,
    changed: versions.changed,
    ...only,
    reversed,
    moved: moved.length,
    differences: differences.listed,
    differencesTotal: differences.total,
    consistency: consistencyOf(db, first, second, relation, steps),
  };
}

/** Entries of one id in two versions, which are neither gone nor new. */
function versionsOf(
  db: ReadableDb,
  { limit, onlyFirst, onlySecond }: TwoSources,
  differences: Differences,
  steps: Steps,
): { readonly changed: number; readonly paired: Bits } {
  const paired = new Bits(limit);
  let changed = 0;
  for (const [before, after] of changedPairs(db, onlyFirst, onlySecond)) {
    steps.record();
    paired.add(before);
    paired.add(after);
    changed++;
    differences.add('changed', before, after);
  }
  return { changed, paired };
}

interface Both<T> {
  readonly first: T;
  readonly second: T;
}

/** An entry that only one source has is gone, or put in, only where the other covers its time. */
function onlyInOne(
  db: ReadableDb,
  /** Whether each is a selection that the other is not. */
  selected: Both<boolean>,
  { limit, onlyFirst, onlySecond }: TwoSources,
  paired: Bits,
  covered: Both<CoveredPeriod>,
  differences: Differences,
  steps: Steps,
): Pick<SourceComparison, 'onlyFirst' | 'onlySecond'> {
  const read = db.prepare<[number], Instant>('SELECT time, time_ns FROM entry_row WHERE id = ?');
  const timeOf = (id: number): Instant => read.get(id) ?? { time: null, time_ns: null };
  const gone = { vanished: 0, outside: 0, onBound: 0, unselected: 0, undated: 0 };
  const added = { later: 0, earlier: 0, appeared: 0, onBound: 0, unselected: 0, undated: 0 };
  for (let id = 1; id < limit; id++) {
    steps.record();
    if (paired.has(id)) continue;
    if (onlyFirst(id)) {
      const side = covered.second.sideOf(timeOf(id));
      if (side === 'earlier' || side === 'later') gone.outside++;
      else if (side !== 'within') gone[side]++;
      else if (selected.second) gone.unselected++;
      else {
        gone.vanished++;
        differences.add('vanished', id, null);
      }
    } else if (onlySecond(id)) {
      const side = covered.first.sideOf(timeOf(id));
      if (side !== 'within') added[side]++;
      else if (selected.first) added.unselected++;
      else {
        added.appeared++;
        differences.add('appeared', null, id);
      }
    }
  }
  return { onlyFirst: gone, onlySecond: added };
}

/** Whether one source is the beginning of the other, record by record. */
function relationOf(
  db: ReadableDb,
  first: SourceRow,
  second: SourceRow,
  steps: Steps,
): SourceComparison['relation'] {
  const [a, b] = [recordIds(db, first), recordIds(db, second)];
  try {
    for (;;) {
      const [left, right] = [a.next(), b.next()];
      steps.record();
      if (left.done) return right.done ? 'same' : 'grown';
      if (right.done) return 'shortened';
      if (left.value !== right.value) return 'different';
    }
  } finally {
    a.return(undefined);
    b.return(undefined);
  }
}

function consistencyOf(
  db: ReadableDb,
  first: SourceRow,
  second: SourceRow,
  relation: SourceComparison['relation'],
  steps: Steps,
): ContentConsistency | null {
  if (relation === 'different') return null;
  const [shorter, longer] = relation === 'shortened' ? [second, first] : [first, second];
  const proven = contentConsistency(db, longer, shorter.entries + shorter.duplicates, steps.record);
  return relation === 'shortened' ? { ...proven, first: proven.second, second: proven.first } : proven;
}

function compared(source: SourceRow, repeated: number, span: Span): ComparedSource {
  const { id, name, system, entries, duplicates, quarantined, partial } = source;
  const records = entries + duplicates;
  return { id, name, system, records, repeated, quarantined, partial: partial === 1, period: periodOf(span) };
}

function itself(source: number): AppError {
  return new AppError({
    code: 'INVALID_INPUT',
    message: `source ${source} cannot be compared with itself`,
    safe: 'nothing was changed',
    next: 'name two acquisitions of one trail: casebound info lists the sources with their ids',
  });
}
