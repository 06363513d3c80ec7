import { columns, findColumn, type NumberColumn, type TimeColumn } from '../domain/columns.ts';
import { queryFault, shown } from './fault.ts';
import { type FieldName, printCodingField, printPath } from './field-name.ts';
import { type ChoiceField, choices, type ExactField } from './syntax.ts';

/** A field that has a name of one word. */
export type NamedField =
  | { readonly kind: 'words'; readonly name: 'note' | 'raw' | 'word' }
  | { readonly kind: 'exact'; readonly name: ExactField }
  | { readonly kind: 'choice'; readonly name: ChoiceField }
  | { readonly kind: 'number'; readonly name: NumberColumn }
  | { readonly kind: 'time'; readonly name: TimeColumn };

export type Field =
  | NamedField
  /** `text` is how the field is written. */
  | { readonly kind: 'coding'; readonly name: string; readonly text: string }
  | { readonly kind: 'path'; readonly path: readonly string[]; readonly text: string };

const words = ['note', 'raw', 'word'] as const;
const further = ['source', 'system', 'tag', 'sha256'] as const;

/** Every name of one word that can stand before a colon, in the order that a person is told them. */
export const fieldNames: readonly string[] = [
  ...columns.map((column) => column.name),
  'id',
  ...further,
  'word',
  'raw',
  ...Object.keys(choices),
];

/** The field of that name, in any case; `id` is short for `entry_id`. */
export function findField(name: string): NamedField | null {
  const lower = name.toLowerCase();
  if (lower === 'id') return { kind: 'exact', name: 'entry_id' };
  const word = words.find((each) => each === lower);
  if (word !== undefined) return { kind: 'words', name: word };
  const own = further.find((each) => each === lower);
  if (own !== undefined) return { kind: 'exact', name: own };
  if (Object.hasOwn(choices, lower)) return { kind: 'choice', name: lower as ChoiceField };
  const column = findColumn(lower);
  if (column === undefined) return null;
  if (column.kind === 'text') return { kind: 'exact', name: column.name as ExactField };
  return { kind: column.kind, name: column.name } as NamedField;
}

/**
 * The field that a name or path stands for.
 *
 * @throws AppError INVALID_INPUT for a name that no field has, with the nearest that one has
 */
export function fieldOf({ names, dotted }: FieldName, start: number): Field {
  const [top = '', name] = names;
  if (!dotted && names.length === 1) {
    const field = findField(top);
    if (field === null) throw unknownField(top, start);
    return field;
  }
  if (dotted || top.toLowerCase() !== 'code') return { kind: 'path', path: names, text: printPath(names) };
  if (name !== undefined && names.length === 2) return { kind: 'coding', name, text: printCodingField(name) };
  throw queryFault(
    start,
    'expected one name after code., the coding field',
    'put a name with dots in quotes, or a dot before code to mean a member of the entry',
  );
}

function unknownField(name: string, at: number) {
  const near = nearestField(name);
  const hint = near === null ? '' : `; did you mean ${near}?`;
  return queryFault(
    at,
    `expected the name of a field, and none is called ${shown(name)}${hint}`,
    'put the text in quotes to search for it, or a dot before the name to mean a member of the entry',
  );
}

/** The field name nearest to a mistyped one, or null where none is near. */
function nearestField(name: string): string | null {
  return nearest(name.toLowerCase(), fieldNames);
}

/** The candidate that the fewest edits reach, where those are at most a third of the name's letters. */
export function nearest(name: string, candidates: readonly string[]): string | null {
  let best: string | null = null;
  let fewest = Math.max(1, Math.floor(name.length / 3)) + 1;
  if (name.length > 40) return null;
  for (const candidate of candidates) {
    const edits = editDistance(name, candidate);
    if (edits < fewest) {
      best = candidate;
      fewest = edits;
    }
  }
  return best;
}

/** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = a[i - 1] === b[j - 1] ? 0 : 1;
      let edits = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + substitution);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        edits = Math.min(edits, at(beforeLast, j - 2) + 1);
      row.push(edits);
    }
    beforeLast = last;
    last = row;
  }
  return at(last, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
