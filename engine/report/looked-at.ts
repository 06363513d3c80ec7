import type { ColumnName } from '../../shared/domain/columns.ts';
import { AppError } from '../../shared/errors.ts';
import type { QueryNode } from '../../shared/query/syntax.ts';
import type { ReadableDb } from '../case/database.ts';
import type { FacetCounts } from '../query/counted-values.ts';
import { countFields } from '../query/field-counts.ts';
import { complement, EntrySet, intersection } from '../query/index/entry-set.ts';
import { sortedSet } from '../query/index/order.ts';
import { type ReviewIndex, reviewIndex } from '../query/index/review-index.ts';
import { matching } from '../query/matching.ts';
import { scanRows } from '../query/rows-scan.ts';
import { sortFromRows } from '../query/sort.ts';
import { termsOf } from '../query/terms.ts';
import type { TaskContext } from '../task.ts';
import { all, type Condition, everything, nodeOf, not } from './conditions.ts';

/** Columns that the rules of reports ask for. */
const asked = [
  'source',
  'time',
  'event_type',
  'product',
  'model_version',
  'verdict',
  'confidence',
  'risk_score',
  'action',
  'status',
  'severity',
  'case_id',
  'image_id',
  'actor',
] as const;

const byTime = { column: 'time', descending: false } as const;

/** Some of the entries, and the query that shows exactly these. */
export interface Part {
  readonly query: QueryNode;
  readonly set: EntrySet;
}

/** What each entry names as its claim. */
export interface Claims {
  /** One more than there are claims. */
  readonly length: number;
  /** By the number of an entry; 0 where it names none. */
  of(id: number): number;
  text(claim: number): string;
}

/** The entries of a case, and those of them that a report looks at: as the rows alone have them, for it leaves the case. */
export class LookedAt {
  readonly db: ReadableDb;
  readonly context: TaskContext;
  /** Every entry of the case. */
  readonly whole: Part;
  readonly scope: Part;
  private readonly index: ReviewIndex;

  /** @throws AppError CASE_CORRUPT where entries are not numbered as every import numbers them, CANCELLED */
  constructor(db: ReadableDb, scope: QueryNode, context: TaskContext) {
    this.db = db;
    this.index = indexOf(db, context);
    // How far each of many small steps is tells nobody anything.
    this.context = { progress: () => {}, checkCancelled: () => context.checkCancelled() };
    this.whole = { query: everything, set: EntrySet.all(this.index.last) };
    this.scope = { query: scope, set: this.setOf(scope) };
  }

  /** Those of a part, by default of what is looked at, for which a condition holds. */
  part(condition: Condition, of: Part = this.scope): Part {
    const query = nodeOf(condition);
    const set = intersection([of.set, this.setOf(query)], this.index.last);
    return { query: all(of.query, query), set };
  }

  /** Every entry that is not looked at. */
  beyond(): Part {
    return { query: not(this.scope.query), set: complement(this.scope.set) };
  }

  /** Some entries by their numbers, which the condition shows, and no others of the part. */
  chosen(ids: Iterable<number>, condition: Condition, of: Part = this.scope): Part {
    const set = EntrySet.of(ids, this.index.last);
    return { query: all(of.query, nodeOf(condition)), set };
  }

  counts(part: Part, column: ColumnName): FacetCounts {
    const found = { kind: 'set', set: part.set, index: this.index } as const;
    return countFields(this.db, found, [column], this.context).get(column) as FacetCounts;
  }

  /** How many values of a column the entries have. */
  distinct(part: Part, column: ColumnName): number {
    return this.counts(part, column).counts.reduce((sum, count) => sum + Number(count > 0), 0);
  }

  /** The values of a column that entries of both have, in their order. */
  inBoth(one: Part, other: Part, column: ColumnName): string[] {
    const has = new Set(valuesIn(this.counts(other, column)));
    return has.size === 0
      ? []
      : [...valuesIn(this.counts(one, column))].filter((value) => has.has(value)).sort();
  }

  /** The entries' numbers in the order of their times, those without one last; not to be changed. */
  inOrder(part: Part): Uint32Array | Float64Array {
    const { db, index, context } = this;
    return (
      sortedSet(index, part.set, byTime, context) ?? sortFromRows(db, part.set.ids(context), byTime, context)
    );
  }

  /** The claims of the case, by numbers from 1. */
  claims(): Claims {
    const coded = this.index.coded('case_id');
    if (coded === null) return claimsOfRows(this.db, this.whole, this.context);
    const { slots, table } = coded;
    return { length: table.length, of: (id) => slots[id - 1] as number, text: (claim) => table.text(claim) };
  }

  /** Hands out the source of each entry that is looked at, and its time in milliseconds since 1970; not finite where none is understood. */
  eachTime(take: (source: number, time: number) => void): void {
    const { db, context, index, scope } = this;
    const [sources, times] = [index.coded('source'), index.times('time')];
    if (sources === null || times === null) {
      scanRows(db, scope.set.ids(context), ['e.source', 'e.time'], context, (_, [, source, time]) =>
        take(source as number, (time as number | null) ?? Number.NaN),
      );
      return;
    }
    const ids = Array.from({ length: sources.table.length }, (_, slot) => Number(sources.table.text(slot)));
    scope.set.eachBlock(context, (places, length) => {
      for (let i = 0; i < length; i++) {
        const place = places[i] as number;
        take(ids[sources.slots[place] as number] as number, times.ms[place] as number);
      }
    });
  }

  private setOf(query: QueryNode): EntrySet {
    const found = matching(this.db, query, this.context, 'rows');
    return found.kind === 'set' ? found.set : EntrySet.of(found.ids, this.index.last);
  }
}

function claimsOfRows(db: ReadableDb, { set }: Part, context: TaskContext): Claims {
  const terms = termsOf(db, 'case_id', context);
  const numbers = new Map<string, number>();
  const texts = [''];
  const of = new Uint32Array(set.last + 1);
  scanRows(db, set.ids(context), ['e.case_id'], context, (_, [id, stored]) => {
    const claim = typeof stored === 'number' ? terms.get(stored) : stored;
    if (typeof claim !== 'string') return;
    const known = numbers.get(claim) ?? texts.push(claim) - 1;
    numbers.set(claim, known);
    of[id as number] = known;
  });
  return { length: texts.length, of: (id) => of[id] as number, text: (claim) => texts[claim] as string };
}

function* valuesIn({ values, counts }: FacetCounts): Generator<string> {
  for (let i = 0; i < counts.length; i++) if ((counts[i] as number) > 0) yield values.text(i);
}

function indexOf(db: ReadableDb, context: TaskContext): ReviewIndex {
  reviewIndex(db, context, 'rows')?.load(asked);
  // A row that is missing is found as the rows are read.
  const index = reviewIndex(db, context, 'rows');
  if (index !== null) return index;
  throw new AppError({
    code: 'CASE_CORRUPT',
    message: 'entries are missing in the case file: they are not numbered from 1 without gaps',
    safe: 'nothing was written',
    next: 'casebound verify says what is wrong with the case file',
  });
}
