import { columns, findColumn, type NumberColumn, type TimeColumn } from '../domain/columns.ts';
import { type ChoiceField, choices, type ExactField, type WordField } from './syntax.ts';

export type Field =
  | { readonly kind: 'words'; readonly name: WordField }
  | { readonly kind: 'exact'; readonly name: ExactField }
  | { readonly kind: 'choice'; readonly name: ChoiceField }
  | { readonly kind: 'number'; readonly name: NumberColumn }
  | { readonly kind: 'time'; readonly name: TimeColumn };

const further = ['id', 'source', 'tag', 'raw', ...Object.keys(choices)];

/** Every name that can stand before a colon, in the order that a person is told them. */
const fieldNames: readonly string[] = [...columns.map((column) => column.name), ...further];

/** The field of that name, in any case; `id` is short for `entry_id`. */
export function findField(name: string): Field | null {
  const lower = name.toLowerCase();
  if (lower === 'id') return { kind: 'exact', name: 'entry_id' };
  if (lower === 'note' || lower === 'raw') return { kind: 'words', name: lower };
  if (lower === 'source' || lower === 'tag') return { kind: 'exact', name: lower };
  if (Object.hasOwn(choices, lower)) return { kind: 'choice', name: lower as ChoiceField };
  const column = findColumn(lower);
  if (column === undefined) return null;
  if (column.kind === 'text') return { kind: 'exact', name: column.name as ExactField };
  return { kind: column.kind, name: column.name } as Field;
}

/** The field name nearest to a mistyped one, or null where none is near. */
export function nearestField(name: string): string | null {
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
