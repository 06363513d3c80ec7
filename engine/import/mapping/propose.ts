import { type ColumnName, columns } from '../../../shared/domain/columns.ts';
import type { Mapping } from '../../../shared/mapping/mapping.ts';
import { printNotation } from '../../../shared/mapping/notation.ts';
import { pathDepth, pathLength } from '../../../shared/mapping/path.ts';
import type { Field } from './fields.ts';
import { normalized, synonyms } from './synonyms.ts';

/** The name of a mapping that was made from the data alone. */
const proposedName = 'proposed';

/** A mapping for records of no known system, from the names of their members and what stands there. */
export function proposeMapping(fields: readonly Field[], records: number): Mapping {
  const candidates = fields
    .filter(({ path }) => path.length <= pathDepth && printNotation(path).length <= pathLength)
    .map((field) => ({
      field,
      whole: normalized(field.path.join('_')),
      last: normalized(field.path.at(-1) ?? ''),
    }));
  const taken = new Set<Field>();
  const found: Partial<Record<ColumnName, string>> = {};
  for (const column of Object.keys(synonyms) as ColumnName[]) {
    const best = candidates
      .filter(({ field }) => !taken.has(field) && fits(column, field, records))
      .map((candidate) => ({ ...candidate, rank: rankOf(column, candidate) }))
      .filter(({ rank }) => rank < noRank)
      .sort((a, b) => a.rank - b.rank || b.field.filled - a.field.filled)[0];
    if (best === undefined) continue;
    taken.add(best.field);
    found[column] = printNotation(best.field.path);
  }
  const inOrder = columns.flatMap(({ name }) => (found[name] === undefined ? [] : [[name, found[name]]]));
  return { name: proposedName, columns: Object.fromEntries(inOrder) };
}

const noRank = 1000;

/** How well a field's name says the column: the lower the better; a name of its own before one further down. */
function rankOf(
  column: ColumnName,
  { field, whole, last }: { readonly field: Field; readonly whole: string; readonly last: string },
): number {
  const names = synonyms[column];
  const depth = field.path.length - 1;
  const asWhole = names.indexOf(whole);
  if (asWhole !== -1) return asWhole;
  const asLast = names.indexOf(last);
  // A plain `id` or `type` within something else is that thing's, not the entry's.
  if (asLast !== -1 && !(depth > 0 && ofAnything.has(last))) return 50 + asLast + depth;
  // What holds nothing but times or addresses is one, whatever it is called.
  const only = column === 'time' ? field.times : column === 'ip' ? field.addresses : 0;
  return only > 0 && only === field.filled && !isPlainNumber(field) ? 100 + depth : noRank;
}

const ofAnything = new Set([
  'id',
  'type',
  'name',
  'kind',
  'uuid',
  'guid',
  'path',
  'version',
  'date',
  'at',
  'by',
  'email',
]);

function isPlainNumber({ range, filled }: Field): boolean {
  return range !== null && range.count === filled;
}

/** Whether what stands there can be the column's value at all. */
function fits(column: ColumnName, field: Field, records: number): boolean {
  const { filled, distinct, times, addresses, range, kinds, longest } = field;
  const plain = (kinds.get('text') ?? 0) + (kinds.get('number') ?? 0) + (kinds.get('boolean') ?? 0);
  if (filled === 0 || plain * 2 < filled) return false;
  const numeric = range !== null && range.count * 2 >= filled;
  switch (column) {
    case 'time':
    case 'logged_at':
      return times * 2 >= filled;
    case 'entry_id':
      // One id may stand twice where an entry was exported twice.
      return filled * 2 >= records && distinct.size * 10 >= Math.min(filled, 1000) * 9;
    case 'confidence':
      return numeric && range.least >= 0 && range.most <= 1;
    case 'risk_score':
      return numeric && range.least >= 0 && range.most <= 100;
    case 'ip':
      return addresses * 2 >= filled;
    case 'verdict':
    case 'action':
    case 'severity':
    case 'event_type':
    case 'status':
      return longest <= 200 && times * 2 < filled;
    case 'note':
      return true;
    default:
      return longest <= 1000 && times * 2 < filled;
  }
}
