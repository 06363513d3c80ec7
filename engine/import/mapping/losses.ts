import type { ColumnValues } from '../../../shared/domain/columns.ts';
import type { Mapping } from '../../../shared/mapping/mapping.ts';
import type { Layout } from '../layout/layout.ts';
import { timesOf } from './preview.ts';

/** Characters of a prompt that IndigiArmor keeps, by its documentation. */
const promptPreview = 120;

/** What this form of the trail cannot hold, its system cut off, or a case cannot place; one sentence each. */
export function lossesOf(rows: readonly ColumnValues[], layout: Layout, mapping: Mapping): string[] {
  return [...ofTable(layout, mapping), ...ofSystem(rows, mapping), ...ofTimes(rows, mapping)];
}

function ofTable(layout: Layout, mapping: Mapping): string[] {
  if (layout.form !== 'table') return [];
  const losses = [
    'a table holds nothing but text: whether a value was a number, text, null or not there at all can no longer be told',
  ];
  if (mapping.name === 'itsreal' && !layout.header.some((heading) => /reviewer.?note/i.test(heading)))
    losses.push("itsreal's tables have no column for the reviewer's note: the JSON export has it");
  return losses;
}

function ofSystem(rows: readonly ColumnValues[], { name }: Mapping): string[] {
  if (name !== 'indigiarmor') return [];
  const cut = rows.filter(({ note }) => note !== null && [...note].length >= promptPreview).length;
  const seen = cut === 0 ? 'none' : `${cut}`;
  return [
    `IndigiArmor keeps at most the first ${promptPreview} characters of a prompt: ${seen} of the ${rows.length} entries looked at reach that`,
  ];
}

function ofTimes(rows: readonly ColumnValues[], mapping: Mapping): string[] {
  const { zoneless, none } = timesOf(rows, mapping);
  const of = `of the ${rows.length} entries looked at`;
  const losses: string[] = [];
  if (zoneless > 0) {
    losses.push(
      `${zoneless} ${of} have a time that states no zone: it is kept as text and has no place among the others, until the mapping says the zone ("zone": "Z" for UTC)`,
    );
  }
  if (none > 0)
    losses.push(
      `${none} ${of} have a time in no form that is understood: it is kept as text and has no place among the others`,
    );
  if (mapping.zone !== undefined) {
    const placed = timesOf(rows, { ...mapping, zone: undefined }).zoneless;
    if (placed > 0)
      losses.push(
        `${placed} ${of} have a time that states no zone: it is read at ${mapping.zone === 'Z' ? 'UTC' : mapping.zone}, as the mapping says`,
      );
  }
  return losses;
}
