import type { Layout } from '../layout/layout.ts';
import { readerFor, splitterFor } from '../reading/formats.ts';
import type { JsonObject } from '../record/read-record.ts';

/** A record of the part of a source that detection looks at. */
export interface SampleRecord {
  readonly value: JsonObject;
  /** That it was read from. */
  readonly bytes: Buffer;
}

/** Records looked at. */
const recordLimit = 1000;

/**
 * The readable records at the beginning of a source.
 *
 * @param atEnd whether `sample` is all of the source; otherwise its last record is left out, for it may be cut
 */
export function recordsIn(sample: Buffer, layout: Layout, atEnd: boolean): SampleRecord[] {
  const records: SampleRecord[] = [];
  const read = readerFor(layout);
  for (const located of splitterFor(layout)([sample])) {
    if (!atEnd && located.offset + located.length >= sample.length) break;
    const { value } = read(located);
    if (value !== null) records.push({ value, bytes: located.bytes });
    if (records.length === recordLimit) break;
  }
  return records;
}
