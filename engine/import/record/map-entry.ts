import { columns } from '../../../shared/domain/columns.ts';
import type { Formula } from '../../../shared/mapping/formula.ts';
import { type Mapping, mappedColumns } from '../../../shared/mapping/mapping.ts';
import type { Path } from '../../../shared/mapping/path.ts';
import type { Layout } from '../layout/layout.ts';
import { JsonValues } from '../values/json-values.ts';
import { TableValues } from '../values/table-values.ts';
import type { Place, RecordValues } from '../values/values.ts';
import type { JsonObject } from './read-record.ts';

/** Takes the values of one record as they are found; text columns and times as text. */
export interface ColumnSink {
  text(column: number, value: string): void;
  number(column: number, value: number): void;
}

/** A formula whose paths are places of the records at hand. */
interface Rule {
  readonly parts: readonly (Place | string)[];
  readonly condition: { readonly place: Place; readonly is: ReadonlySet<string> } | null;
}

interface Plan {
  readonly column: number;
  readonly numeric: boolean;
  readonly rules: readonly Rule[];
}

/** A number as CSV and lenient producers write it in a string. */
const decimal = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * Puts records into columns. For every column the first formula that leads to a value other than null gives it; a value
 * that is no number leaves a numeric column empty, and nothing further is looked for.
 *
 * What a scanner of bytes must know to agree with it: `mappedColumns(mapping)` has the formulas; `plainPath(formula)` is
 * the path of one that is nothing more, and null of one with a condition (`if`) or that joins (`+`), which is evaluated
 * here alone. A name of digits alone leads into arrays as well as objects. Of names that stand twice the last counts.
 * Times without an offset are read at `zoneOf(mapping)`, by whoever takes them from the sink.
 */
export class EntryMapper {
  private readonly plans: readonly Plan[];
  private readonly values: RecordValues;

  constructor(mapping: Mapping, layout: Layout) {
    this.values = layout.form === 'table' ? new TableValues(layout) : new JsonValues(layout);
    this.plans = mappedColumns(mapping).map(({ column, formulas }) => ({
      column,
      numeric: columns[column]?.kind === 'number',
      rules: formulas.map((formula) => this.rule(formula)),
    }));
  }

  private rule({ parts, condition }: Formula): Rule {
    const place = (path: Path) => this.values.place(path);
    return {
      parts: parts.map((part) => (typeof part === 'string' ? part : place(part))),
      condition: condition && { place: place(condition.path), is: new Set(condition.is) },
    };
  }

  /** `bytes` are the record that `value` was read from. */
  map(value: JsonObject, bytes: Buffer, sink: ColumnSink): void {
    this.values.open(value, bytes);
    for (const { column, numeric, rules } of this.plans) {
      for (const rule of rules) {
        if (this.apply(rule, column, numeric, sink)) break;
      }
    }
  }

  /** Whether the rule leads to a value: then no further rule is tried. */
  private apply({ parts, condition }: Rule, column: number, numeric: boolean, sink: ColumnSink): boolean {
    if (condition !== null && !condition.is.has(condition.place.scalar() ?? '')) return false;
    const [only] = parts;
    const found = parts.length === 1 ? (only as Place).value() : joined(parts);
    if (found === undefined || found === null) return false;
    if (numeric) {
      const number = typeof found === 'string' && decimal.test(found) ? Number(found) : found;
      if (typeof number === 'number' && Number.isFinite(number)) sink.number(column, number);
    } else {
      const text = typeof found === 'string' ? found : (only as Place).text();
      if (text !== null) sink.text(column, text);
    }
    return true;
  }
}

/** Null where a part leads to neither text nor a number. */
function joined(parts: Rule['parts']): string | null {
  let text = '';
  for (const part of parts) {
    const piece = typeof part === 'string' ? part : part.scalar();
    if (piece === null) return null;
    text += piece;
  }
  return text;
}
