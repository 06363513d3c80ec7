import type { LooseEntry, RecordPlace } from '../chain/loose-entry.ts';
import type { HashList, HashPlace, StatedHashes, Wanted } from '../chain/stated-hashes.ts';
import { HashFilter } from './hash-filter.ts';
import { type LinksState, rememberedAtMost } from './source-state.ts';

/** What `ChainLinks` has counted and collected. */
export interface LinkFacts {
  readonly forwards: number;
  readonly backwards: number;
  readonly beginnings: number;
  readonly firstPlace: RecordPlace | null;
  readonly outer: LinksState['outer'];
  readonly loose: readonly LooseEntry[];
  readonly recomputed: ReadonlyMap<string, number>;
}

/**
 * What is to be remembered of a source's links: of its hashes only those that may be asked for, and of all a filter. Null where that
 * is too much.
 */
export function linksState(hashes: StatedHashes, facts: LinkFacts): LinksState | null {
  const { loose, recomputed, firstPlace, outer } = facts;
  if (loose.length > rememberedAtMost || recomputed.size > rememberedAtMost) return null;
  const filter = HashFilter.for(hashes.count);
  for (let n = 0; n < hashes.count; n++) filter.add(hashes.at(n) as string);
  const spokenOf = new Set([0, hashes.count - 1, ...loose.flatMap(({ n }) => [n - 1, n, n + 1])]);
  return {
    count: hashes.count,
    forwards: facts.forwards,
    backwards: facts.backwards,
    beginnings: facts.beginnings,
    firstPlace: firstPlace && statedPlace(firstPlace),
    outer: { ...outer },
    loose: loose.map(({ place, times, quarantine, ...entry }) => ({
      ...entry,
      place: statedPlace(place),
      quarantine: { ...quarantine },
      times: { before: statedTime(times.before), after: statedTime(times.after) },
    })),
    places: [...spokenOf].flatMap((n): [number, string][] => {
      const hash = hashes.at(n);
      return hash === null ? [] : [[n, hash]];
    }),
    lookups: lookupsOf(hashes, loose),
    recomputed: [...recomputed],
    filter: filter.bytes,
  };
}

/** Of the hashes that the source's own entries name, and of those at its two ends, which another source may go on from. */
function lookupsOf(hashes: StatedHashes, loose: readonly LooseEntry[]): LinksState['lookups'] {
  const ends = [hashes.at(0), hashes.at(hashes.count - 1)].filter((hash) => hash !== null);
  const wanted = new Set([...loose.map(({ previous }) => previous), ...ends]);
  return [...hashes.among(wanted)].map(({ hash, n, followers }) => ({ hash, n, followers: [...followers] }));
}

function statedPlace({
  entryId,
  ordinal,
  line,
  byteOffset,
  time,
}: RecordPlace): NonNullable<LinksState['firstPlace']> {
  return { entryId, ordinal, line, byteOffset, time: statedTime(time) };
}

function statedTime(time: number): number | null {
  return Number.isNaN(time) ? null : time;
}

/** The hashes of a source as far as they are remembered. */
export class RememberedHashes implements HashList {
  readonly count: number;
  private readonly places: ReadonlyMap<number, string>;
  private readonly lookups: ReadonlyMap<string, readonly HashPlace[]>;
  private readonly filter: HashFilter;

  constructor({ count, places, lookups, filter }: LinksState) {
    this.count = count;
    this.places = new Map(places);
    this.lookups = Map.groupBy(lookups, ({ hash }) => hash);
    this.filter = new HashFilter(filter);
  }

  at(n: number): string | null {
    return this.places.get(n) ?? null;
  }

  *among(wanted: Wanted): Generator<HashPlace> {
    for (const [hash, places] of this.lookups) if (wanted.has(hash)) yield* places;
  }

  mayHold(hash: string): boolean {
    return this.lookups.has(hash) || this.filter.mayHold(hash);
  }

  /** Whether the hash may be here without its places being remembered. */
  cannotTell(hash: string): boolean {
    return !this.lookups.has(hash) && this.filter.mayHold(hash);
  }
}

/** An entry as it was remembered. */
export function looseEntry({ place, times, ...entry }: LinksState['loose'][number]): LooseEntry {
  return {
    ...entry,
    place: recordPlace(place),
    times: { before: times.before ?? Number.NaN, after: times.after ?? Number.NaN },
  };
}

export function recordPlace(place: NonNullable<LinksState['firstPlace']>): RecordPlace {
  return { ...place, time: place.time ?? Number.NaN };
}
