import { type ColumnName, columns } from '../../shared/domain/columns.ts';
import { type JsonNode, member, parseJson } from '../../shared/json/parse.ts';
import type { Mapping } from '../../shared/mapping/mapping.ts';
import type { JsonObject } from './read-record.ts';

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

/** Puts records into columns. Column numbers are positions in `columns`. */
export class EntryMapper {
  private readonly plans: readonly Plan[];

  constructor(mapping: Mapping) {
    this.plans = Object.entries(mapping.columns).map(([name, paths]) => {
      const column = columns.findIndex((candidate) => candidate.name === (name as ColumnName));
      return {
        column,
        numeric: columns[column]?.kind === 'number',
        paths: [paths].flat().map((path) => {
          const [first = '', ...rest] = path.split('.');
          return { first, rest };
        }),
      };
    });
  }

  /** `bytes` are the record that `value` was read from. */
  map(value: JsonObject, bytes: Buffer, sink: ColumnSink): void {
    let record: JsonNode | null | undefined;
    for (const { column, numeric, paths } of this.plans) {
      const found = find(value, paths);
      if (found === undefined || found === null) continue;
      if (numeric) {
        const number = typeof found === 'string' && decimal.test(found) ? Number(found) : found;
        if (typeof number === 'number' && Number.isFinite(number)) sink.number(column, number);
      } else {
        // Read a second time, keeping lexemes, only for the rare record with a number where text is expected.
        if (typeof found !== 'string' && record === undefined) record = parseJson(bytes.toString('utf8'));
        const text = typeof found === 'string' ? found : textAt(record ?? null, paths);
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

/**
 * What is no string there, as text. Null in a record nested more deeply than `parseJson` reads: the column stays empty, at
 * import and at verification alike, whatever stack is left; the record itself is kept.
 */
function textAt(record: JsonNode | null, paths: readonly Path[]): string | null {
  if (record === null) return null;
  for (const { first, rest } of paths) {
    let node = member(record, first);
    for (const name of rest) node = member(node, name);
    if (node !== undefined) return asText(node);
  }
  return null;
}

/** A value that is not text, as the entry writes it: numbers by their lexeme, the rest as compact JSON. */
function asText(node: JsonNode): string {
  if (node.kind === 'literal') return node.text;
  if (node.kind === 'number') return node.lexeme;
  if (node.kind === 'string') return JSON.stringify(node.value);
  if (node.kind === 'array') return `[${node.items.map(asText).join(',')}]`;
  return `{${node.members.map(({ name, value }) => `${JSON.stringify(name)}:${asText(value)}`).join(',')}}`;
}
