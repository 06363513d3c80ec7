import type { QueryNode } from '../../shared/query/syntax.ts';
import type { ReadableDb } from '../case/database.ts';
import { isCoded } from '../case/schema.ts';
import type { TaskContext } from '../task.ts';
import { type FacetCounts, listed } from './counted-values.ts';
import type { CodedValues } from './index/coded-values.ts';
import { slotCounts } from './index/counts.ts';
import { type EntrySet, intersection } from './index/entry-set.ts';
import type { ReviewIndex } from './index/review-index.ts';
import { markedEntries } from './marked-entries.ts';
import { idsIn, type Matching, matching } from './matching.ts';
import { scanRows } from './rows-scan.ts';
import { sourceNames, type Tally, tallyOf } from './tally.ts';

/** Counts the matching entries by the value of each of the fields. */
export function countFields(
  db: ReadableDb,
  found: Matching,
  fields: readonly string[],
  context: TaskContext,
): Map<string, FacetCounts> {
  const indexed = found.kind === 'set' ? countSet(db, found.index, found.set, fields, context) : new Map();
  const others = fields.filter((field) => !indexed.has(field));
  if (others.length === 0) return indexed;
  return new Map([...indexed, ...countRows(db, idsIn(found, context), others, context)]);
}

/** What the index counts of it. */
function countSet(
  db: ReadableDb,
  index: ReviewIndex,
  set: EntrySet,
  fields: readonly string[],
  context: TaskContext,
): Map<string, FacetCounts> {
  const coded = new Map<string, CodedValues>();
  index.load(fields.filter((field) => isCoded(field) || field === 'source'));
  for (const field of fields) {
    const column = isCoded(field) || field === 'source' ? index.coded(field) : null;
    if (column !== null) coded.set(field, column);
  }
  const counts = slotCounts(set, [...coded.values()], context);
  const counted = new Map<string, FacetCounts>();
  [...coded].forEach(([field, column], i) => {
    const all = counts[i] as Uint32Array;
    const missing = all[0] as number;
    all[0] = 0;
    const values = field === 'source' ? listed(namesOfSources(db, column)) : column.values(context);
    counted.set(field, { values, counts: all, missing });
  });
  if (fields.includes('integrity')) counted.set('integrity', integrityCounts(db, set, context));
  if (fields.includes('tag')) counted.set('tag', tagCounts(db, set, context));
  return counted;
}

/** By slot. */
function namesOfSources(db: ReadableDb, { table }: CodedValues): string[] {
  const names = sourceNames(db);
  return Array.from({ length: table.length }, (_, slot) =>
    slot === 0 ? '' : (names.get(Number(table.text(slot))) ?? table.text(slot)),
  );
}

const states = ['verified', 'broken', 'unverifiable', 'unchecked'];

function integrityCounts(db: ReadableDb, set: EntrySet, context: TaskContext): FacetCounts {
  const counts = states.map((state) => {
    const those: QueryNode = { kind: 'choice', field: 'integrity', values: [state], start: 0, end: 0 };
    return sizeWithin(set, matching(db, those, context));
  });
  return { values: listed(states), counts: Uint32Array.from(counts), missing: 0 };
}

function sizeWithin(set: EntrySet, found: Matching): number {
  if (found.kind === 'set') return intersection([set, found.set], set.last).size;
  return found.ids.reduce((sum, id) => sum + (set.has(id) ? 1 : 0), 0);
}

function tagCounts(db: ReadableDb, set: EntrySet, context: TaskContext): FacetCounts {
  const marks = markedEntries(db, context);
  const counts = new Map<string, number>();
  let tagged = 0;
  for (const id of marks.idsWhere(({ tags }) => tags.length > 0)) {
    if (!set.has(id)) continue;
    tagged++;
    for (const tag of marks.get(id).tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  const values = listed([...counts.keys()]);
  return { values, counts: Uint32Array.from(counts.values()), missing: set.size - tagged };
}

/** As the index counts, from the rows alone: one pass over the entries for all the fields. */
export function countRows(
  db: ReadableDb,
  ids: Float64Array,
  fields: readonly string[],
  context: TaskContext,
): Map<string, FacetCounts> {
  if (fields.length === 0) return new Map();
  const tallies = fields.map((field) => tallyOf(db, field, context));
  const select = ['e.source', ...tallies.map((tally) => tally.select)];
  scanRows(db, ids, select, context, (_, row) => {
    for (let i = 0; i < tallies.length; i++) {
      (tallies[i] as Tally).add(row[i + 2] ?? null, row[0] as number, row[1] as number);
    }
  });
  return new Map(fields.map((field, i) => [field, (tallies[i] as Tally).finish()]));
}
