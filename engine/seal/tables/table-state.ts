import type { ReadableDb } from '../../case/database.ts';
import type { CaseState } from '../case-state.ts';
import type { PackRecord, Records } from '../records.ts';

/** What a table says of a record beside its values. */
export type TableRecord = Pick<PackRecord, 'entry' | 'source' | 'ordinal' | 'duplicate'>;

/** What of the case the tables are made from. */
export interface TableState extends Pick<CaseState, 'name' | 'bates'> {
  readonly db: ReadableDb;
  readonly records: Records;
  readonly sources: readonly { readonly id: number; readonly name: string }[];
  readonly redactions: Pick<CaseState['redactions'], 'withheld' | 'masked'> & {
    /** Null in a thread of their own, which makes none. */
    readonly copies: CaseState['redactions']['copies'] | null;
  };
}
