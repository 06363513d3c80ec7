import { AppError } from '../../shared/errors.ts';
import type { ReadableDb } from '../case/database.ts';
import { type CodedColumn, codedColumns, isCoded } from '../case/schema.ts';
import type { TaskContext } from '../task.ts';
import { countableField } from './facet-fields.ts';
import { noValue } from './index/coded-values.ts';
import { reviewIndex } from './index/review-index.ts';
import { integrityOf, recordedIntegrity } from './integrity.ts';
import { markedEntries } from './marked-entries.ts';
import { type Cell, scanRows } from './rows-scan.ts';
import { sourceNames } from './tally.ts';
import { termsOf } from './terms.ts';

const others: readonly string[] = ['source', 'tag', 'integrity'];

/** The number of no label. */
export const noLabel = -1;

/** The value that each of some entries has in a field, as a number. */
export interface Labels {
  readonly values: readonly string[];
  /** By place among the entries. */
  readonly labels: Int32Array;
  /** Of entries with more than one value, the others. */
  readonly further: readonly { readonly place: number; readonly label: number }[];
}

/**
 * The field of that name which entries can be told apart by at a glance: a column of few values, `source`, `tag` or `integrity`.
 *
 * @throws AppError INVALID_INPUT for another
 */
export function labelField(name: string): string {
  const field = countableField(name);
  if (isCoded(field) || others.includes(field)) return field;
  throw new AppError({
    code: 'INVALID_INPUT',
    message: `${JSON.stringify(name)} has too many values to stack by`,
    safe: 'nothing was searched or changed',
    next: `name one of ${[...codedColumns, ...others].join(', ')}`,
  });
}

/** @param ids ascending */
export function labelsOf(db: ReadableDb, ids: Float64Array, field: string, context: TaskContext): Labels {
  if (field === 'tag') return tagLabels(db, ids, context);
  if (isCoded(field)) return codedLabels(db, ids, field, context);
  const recorded = field === 'integrity' ? recordedIntegrity(db) : null;
  const names = sourceNames(db);
  const labels = new Labelling(ids.length);
  const label = (place: number, id: number, source: number) =>
    labels.set(
      place,
      recorded === null ? (names.get(source) ?? String(source)) : integrityOf(recorded, id, source),
    );
  const sources = reviewIndex(db, context)?.numbers('source');
  if (sources && (ids.at(-1) ?? 0) <= sources.upTo) {
    for (let place = 0; place < ids.length; place++) {
      const id = ids[place] as number;
      label(place, id, sources.numbers[id - 1] as number);
    }
  } else {
    scanRows(db, ids, 'e.source', context, (place, [id, source]) =>
      label(place, id as number, source as number),
    );
  }
  return labels;
}

function codedLabels(db: ReadableDb, ids: Float64Array, column: CodedColumn, context: TaskContext): Labels {
  const coded = reviewIndex(db, context)?.coded(column);
  if (coded && (ids.at(-1) ?? 0) <= coded.upTo) {
    const labels = new Int32Array(ids.length);
    for (let place = 0; place < ids.length; place++) {
      const slot = coded.slots[(ids[place] as number) - 1] as number;
      labels[place] = slot === noValue ? noLabel : slot;
    }
    return { values: coded.values, labels, further: [] };
  }
  const terms = termsOf(db, column, context);
  const labels = new Labelling(ids.length);
  scanRows(db, ids, `e.${column}`, context, (place, [, cell]) => {
    const text = textOf(cell ?? null, terms);
    if (text !== null) labels.set(place, text);
  });
  return labels;
}

function textOf(cell: Cell, terms: ReadonlyMap<number, string>): string | null {
  const value = typeof cell === 'number' ? terms.get(cell) : cell;
  return value === null || value === undefined ? null : String(value);
}

function tagLabels(db: ReadableDb, ids: Float64Array, context: TaskContext): Labels {
  const marked = markedEntries(db, context);
  const labels = new Labelling(ids.length);
  for (let place = 0; place < ids.length; place++) {
    const [tag, ...others] = marked.get(ids[place] as number)?.tags ?? [];
    if (tag !== undefined) labels.set(place, tag);
    for (const other of others) labels.add(place, other);
  }
  return labels;
}

class Labelling implements Labels {
  readonly values: string[] = [];
  readonly labels: Int32Array;
  readonly further: { place: number; label: number }[] = [];
  private readonly numbers = new Map<string, number>();

  constructor(entries: number) {
    this.labels = new Int32Array(entries).fill(noLabel);
  }

  set(place: number, value: string): void {
    this.labels[place] = this.number(value);
  }

  add(place: number, value: string): void {
    this.further.push({ place, label: this.number(value) });
  }

  private number(value: string): number {
    let number = this.numbers.get(value);
    if (number === undefined) {
      number = this.values.push(value) - 1;
      this.numbers.set(value, number);
    }
    return number;
  }
}
