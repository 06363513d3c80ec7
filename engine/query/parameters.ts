import { IdSet } from './id-set.ts';

type Value = string | number;

export type Bound = Readonly<Record<string, Value>>;

/** Ids that are found slice by slice, ascending. */
export interface SlicedIds {
  between(low: number, high: number): Float64Array;
}

/** The bound values of a compiled query, by name; `low` and `high` are the ends of the range that it runs over. */
export class Parameters {
  private readonly values: (Value | SlicedIds)[] = [];
  private readonly numbers = new Map<Value | SlicedIds, number>();

  /** The placeholder of a value; the same one for the same value. */
  add(value: Value | SlicedIds): string {
    let number = this.numbers.get(value);
    if (number === undefined) {
      number = this.values.push(value);
      this.numbers.set(value, number);
    }
    return `@p${number}`;
  }

  /** `expression IN (…)` over values that go as one parameter, however many. Codes are numbers, literal values text. */
  isIn(expression: string, values: readonly Value[]): string {
    const [first] = values;
    if (first === undefined) return '0';
    if (values.length === 1) return `(${expression} = ${this.add(first)}) IS TRUE`;
    return `(${expression} IN (SELECT value FROM json_each(${this.add(JSON.stringify(values))}))) IS TRUE`;
  }

  /** Whether the entry is one of the set, of which only those in the range are bound. */
  isOneOf(set: SlicedIds): string {
    return set instanceof IdSet && set.ids.length === 0
      ? '0'
      : `e.id IN (SELECT value FROM json_each(${this.add(set)}))`;
  }

  bind(low: number, high: number): Bound {
    const bound: Record<string, Value> = { low, high };
    this.values.forEach((value, i) => {
      bound[`p${i + 1}`] = typeof value === 'object' ? JSON.stringify([...value.between(low, high)]) : value;
    });
    return bound;
  }
}
