import { digestShape, oneSpelling } from '../../../shared/chain/digest-text.ts';
import { namesPrevious } from '../../../shared/chain/places.ts';
import type { Output } from '../../../shared/chain/profile.ts';
import type { Layout } from '../../import/layout/layout.ts';
import { readerFor } from '../../import/reading/formats.ts';
import type { Located } from '../../import/split/located.ts';
import { sampleLength } from './chain-sample.ts';

/** Hashes that are looked for among records, all as the profile of one chain spells them. */
export interface WantedHashes {
  readonly hashes: ReadonlySet<string>;
  readonly output: Output;
  /** Of the digest. */
  readonly bytes: number;
}

/** How deep hashes are looked for: records are hostile. */
const deepest = 8;

/**
 * Which of the wanted hashes some record states, wherever it keeps them: in any member or column but those that say by their name
 * that they name the entry before. As a chain is, they are looked for only where the first records carry some.
 */
export function statedIn(records: Iterable<Located>, layout: Layout, wanted: WantedHashes): Set<string> {
  const read = readerFor(layout);
  const found = new Set<string>();
  let looked = 0;
  let isCarried = false;
  for (const located of records) {
    const { value } = read(located);
    if (value === null) continue;
    for (const text of ownTexts(value, layout.form === 'table', deepest)) {
      if (digestShape(text)?.bytes !== wanted.bytes) continue;
      isCarried = true;
      const hash = oneSpelling(text, wanted.output);
      if (wanted.hashes.has(hash)) found.add(hash);
    }
    if (++looked === sampleLength && !isCarried) break;
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
