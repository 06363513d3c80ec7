import { countText } from '../../shared/report/counted.ts';
import type { ReadableDb } from '../case/database.ts';
import type { SourceRow } from '../case/sources.ts';
import type { HeldSources } from './state/held-sources.ts';
import type { Growth, KeptPlaces, Place } from './state/kept-progress.ts';
import { readBits } from './used-terms.ts';

/** A place in a source up to which everything was derived before, from the same bytes and of the same rows. */
export interface DerivedBefore {
  readonly place: Place;
  /** The entry that comes next. */
  readonly entry: number;
  /** How it is known, as part of a sentence. */
  readonly why: string;
  readonly growth: Iterable<Growth>;
  /** Whether it is the source's own, so that what is kept next follows it. */
  readonly isOwn: boolean;
  /** Whether the case file holds of the source that was followed what it held then: to be asked before anything is said. */
  readonly isAsThen: () => Promise<boolean>;
}

/** What the case file holds of sources now. */
export type HeldNow = Pick<HeldSources, 'digest' | 'isAtHand'>;

/**
 * How far a source need not be derived again, as long as its bytes are the same up to there: a verification of it was stopped;
 * or another source of the case begins it, as where a trail that has grown is delivered again as a whole. What the case file
 * holds of it up to there is compared here, unless what it holds of the other is still being hashed; the bytes are, when they are read.
 *
 * @param size of the source's stream, in bytes
 */
export async function derivedBefore(
  db: ReadableDb,
  source: SourceRow,
  size: number,
  asked: string,
  places: KeptPlaces,
  held: HeldNow,
): Promise<DerivedBefore | null> {
  const own = await placeOf(source.id, asked, size, places, held);
  if (own !== null) {
    const { place, isAsThen } = own;
    const why = `of its first ${countText(place.mark.ordinal)} records, the case file holds what everything was derived from on ${place.time}, when it agreed`;
    const growth = places.of(source.id, asked).growthTo(place);
    return { place, entry: place.state.stored?.entry ?? 0, why, growth, isOwn: true, isAsThen };
  }
  if (source.duplicates === 0) return null;
  for (const other of places.others(source.id, asked, size)) {
    const found = await placeOf(other, asked, size, places, held);
    if (found === null || !isOfAnySource(found.place) || !saysTheSame(db, source.id, other, found.place))
      continue;
    const { place, isAsThen } = found;
    const why = `its first ${countText(place.mark.ordinal)} records are those of source ${other}, byte for byte, and the case file says the same of both`;
    const growth = places.of(other, asked).growthTo(place);
    return { place, entry: source.first_entry ?? 0, why, growth, isOwn: false, isAsThen };
  }
  return null;
}

/** Null where it is known already that the case file holds something else by now. */
async function placeOf(
  source: number,
  asked: string,
  size: number,
  places: KeptPlaces,
  held: HeldNow,
): Promise<Pick<DerivedBefore, 'place' | 'isAsThen'> | null> {
  const place = places.of(source, asked).furthest(size);
  const stored = place?.state.stored ?? null;
  if (place === null || stored === null) return null;
  const isAsThen = async () => (await held.digest(source, readBits(stored.terms))) === stored.held;
  return held.isAtHand(source) && !(await isAsThen()) ? null : { place, isAsThen };
}

/** Whether nothing was found that depends on when the source came, or on which entries are its own. */
function isOfAnySource({ state: { trail } }: Place): boolean {
  return trail.repeats === 0 && trail.anomalies.afterwards === 0;
}

/** Whether the case file has the same records of both sources up to the place, one by one, and the same quarantined bytes. */
function saysTheSame(db: ReadableDb, source: number, other: number, { mark, state }: Place): boolean {
  const numbers = { source, other, records: mark.ordinal, spans: state.quarantined, end: mark.offset };
  const counted = (sql: string) => db.prepare<[typeof numbers], number>(sql).pluck().get(numbers);
  return (
    (counted(ofEntries) ?? 0) + (counted(ofDuplicates) ?? 0) === mark.ordinal &&
    counted(ofQuarantine) === state.quarantined &&
    counted(allQuarantine) === state.quarantined
  );
}

/** Records of a source that are entries of the other, at the same place. */
const ofEntries = `SELECT count(*) FROM duplicate AS d JOIN entry_row AS e ON e.id = d.entry
  WHERE d.source = @source AND d.ordinal < @records AND e.source = @other
    AND e.ordinal = d.ordinal AND e.line = d.line AND e.offset = d.offset AND e.length = d.length`;

/** Records that both have of a third. */
const ofDuplicates = `SELECT count(*) FROM duplicate AS d JOIN duplicate AS o ON o.source = @other AND o.ordinal = d.ordinal
  WHERE d.source = @source AND d.ordinal < @records
    AND o.entry = d.entry AND o.line = d.line AND o.offset = d.offset AND o.length = d.length`;

const ofQuarantine = `SELECT count(*) FROM quarantine AS q JOIN quarantine AS o ON o.source = @other AND o.offset = q.offset
  WHERE q.source = @source AND q.offset < @end
    AND o.line = q.line AND o.length = q.length AND o.reason = q.reason AND o.detail = q.detail`;

const allQuarantine = 'SELECT count(*) FROM quarantine WHERE source = @source AND offset < @end';
