import type { TimeColumn } from '../../../shared/domain/columns.ts';
import type { ReadableDb } from '../../case/database.ts';
import type { TaskContext } from '../../task.ts';
import { type FieldValues, listed } from '../counted-values.ts';
import type { EntrySet } from '../index/entry-set.ts';
import type { TimeValues } from '../index/time-values.ts';
import { type Labeller, labellerOf } from '../labels.ts';
import { idsIn, type Matching } from '../matching.ts';
import { farthestMoment, momentsOfRows } from '../moments.ts';

/** Moments of some entries, in milliseconds since 1970-01-01 UTC, NaN where none is understood, and their labels; arrays that are used again. */
export interface Piece {
  readonly moments: Float64Array;
  readonly labels: Uint32Array;
  readonly length: number;
  /** Entries that were in another piece already, with another of their labels. */
  readonly again: boolean;
}

/** Where matching entries stand in time, and which of the field's values they have. */
export interface Spread {
  /** By label; label 0 is no value. */
  readonly values: FieldValues;
  /** Hands out all of them, piece by piece; as often as it is asked. */
  each(take: (piece: Piece) => void): void;
}

const noLabels = listed(['']);

/** @param by a field that entries are labelled by, or null */
export function spreadOf(
  db: ReadableDb,
  found: Matching,
  field: TimeColumn,
  by: string | null,
  context: TaskContext,
): Spread {
  const times = found.kind === 'set' ? found.index.times(field) : null;
  const labeller = by === null ? null : labellerOf(db, found, by, context);
  const values = labeller?.values ?? noLabels;
  if (found.kind === 'set' && times !== null) {
    return { values, each: (take) => eachOfSet(found.set, times, labeller, context, take) };
  }
  const ids = idsIn(found, context);
  const moments = momentsOfRows(db, ids, field, context);
  const places = Uint32Array.from(ids, (id) => id - 1);
  return { values, each: (take) => labelled(places, moments, labeller, take) };
}

function eachOfSet(
  set: EntrySet,
  { ms }: TimeValues,
  labeller: Labeller | null,
  context: TaskContext,
  take: (piece: Piece) => void,
): void {
  let moments = new Float64Array(0);
  set.eachBlock(context, (places, length) => {
    if (moments.length < length) moments = new Float64Array(places.length);
    for (let i = 0; i < length; i++) {
      const moment = ms[places[i] as number] as number;
      moments[i] = Math.abs(moment) <= farthestMoment ? moment : Number.NaN;
    }
    labelled(places.subarray(0, length), moments.subarray(0, length), labeller, take);
  });
}

function labelled(
  places: Uint32Array,
  moments: Float64Array,
  labeller: Labeller | null,
  take: (piece: Piece) => void,
): void {
  const { length } = places;
  const labels = new Uint32Array(length);
  const further: { readonly place: number; readonly label: number }[] = [];
  labeller?.label(places, labels, (place, label) => further.push({ place, label }));
  take({ moments, labels, length, again: false });
  if (further.length === 0) return;
  take({
    moments: Float64Array.from(further, ({ place }) => moments[place] as number),
    labels: Uint32Array.from(further, ({ label }) => label),
    length: further.length,
    again: true,
  });
}
