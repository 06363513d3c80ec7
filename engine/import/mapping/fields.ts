import type { DetectedField } from '../../../shared/domain/import.ts';
import { printNotation } from '../../../shared/mapping/notation.ts';
import { printPath } from '../../../shared/mapping/path.ts';
import type { Layout } from '../layout/layout.ts';
import type { JsonObject } from '../record/read-record.ts';
import { columnNames } from '../record/read-table-row.ts';
import { writtenTime } from '../time/written-time.ts';
import { isAddress } from './address.ts';

type Kind = 'text' | 'number' | 'boolean' | 'object' | 'array' | 'null';

/** What the records hold at one path. */
export interface Field {
  readonly path: readonly string[];
  /** By kind, how many records have a value of it there. */
  readonly kinds: ReadonlyMap<Kind, number>;
  /** Records with a value other than null and empty text. */
  readonly filled: number;
  /** Distinct values, up to a limit. */
  readonly distinct: ReadonlySet<string>;
  /** Values that are times, addresses, or texts of more than a line. */
  readonly times: number;
  readonly addresses: number;
  readonly longest: number;
  /** Of what is a number, or text that is one; null where nothing is. */
  readonly range: { readonly least: number; readonly most: number; readonly count: number } | null;
}

/** Bounds for hostile records: paths told, names down, values looked at in one record, values told apart. */
const fieldLimit = 500;
const depthLimit = 8;
const valueLimit = 5000;
const distinctLimit = 1000;
const exampleCount = 5;
const exampleLength = 120;

/** What the records hold, path by path, in the order in which paths come up; a table's columns in their order. */
export function fieldsOf(records: readonly JsonObject[], layout: Layout): Field[] {
  const census = new FieldCensus(layout.form === 'table');
  // A column that is empty in every row is a column nevertheless.
  if (layout.form === 'table') for (const heading of columnNames(layout.header)) census.field([heading]);
  for (const record of records) census.add(record);
  return census.list();
}

/** As a person is told. */
export function describeField(field: Field, records: number): DetectedField {
  const kinds = [...field.kinds].sort(([, a], [, b]) => b - a);
  return {
    path: printNotation(field.path),
    types: kinds.map(([kind]) => kind),
    fill: records === 0 ? 0 : field.filled / records,
    examples: [...field.distinct].slice(0, exampleCount).map(shortened),
  };
}

function shortened(text: string): string {
  return (text.length > exampleLength ? `${text.slice(0, exampleLength)}…` : text).toWellFormed();
}

type MutableField = { -readonly [K in keyof Field]: Field[K] } & {
  kinds: Map<Kind, number>;
  distinct: Set<string>;
};

class FieldCensus {
  private readonly fields = new Map<string, MutableField>();
  private readonly table: boolean;
  private looked = 0;

  constructor(table: boolean) {
    this.table = table;
  }

  add(record: JsonObject): void {
    this.looked = 0;
    this.members(record, []);
  }

  list(): Field[] {
    return [...this.fields.values()];
  }

  field(path: readonly string[]): MutableField | null {
    const key = printPath(path);
    const known = this.fields.get(key);
    if (known || this.fields.size === fieldLimit) return known ?? null;
    const made = { path, kinds: new Map(), filled: 0, distinct: new Set<string>(), times: 0, addresses: 0 };
    const field: MutableField = { ...made, longest: 0, range: null };
    this.fields.set(key, field);
    return field;
  }

  private members(of: object, path: readonly string[]): void {
    for (const [name, value] of Object.entries(of)) {
      if (++this.looked > valueLimit) return;
      this.value(value, [...path, name]);
    }
  }

  private value(value: unknown, path: readonly string[]): void {
    const inside = this.table && path.length === 1 ? jsonInCell(value) : value;
    if (isFilledObject(inside) && path.length < depthLimit) {
      this.members(inside, path);
      return;
    }
    const field = this.field(path);
    if (field) count(field, inside);
    // Of a list of plain values the first can be mapped.
    if (Array.isArray(inside) && inside.length > 0 && typeof inside[0] !== 'object')
      this.value(inside[0], [...path, '0']);
  }
}

function isFilledObject(value: unknown): value is object {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0
  );
}

/** An object that a cell holds as JSON text; otherwise the cell. */
function jsonInCell(cell: unknown): unknown {
  if (typeof cell !== 'string' || !cell.startsWith('{')) return cell;
  try {
    return JSON.parse(cell);
  } catch {
    return cell;
  }
}

function count(field: MutableField, value: unknown): void {
  const kind = kindOf(value);
  field.kinds.set(kind, (field.kinds.get(kind) ?? 0) + 1);
  if (value === null || value === '') return;
  field.filled++;
  const text = typeof value === 'string' ? value : printed(value);
  field.longest = Math.max(field.longest, text.length);
  if (field.distinct.size < distinctLimit) field.distinct.add(text.slice(0, 500));
  if (kind !== 'text' && kind !== 'number') return;
  if (writtenTime(text) !== null) field.times++;
  if (isAddress(text)) field.addresses++;
  const number = text.length > 40 || text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(number)) return;
  const { least, most, count } = field.range ?? { least: number, most: number, count: 0 };
  field.range = { least: Math.min(least, number), most: Math.max(most, number), count: count + 1 };
}

/** JSON.parse reads what is nested a million deep, and JSON.stringify does not write it. */
function printed(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return Array.isArray(value) ? '[…]' : '{…}';
  }
}

function kindOf(value: unknown): Kind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'object') return 'object';
  if (typeof value === 'number' || typeof value === 'boolean') return typeof value as 'number' | 'boolean';
  return 'text';
}
