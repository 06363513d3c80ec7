import type { CaseField } from '../../shared/contract/language-operations.ts';
import { pathDepth } from '../../shared/mapping/path.ts';
import { printCodingField, printPath } from '../../shared/query/field-name.ts';
import { annotationLog } from '../annotation/annotation-log.ts';
import { lastEntry } from '../case/census.ts';
import type { ReadableDb } from '../case/database.ts';
import type { TaskContext } from '../task.ts';
import { IdSet } from './id-set.ts';
import { markedEntries } from './marked-entries.ts';
import { EntryReading, type OpenEntry } from './match/entry-tests.ts';
import { ownValues } from './match/path-leaves.ts';

/** Entries looked at, spread over the case. */
const sampled = 500;
/** Bounds for hostile entries: paths told, values looked at in one entry, examples and their length. */
const mostPaths = 500;
const valuesOfEntry = 5_000;
const mostExamples = 20;
const exampleLength = 80;

const kept = new WeakMap<ReadableDb, { readonly last: number; readonly fields: readonly CaseField[] }>();

/** The fields that this case has beside those of every case: paths in a sample of its entries, and coding fields. */
export function caseFields(db: ReadableDb, context: TaskContext): CaseField[] {
  const last = lastEntry(db);
  let paths = kept.get(db);
  if (paths?.last !== last) {
    paths = { last, fields: pathsOf(db, last, context) };
    kept.set(db, paths);
  }
  return [...codingFields(db, context), ...paths.fields];
}

function codingFields(db: ReadableDb, context: TaskContext): CaseField[] {
  const examples = new Map(
    annotationLog(db, context).layout.layout.fields.map(({ name, values }) => [
      name,
      new Set(values.map(({ value }) => value)),
    ]),
  );
  for (const { codes } of markedEntries(db, context).counted().keys()) {
    for (const [name, value] of codes) {
      const values = examples.get(name) ?? new Set();
      examples.set(name, values.add(value));
    }
  }
  return [...examples].map(([name, values]) => ({
    name: printCodingField(name),
    kind: 'coding',
    types: ['text'],
    examples: [...values].filter(isShort).slice(0, mostExamples),
  }));
}

interface Found {
  readonly types: Map<string, number>;
  readonly examples: Set<string>;
}

function pathsOf(db: ReadableDb, last: number, context: TaskContext): CaseField[] {
  const found = new Map<string, Found>();
  const reading = new EntryReading(db);
  const step = Math.max(1, Math.floor(last / sampled));
  for (let first = 1; first <= last; first += step * 20) {
    context.checkCancelled();
    const ids = Array.from({ length: 20 }, (_, i) => first + i * step).filter((id) => id <= last);
    for (const [, entry] of reading.entries(first, last, IdSet.of(ids))) look(entry, found);
  }
  return [...found].map(([name, { types, examples }]) => ({
    name,
    kind: 'path',
    types: [...types].sort(([, a], [, b]) => b - a).map(([type]) => type),
    examples: [...examples],
  }));
}

const dotted = /^[^.]+(?:\.[^.]+)+$/;

function look(entry: OpenEntry, found: Map<string, Found>): void {
  const open: [value: unknown, path: readonly string[]][] = Object.entries(ownValues(entry)).map(
    // A path leads to a heading that has its names with dots between them.
    ([name, value]) => [value, entry.layout.form === 'table' && dotted.test(name) ? name.split('.') : [name]],
  );
  let looked = 0;
  for (let at = 0; at < open.length && looked < valuesOfEntry; at++) {
    const [value, path] = open[at] as (typeof open)[number];
    looked++;
    if (Array.isArray(value)) {
      for (const item of value.slice(0, valuesOfEntry)) open.push([item, path]);
      continue;
    }
    tell(found, path, value);
    if (typeof value !== 'object' || value === null || path.length >= pathDepth) continue;
    for (const [name, inner] of Object.entries(value).slice(0, valuesOfEntry))
      open.push([inner, [...path, name]]);
  }
}

function tell(found: Map<string, Found>, path: readonly string[], value: unknown): void {
  if (value === null || !path.every((name) => name.isWellFormed())) return;
  const name = printPath(path);
  let field = found.get(name);
  if (field === undefined) {
    if (found.size === mostPaths) return;
    field = { types: new Map(), examples: new Set() };
    found.set(name, field);
  }
  const type = typeof value === 'string' ? 'text' : typeof value;
  field.types.set(type, (field.types.get(type) ?? 0) + 1);
  if (type === 'object' || field.examples.size === mostExamples) return;
  if (isShort(String(value))) field.examples.add(String(value));
}

/** Longer values are no examples: cut, they would be other values. */
function isShort(text: string): boolean {
  return text.length <= exampleLength && text.isWellFormed();
}
