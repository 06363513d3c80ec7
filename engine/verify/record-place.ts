import { type Batch, valuesOf } from '../import/batch.ts';
import type { RecordPlace } from './chain-links.ts';

/** Where record `i` of a batch stands. */
export function placeOf(batch: Batch, i: number): RecordPlace {
  const entryId = valuesOf(batch, 'entry_id')(i);
  return {
    entryId: typeof entryId === 'string' ? entryId : null,
    ordinal: batch.first + i,
    line: batch.lines[i] as number,
    byteOffset: batch.offsets[i] as number,
    time: batch.columns.time?.kind === 'time' ? (batch.columns.time.ms[i] as number) : Number.NaN,
  };
}

/** A place as findings name it. */
export function located({ entryId, ordinal, line, byteOffset }: RecordPlace) {
  return { ordinal, line, byteOffset, ...(entryId === null ? {} : { entryId }) };
}
