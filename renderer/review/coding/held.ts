import type { Client } from '../../../shared/contract/client.ts';
import type { EntryRow } from '../../../shared/domain/case.ts';
import { printCodingField } from '../../../shared/query/field-name.ts';
import { toggleValue, withTerms } from '../../query/term-edit.ts';
import type { Selected } from '../selected-rows.ts';

/** What is in effect for one entry, or for all of several. */
export type Held = Pick<EntryRow, 'codes' | 'tags' | 'reviewed'>;

export const nothingHeld: Held = { codes: {}, tags: [], reviewed: false };

/**
 * Up to this many rows are looked at one by one. If more are selected, the matches are counted, provided that all are
 * selected; otherwise nothing is known.
 */
const mostRows = 2000;

/** What is in effect for every selected entry, as the case has it now. */
export async function askHeld(
  client: Client,
  { rows, whole, count }: Selected,
  row: EntryRow,
): Promise<Held> {
  if (count < 2) {
    const { codes, tags, reviewed } = await client.call('annotation.of', { entry: row.id });
    return { codes: Object.fromEntries(codes.map(({ field, value }) => [field, value])), tags, reviewed };
  }
  if (count <= mostRows) return heldByAll(await rows(mostRows));
  return whole === null ? nothingHeld : heldByMatches(client, whole, count, row);
}

export function heldByAll(rows: readonly Held[]): Held {
  const [first, ...others] = rows;
  if (first === undefined) return nothingHeld;
  return {
    codes: Object.fromEntries(
      Object.entries(first.codes).filter(([field, value]) =>
        others.every(({ codes }) => codes[field] === value),
      ),
    ),
    tags: first.tags.filter((tag) => others.every(({ tags }) => tags.includes(tag))),
    reviewed: rows.every(({ reviewed }) => reviewed),
  };
}

/** Only what one of them has can be in effect for all: it is counted among the matches. */
async function heldByMatches(client: Client, query: string, matched: number, one: Held): Promise<Held> {
  const all = async (term: string) => {
    const counts = await client.call('query.count', { query: withTerms(query, [term]) });
    return counts.matched === matched;
  };
  const codes: [string, string][] = [];
  for (const [field, value] of Object.entries(one.codes))
    if (await all(toggleValue('', printCodingField(field), value))) codes.push([field, value]);
  const tags: string[] = [];
  for (const tag of one.tags) if (await all(toggleValue('', 'tag', tag))) tags.push(tag);
  const reviewed = one.reviewed && (await all('is:reviewed'));
  return { codes: Object.fromEntries(codes), tags, reviewed };
}
