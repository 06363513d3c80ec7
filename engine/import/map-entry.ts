import { type ColumnName, columns } from '../../shared/domain/columns.ts';
import { type JsonObject, Lexeme, readWithLexemes } from './read-record.ts';
import type { System } from './systems/system.ts';

/** Takes the values of one record as they are found; text columns and times as text. */
export interface ColumnSink {
  text(column: number, value: string): void;
  number(column: number, value: number): void;
}

interface Path {
  readonly first: string;
  readonly rest: readonly string[];
}
interface Plan {
  readonly column: number;
  readonly numeric: boolean;
  readonly paths: readonly Path[];
}

/** A number as CSV and lenient producers write it in a string. */
const decimal = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Puts entries of one system into columns. Column numbers are positions in `columns`. */
export class EntryMapper {
  private readonly plans: readonly Plan[];

  constructor(system: System) {
    this.plans = Object.entries(system.columns).map(([name, paths]) => {
      const column = columns.findIndex((candidate) => candidate.name === (name as ColumnName));
      return {
        column,
        numeric: columns[column]?.kind === 'number',
        paths: paths.map((path) => {
          const [first = '', ...rest] = path.split('.');
          return { first, rest };
        }),
      };
    });
  }

  /** `bytes` are the record that `value` was read from. */
  map(value: JsonObject, bytes: Buffer, sink: ColumnSink): void {
    for (const { column, numeric, paths } of this.plans) {
      const found = find(value, paths);
      if (found === undefined || found === null) continue;
      if (numeric) {
        const number = typeof found === 'string' && decimal.test(found) ? Number(found) : found;
        if (typeof number === 'number' && Number.isFinite(number)) sink.number(column, number);
      } else {
        const text = typeof found === 'string' ? found : textOfOther(bytes, paths);
        if (text !== null) sink.text(column, text);
      }
    }
  }
}

/** The value at the first path that leads somewhere. Only own members count: `constructor` is nobody's value. */
function find(value: JsonObject, paths: readonly Path[]): unknown {
  for (const { first, rest } of paths) {
    let found: unknown = Object.hasOwn(value, first) ? value[first] : undefined;
    for (const name of rest) {
      if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) {
        found = undefined;
        break;
      }
      found = (found as JsonObject)[name];
    }
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Null for a value nested more deeply than can be printed: the column stays empty, the record itself is kept. */
function textOfOther(bytes: Buffer, paths: readonly Path[]): string | null {
  try {
    return asText(find(readWithLexemes(bytes), paths));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** A value that is not text, as the entry writes it: numbers by their lexeme, the rest as compact JSON. */
function asText(value: unknown): string {
  if (value instanceof Lexeme) return value.text;
  if (Array.isArray(value)) return `[${value.map(asMember).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .map(([name, member]) => `${JSON.stringify(name)}:${asMember(member)}`)
      .join(',')}}`;
  }
  return String(value);
}

function asMember(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : asText(value);
}
