import { type Batch, valuesOf } from '../import/batch/batch.ts';
import type { RecordPlace } from './chain/loose-entry.ts';

/** Where record `i` of a batch stands. */
export function placeOf(batch: Batch, i: number): RecordPlace {
  return placesOf(batch)(i);
}

/** The same for many records of one batch. */
export function placesOf(batch: Batch): (i: number) => RecordPlace {
  const entryIds = valuesOf(batch, 'entry_id');
  const { time } = batch.columns;
  const times = time?.kind === 'time' ? time.ms : null;
  return (i) => {
    const entryId = entryIds(i);
    return {
      entryId: typeof entryId === 'string' ? entryId : null,
      ordinal: batch.first + i,
      line: batch.lines[i] as number,
      byteOffset: batch.offsets[i] as number,
      time: times === null ? Number.NaN : (times[i] as number),
    };
  };
}

/** A place as findings name it. */
export function located({ entryId, ordinal, line, byteOffset }: RecordPlace) {
  return { ordinal, line, byteOffset, ...(entryId === null ? {} : { entryId }) };
}
