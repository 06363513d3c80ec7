import { type ColumnName, findColumn } from '../../shared/domain/columns.ts';
import { codedValues } from '../annotation/coding.ts';
import type { ReadableDb } from '../case/database.ts';
import { isCoded, readable } from '../case/schema.ts';
import type { TaskContext } from '../task.ts';
import { type FacetCounts, listed } from './counted-values.ts';
import { ownField } from './facet-fields.ts';
import { integrityOf, recordedIntegrity } from './integrity.ts';
import { markedEntries } from './marked-entries.ts';
import { EntryReading } from './match/entry-tests.ts';
import { leavesAt, textOf } from './match/path-leaves.ts';
import type { Cell } from './rows-scan.ts';
import { termsOf } from './terms.ts';

/** Values made readable between two looks at the cancel flag. */
const valuesAtOnce = 10_000;

/** Counts the values of one field, entry by entry. */
export interface Tally {
  /** The SQL expression on `entry_row AS e` whose value `add` is given. */
  readonly select: string;
  add(value: Cell, id: number, source: number): void;
  finish(): FacetCounts;
}

/** `field`: as `countableField` gives it. */
export function tallyOf(db: ReadableDb, field: string, context: TaskContext): Tally {
  if (field === 'source') return sourceTally(db);
  if (field === 'tag') return tagTally(db, context);
  if (field === 'integrity') return integrityTally(db);
  const own = ownField(field);
  if (own?.kind === 'coding') return codingTally(db, own.name, context);
  if (own?.kind === 'path') return pathTally(db, own.path);
  return columnTally(db, field as ColumnName, context);
}

/** Values are counted as they are stored, and made readable only once they are counted. */
function columnTally(db: ReadableDb, column: ColumnName, context: TaskContext): Tally {
  const stored = new Map<Cell, number>();
  const stamped = findColumn(column)?.kind === 'time';
  return {
    select: stamped ? readable(column) : `e.${column}`,
    add: (value) => increment(stored, value),
    finish() {
      const terms = isCoded(column) ? termsOf(db, column, context) : null;
      const counts = new Map<string, number>();
      let missing = 0;
      let made = 0;
      for (const [value, count] of stored) {
        if (made++ % valuesAtOnce === 0) context.checkCancelled();
        const text = terms !== null && typeof value === 'number' ? terms.get(value) : value;
        if (text === null || text === undefined) missing += count;
        else increment(counts, String(text), count);
      }
      return inOrder(counts, missing);
    },
  };
}

function inOrder(counts: ReadonlyMap<string, number>, missing: number): FacetCounts {
  return { values: listed([...counts.keys()]), counts: Uint32Array.from(counts.values()), missing };
}

/** A source goes by its name, or by its id where the name would not find it alone. */
export function sourceNames(db: ReadableDb): Map<number, string> {
  const sources = db.prepare<[], { id: number; name: string }>('SELECT id, name FROM source').all();
  const finds = (name: string) =>
    sources.filter((each) => each.name === name || String(each.id) === name).length;
  return new Map(sources.map(({ id, name }) => [id, finds(name) === 1 ? name : String(id)]));
}

function sourceTally(db: ReadableDb): Tally {
  const counts = new Map<number, number>();
  return {
    select: 'NULL',
    add: (_value, _id, source) => increment(counts, source),
    finish() {
      const names = sourceNames(db);
      return inOrder(new Map([...counts].map(([id, count]) => [names.get(id) ?? String(id), count])), 0);
    },
  };
}

function tagTally(db: ReadableDb, context: TaskContext): Tally {
  const marked = markedEntries(db, context);
  const counts = new Map<string, number>();
  let missing = 0;
  return {
    select: 'NULL',
    add(_value, id) {
      const tags = marked.get(id).tags;
      if (tags.length === 0) missing++;
      for (const tag of tags) increment(counts, tag);
    },
    finish: () => inOrder(counts, missing),
  };
}

function codingTally(db: ReadableDb, name: string, context: TaskContext): Tally {
  const marked = markedEntries(db, context);
  const counts = new Map<string, number>();
  let missing = 0;
  return {
    select: 'NULL',
    add(_value, id) {
      const values = codedValues(marked.get(id), name);
      if (values.length === 0) missing++;
      for (const value of new Set(values)) increment(counts, value);
    },
    finish: () => inOrder(counts, missing),
  };
}

/** An entry counts once for each different value that it has at the path. */
function pathTally(db: ReadableDb, path: readonly string[]): Tally {
  const reading = new EntryReading(db);
  const leaves = leavesAt(path, 'long');
  const counts = new Map<string, number>();
  let missing = 0;
  return {
    select: 'json_array(e.offset, e.length)',
    add(value, _id, source) {
      const [offset, length] = JSON.parse(String(value)) as [number, number];
      const found = leaves(reading.open(source, offset, length));
      const texts = new Set(found.map(textOf).filter((text) => text !== null));
      if (texts.size === 0) missing++;
      for (const text of texts) increment(counts, text);
    },
    finish: () => inOrder(counts, missing),
  };
}

function integrityTally(db: ReadableDb): Tally {
  const recorded = recordedIntegrity(db);
  const counts = new Map<string, number>();
  return {
    select: 'NULL',
    add: (_value, id, source) => increment(counts, integrityOf(recorded, id, source)),
    finish: () => inOrder(counts, 0),
  };
}

function increment<K>(counts: Map<K, number>, key: K, by = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}
