import { digestShape, oneSpelling } from '../../../shared/chain/digest-text.ts';
import { namesPrevious } from '../../../shared/chain/places.ts';
import type { Layout } from '../../import/layout/layout.ts';
import { readerFor, splitterFor } from '../../import/reading/formats.ts';
import { DigestSearch, type WantedHashes } from './digest-search.ts';

/** How deep hashes are looked for: records are hostile. */
const deepest = 8;

/**
 * Which of the wanted hashes some record states, wherever it keeps them: in any member or column but those that say by their name
 * that they name the entry before. `blocks` gives the same bytes each time: records are read only if some of the hashes is among them.
 */
export function statedIn(
  blocks: () => Iterable<Buffer>,
  layout: Layout,
  wanted: WantedHashes,
): ReadonlySet<string> {
  const search = new DigestSearch(wanted);
  for (const block of blocks()) search.read(block);
  search.end();
  const { found: hashes } = search;
  return hashes.size === 0 ? hashes : statedByRecords(blocks(), layout, { ...wanted, hashes });
}

/** The same, where it is known that the hashes are among the bytes. */
export function statedByRecords(
  blocks: Iterable<Buffer>,
  layout: Layout,
  wanted: WantedHashes,
): ReadonlySet<string> {
  const read = readerFor(layout);
  const search = new DigestSearch(wanted);
  const found = new Set<string>();
  for (const located of splitterFor(layout)(blocks)) {
    if (!search.isIn(located.bytes)) continue;
    const { value } = read(located);
    if (value === null) continue;
    for (const text of ownTexts(value, layout.form === 'table', deepest)) {
      if (digestShape(text)?.bytes !== wanted.bytes) continue;
      const hash = oneSpelling(text, wanted.output);
      if (wanted.hashes.has(hash)) found.add(hash);
    }
    if (found.size === wanted.hashes.size) break;
  }
  return found;
}

/** `inCells`: a text may be an object that stands in a cell. */
function* ownTexts(value: unknown, inCells: boolean, depth: number): Generator<string> {
  if (typeof value === 'string') {
    const inside = inCells && value.startsWith('{') ? parsed(value) : null;
    if (inside === null) yield value;
    else yield* ownTexts(inside, false, depth - 1);
  } else if (typeof value === 'object' && value !== null && depth > 0) {
    for (const [name, member] of Object.entries(value))
      if (!namesPrevious(name)) yield* ownTexts(member, inCells, depth - 1);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
