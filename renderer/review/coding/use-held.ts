import { useEffect, useState } from 'react';
import type { Client } from '../../../shared/contract/client.ts';
import type { EntryRow } from '../../../shared/domain/case.ts';
import { printCodingField } from '../../../shared/query/field-name.ts';
import { useCase } from '../../session/case-context.tsx';
import { useClient } from '../../session/client-context.tsx';
import type { Selected } from '../selected-rows.ts';
import { toggleValue, withTerms } from '../term-edit.ts';

/** What is said of an entry, or of several alike. */
export type Held = Pick<EntryRow, 'codes' | 'tags' | 'reviewed'>;

export const nothingHeld: Held = { codes: {}, tags: [], reviewed: false };

/** Rows that are looked at one by one; of more, all that match are counted, and of a part of them nothing is known. */
const mostRows = 2000;
/** Held-down keys do not ask for every selection that they pass. */
const pauseMs = 100;

/**
 * What holds for every selected entry: a key takes off what all of them have, and gives it to all where some do not have it. As long
 * as that is not known, nothing counts as held, so that a key takes nothing off.
 */
export function useHeld(selected: Selected, row: EntryRow | null): Held {
  const client = useClient();
  const { version } = useCase();
  const [known, setKnown] = useState<{ readonly of: Selected['rows']; readonly held: Held } | null>(null);
  const { rows, whole, count } = selected;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is said of them may be other with every version of the case
  useEffect(() => {
    if (row === null || count < 2) return;
    let wanted = true;
    const ask = async () => {
      const held =
        count <= mostRows
          ? heldByAll(await rows(mostRows))
          : whole === null
            ? nothingHeld
            : await heldByMatches(client, whole, count, row);
      if (wanted) setKnown({ of: rows, held });
    };
    // Where that cannot be told, nothing counts as held.
    const timer = setTimeout(() => void ask().catch(() => {}), pauseMs);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [client, version, row, rows, whole, count]);
  if (row === null) return nothingHeld;
  if (count < 2) return row;
  return known?.of === rows ? known.held : nothingHeld;
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

/** Only what one of them has can hold for all: it is counted among the matches. */
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
