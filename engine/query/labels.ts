import { AppError } from '../../shared/errors.ts';
import { codedValues } from '../annotation/coding.ts';
import type { ReadableDb } from '../case/database.ts';
import { type CodedColumn, codedColumns, isCoded } from '../case/schema.ts';
import type { TaskContext } from '../task.ts';
import { type FieldValues, listed } from './counted-values.ts';
import { countableField, ownField } from './facet-fields.ts';
import type { CodedValues } from './index/coded-values.ts';
import { integrityOf, recordedIntegrity } from './integrity.ts';
import { markedEntries } from './marked-entries.ts';
import { idsIn, type Matching } from './matching.ts';
import { type Cell, scanRows } from './rows-scan.ts';
import { sourceNames } from './tally.ts';
import { termsOf } from './terms.ts';

const others: readonly string[] = ['source', 'tag', 'integrity'];

/**
 * The field of that name which entries can be told apart by at a glance: a column of few values, `source`, `tag` or `integrity`.
 *
 * @throws AppError INVALID_INPUT for another
 */
export function labelField(name: string): string {
  const field = countableField(name);
  if (isCoded(field) || others.includes(field) || ownField(field)?.kind === 'coding') return field;
  throw new AppError({
    code: 'INVALID_INPUT',
    message: `entries cannot be stacked by ${JSON.stringify(name)}`,
    safe: 'nothing was searched or changed',
    next: `name one of ${[...codedColumns, ...others].join(', ')}, or a coding field (code.name)`,
  });
}

/** Gives entries numbers by the value that they have in a field. */
export interface Labeller {
  /** By label. */
  readonly values: FieldValues;
  /**
   * Sets the label of each of the entries at these places (their numbers less one), ascending; `noLabel` where it has no value. Of an
   * entry with more than one value, the others are handed to `further`, with the entry's index among the places.
   */
  label(places: Uint32Array, labels: Uint32Array, further: (index: number, label: number) => void): void;
}

/** The label of entries without a value. */
export const noLabel = 0;

export function labellerOf(db: ReadableDb, found: Matching, field: string, context: TaskContext): Labeller {
  if (field === 'tag') return tagLabeller(db, context);
  const own = ownField(field);
  if (own?.kind === 'coding') return codingLabeller(db, own.name, context);
  const index = found.kind === 'set' ? found.index : null;
  const coded = index?.coded(isCoded(field) ? field : 'source') ?? null;
  if (isCoded(field)) {
    return coded === null
      ? rowLabeller(db, found, field, context)
      : { values: coded.values(context), label: (places, labels) => takeSlots(coded, places, labels) };
  }
  const recorded = field === 'integrity' ? recordedIntegrity(db) : null;
  const names = sourceNames(db);
  const numbers = new Numbers();
  const sources = coded === null ? sourcesFromRows(db, found, context) : sourcesOf(coded);
  return {
    values: numbers.values,
    label(places, labels) {
      for (let i = 0; i < places.length; i++) {
        const id = (places[i] as number) + 1;
        const source = sources(id);
        labels[i] = numbers.of(
          recorded === null ? (names.get(source) ?? String(source)) : integrityOf(recorded, id, source),
        );
      }
    },
  };
}

function takeSlots({ slots }: CodedValues, places: Uint32Array, labels: Uint32Array): void {
  for (let i = 0; i < places.length; i++) labels[i] = slots[places[i] as number] as number;
}

/** By entry, the number of its source. */
type Sources = (id: number) => number;

function sourcesOf({ table, slots }: CodedValues): Sources {
  const ids = Array.from({ length: table.length }, (_, slot) => (slot === 0 ? 0 : Number(table.text(slot))));
  return (id) => ids[slots[id - 1] as number] as number;
}

function sourcesFromRows(db: ReadableDb, found: Matching, context: TaskContext): Sources {
  const sources = new Map<number, number>();
  scanRows(db, idsIn(found, context), ['e.source'], context, (_, [id, source]) => {
    sources.set(id as number, source as number);
  });
  return (id) => sources.get(id) ?? 0;
}

function rowLabeller(db: ReadableDb, found: Matching, column: CodedColumn, context: TaskContext): Labeller {
  const terms = termsOf(db, column, context);
  const numbers = new Numbers();
  const byEntry = new Map<number, number>();
  scanRows(db, idsIn(found, context), [`e.${column}`], context, (_, [id, cell]) => {
    const text = textOf(cell ?? null, terms);
    if (text !== null) byEntry.set(id as number, numbers.of(text));
  });
  return {
    values: numbers.values,
    label(places, labels) {
      for (let i = 0; i < places.length; i++) labels[i] = byEntry.get((places[i] as number) + 1) ?? noLabel;
    },
  };
}

function textOf(cell: Cell, terms: ReadonlyMap<number, string>): string | null {
  const value = typeof cell === 'number' ? terms.get(cell) : cell;
  return value === null || value === undefined ? null : String(value);
}

function tagLabeller(db: ReadableDb, context: TaskContext): Labeller {
  const marked = markedEntries(db, context);
  const numbers = new Numbers();
  return {
    values: numbers.values,
    label(places, labels, further) {
      for (let i = 0; i < places.length; i++) {
        const { tags } = marked.get((places[i] as number) + 1);
        labels[i] = tags[0] === undefined ? noLabel : numbers.of(tags[0]);
        for (let t = 1; t < tags.length; t++) further(i, numbers.of(tags[t] as string));
      }
    },
  };
}

function codingLabeller(db: ReadableDb, name: string, context: TaskContext): Labeller {
  const marked = markedEntries(db, context);
  const numbers = new Numbers();
  return {
    values: numbers.values,
    label(places, labels) {
      for (let i = 0; i < places.length; i++) {
        const [value] = codedValues(marked.get((places[i] as number) + 1), name);
        labels[i] = value === undefined ? noLabel : numbers.of(value);
      }
    },
  };
}

/** Numbers texts from 1 on, as they are met. */
class Numbers {
  private readonly texts = [''];
  readonly values = listed(this.texts);
  private readonly numbers = new Map<string, number>();

  of(text: string): number {
    let number = this.numbers.get(text);
    if (number === undefined) {
      number = this.texts.push(text) - 1;
      this.numbers.set(text, number);
    }
    return number;
  }
}
