import type { EntryIntegrity } from '../../../shared/domain/case.ts';
import { type ColumnValues, columns } from '../../../shared/domain/columns.ts';
import type { Moment, QueryNode, Test, TimeValue } from '../../../shared/query/syntax.ts';
import { statedTime } from '../../import/time.ts';

/** Everything that a query can ask of one entry, spelled out. */
export interface PlainEntry {
  readonly values: Partial<ColumnValues>;
  readonly source: number;
  readonly sourceName: string;
  readonly raw: string;
  readonly tags: readonly string[];
  readonly notes: readonly string[];
  readonly reviewed: boolean;
  readonly privileged: boolean;
  readonly integrity: EntryIntegrity;
}

/** What docs/query-language.md says, naively: the slow reading that compiled queries are compared with. */
export function holds(query: QueryNode, entry: PlainEntry): boolean {
  switch (query.kind) {
    case 'everything':
      return true;
    case 'and':
      return query.terms.every((term) => holds(term, entry));
    case 'or':
      return query.terms.some((term) => holds(term, entry));
    case 'not':
      return !holds(query.term, entry);
    case 'words':
      return query.texts.some((text) =>
        textsIn(entry, query.field).some((each) => folded(each).includes(folded(text))),
      );
    case 'present':
      if (query.field === 'source') return true;
      if (query.field === 'tag') return entry.tags.length > 0;
      return stated(entry, query.field) !== null || (query.field === 'note' && entry.notes.length > 0);
    case 'exact':
      if (query.field === 'tag') return query.values.some((value) => entry.tags.includes(value));
      if (query.field === 'source')
        return query.values.some((value) => value === entry.sourceName || value === String(entry.source));
      return query.values.some((value) => stated(entry, query.field as keyof ColumnValues) === value);
    case 'choice':
      return query.values.some((value) => choiceHolds(value, entry));
    case 'number': {
      const value = stated(entry, query.field);
      return value !== null && numberHolds(query.test, value as number);
    }
    case 'time': {
      const value = stated(entry, query.field);
      const moment = value === null ? null : statedTime(String(value));
      return (
        moment !== null &&
        moment.ms !== null &&
        timeHolds(query.test, nanoseconds({ ms: moment.ms, ns: moment.ns ?? 0 }))
      );
    }
  }
}

function stated(entry: PlainEntry, field: keyof ColumnValues): string | number | null {
  return entry.values[field] ?? null;
}

function textsIn(entry: PlainEntry, field: 'anywhere' | 'note' | 'raw'): string[] {
  if (field === 'raw') return [entry.raw];
  const note = [...(entry.values.note ? [entry.values.note] : []), ...entry.notes];
  if (field === 'note') return note;
  const texts = columns.filter(({ kind }) => kind === 'text').map(({ name }) => stated(entry, name));
  return [...texts.filter((text) => typeof text === 'string'), ...note, ...entry.tags];
}

/** Character by character, where the code folds whole texts. */
function folded(text: string): string {
  return [...text].map((character) => character.toLowerCase().toUpperCase()).join('');
}

function choiceHolds(value: string, entry: PlainEntry): boolean {
  if (value === 'note') return entry.notes.length > 0;
  if (value === 'tag') return entry.tags.length > 0;
  if (value === 'reviewed') return entry.reviewed;
  if (value === 'privileged') return entry.privileged;
  return entry.integrity === value;
}

function numberHolds(test: Test<number>, value: number): boolean {
  if (test.op === 'in') return test.values.includes(value);
  if (test.op === 'range') return value >= test.from && value <= test.to;
  if (test.op === '>') return value > test.value;
  if (test.op === '>=') return value >= test.value;
  return test.op === '<' ? value < test.value : value <= test.value;
}

function timeHolds(test: Test<TimeValue>, value: bigint): boolean {
  const begins = (time: TimeValue) => nanoseconds(time.first);
  const ends = (time: TimeValue) => nanoseconds(time.next);
  if (test.op === 'in') return test.values.some((time) => value >= begins(time) && value < ends(time));
  if (test.op === 'range') return value >= begins(test.from) && value < ends(test.to);
  if (test.op === '>') return value >= ends(test.value);
  if (test.op === '>=') return value >= begins(test.value);
  return test.op === '<' ? value < begins(test.value) : value < ends(test.value);
}

function nanoseconds({ ms, ns }: Moment): bigint {
  return BigInt(ms) * 1_000_000n + BigInt(ns);
}
