import type { ReadableDb } from '../../case/database.ts';
import type { CaseState } from '../case-state.ts';
import type { PackRecord } from '../records.ts';

/** What a table says of a record beside its values. */
export type TableRecord = Pick<PackRecord, 'entry' | 'source' | 'ordinal' | 'duplicate'>;

/** Records in the order of the index: an array, or packed as another thread is given them. */
export interface TableRecords {
  readonly length: number;
  slice(from: number, to: number): readonly TableRecord[];
}

/** What of the case the tables are made from. */
export interface TableState extends Pick<CaseState, 'name' | 'bates'> {
  readonly db: ReadableDb;
  readonly records: TableRecords;
  readonly sources: readonly { readonly id: number; readonly name: string }[];
  readonly redactions: Pick<CaseState['redactions'], 'withheld' | 'masked'> & {
    /** Null in a thread of their own, which makes none. */
    readonly copies: CaseState['redactions']['copies'] | null;
  };
}

/** Records as columns, 21 bytes each, in memory that threads share. */
export interface PackedRecords {
  readonly entry: Float64Array;
  readonly source: Uint32Array;
  readonly ordinal: Float64Array;
  readonly duplicate: Uint8Array;
}

export function packTableRecords(records: readonly TableRecord[]): PackedRecords {
  const count = records.length;
  const shared = (bytes: number) => new SharedArrayBuffer(bytes * count);
  const packed = {
    entry: new Float64Array(shared(8)),
    source: new Uint32Array(shared(4)),
    ordinal: new Float64Array(shared(8)),
    duplicate: new Uint8Array(shared(1)),
  };
  for (const [i, { entry, source, ordinal, duplicate }] of records.entries()) {
    packed.entry[i] = entry;
    packed.source[i] = source;
    packed.ordinal[i] = ordinal;
    packed.duplicate[i] = duplicate ? 1 : 0;
  }
  return packed;
}

export function unpackTableRecords({ entry, source, ordinal, duplicate }: PackedRecords): TableRecords {
  return {
    length: entry.length,
    slice: (from, to) =>
      Array.from({ length: Math.min(to, entry.length) - from }, (_, i) => ({
        entry: entry[from + i] as number,
        source: source[from + i] as number,
        ordinal: ordinal[from + i] as number,
        duplicate: duplicate[from + i] === 1,
      })),
  };
}
