import { lastEntry } from '../case/census.ts';
import type { ReadableDb } from '../case/database.ts';
import { corrupt } from '../case/faults.ts';
import { areHeld, type SourceRow } from '../case/sources.ts';
import { Bits } from './bits.ts';
import { recordIds } from './record-ids.ts';
import type { Steps } from './steps.ts';

/** Which entries two sources hold, and in which order the second holds those that both do. */
export interface TwoSources {
  /** Above every number of an entry. */
  readonly limit: number;
  onlyFirst(entry: number): boolean;
  onlySecond(entry: number): boolean;
  /** Entries in both, each once, in the order of the second. */
  readonly common: Uint32Array;
  /** Where each of those first stands in the first. */
  readonly positions: Uint32Array;
  /** Records whose entry stood in the same source before. */
  readonly repeated: { readonly first: number; readonly second: number };
}

export function readTwoSources(
  db: ReadableDb,
  first: SourceRow,
  second: SourceRow,
  steps: Steps,
): TwoSources {
  const limit = lastEntry(db) + 1;
  for (const source of [first, second])
    if (!areHeld(db, source))
      throw corrupt(db.name, `it does not hold as many records as source ${source.id} is said to have`);
  // By entry: one more than its ordinal in the first source.
  const ordinals = new Uint32Array(limit);
  const repeated = { first: 0, second: 0 };
  let ordinal = 0;
  for (const entry of known(db, first, limit)) {
    steps.record();
    ordinal++;
    if (ordinals[entry] === 0) ordinals[entry] = ordinal;
    else repeated.first++;
  }
  const inSecond = new Bits(limit);
  const most = Math.min(first.entries + first.duplicates, second.entries + second.duplicates);
  const common = new Uint32Array(most);
  const positions = new Uint32Array(most);
  let count = 0;
  for (const entry of known(db, second, limit)) {
    steps.record();
    if (inSecond.has(entry)) {
      repeated.second++;
      continue;
    }
    inSecond.add(entry);
    if (ordinals[entry] === 0) continue;
    common[count] = entry;
    positions[count++] = (ordinals[entry] as number) - 1;
  }
  return {
    limit,
    onlyFirst: (entry) => ordinals[entry] !== 0 && !inSecond.has(entry),
    onlySecond: (entry) => ordinals[entry] === 0 && inSecond.has(entry),
    common: common.subarray(0, count),
    positions: positions.subarray(0, count),
    repeated,
  };
}

function* known(db: ReadableDb, source: SourceRow, limit: number): Generator<number> {
  for (const entry of recordIds(db, source)) {
    if (entry < 1 || entry >= limit)
      throw corrupt(db.name, `source ${source.id} holds an entry that is not there`);
    yield entry;
  }
}
