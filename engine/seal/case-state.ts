import type { SealKind } from '../../shared/pack/layout.ts';
import type { PackScope } from '../../shared/pack/scope.ts';
import type { BatesRange } from '../case/bates.ts';
import type { ReadableDb } from '../case/database.ts';
import { type SourceRow, sourceRows } from '../case/sources.ts';
import type { Redactions } from '../redact/redactions.ts';
import type { Records } from './records.ts';
import type { RelatedGroup } from './related.ts';
import type { PackAnnotations } from './write-annotations.ts';

/** What a pack is made from: one state of one case, and what of it the pack is about. Nothing else enters a pack. */
export interface CaseState {
  /** A connection on which nothing changes while members are written; closed after. */
  readonly db: ReadableDb;
  readonly uuid: string;
  readonly title: string;
  readonly created: string;
  readonly sources: readonly SourceRow[];
  readonly scope: PackScope;
  /** What was found beside the scope; null where nobody looked. Those that are in are among the entries. */
  readonly related: readonly RelatedGroup[] | null;
  readonly number: number;
  /** The pack's name: that of its top directory. */
  readonly name: string;
  /** What it is sealed with. */
  readonly seals: readonly SealKind[];
  /** The distinct entries that the pack holds, whole or masked, by id, ascending. */
  readonly entries: Float64Array;
  /** Every record of the scope and of what is related and in, withheld ones too. */
  readonly records: Records;
  readonly redactions: Redactions;
  readonly annotations: PackAnnotations;
  /** The numbers to cite records by; null where none were asked for. */
  readonly bates: BatesRange | null;
  /** Whether the report is in the pack as a PDF too. */
  readonly pdf: boolean;
  /** When the last custody event happened: the pack's only date. ISO 8601 in UTC. */
  readonly asOf: string;
}

interface CaseRow {
  readonly uuid: string;
  readonly title: string;
  readonly created: string;
}

export function readCase(
  db: ReadableDb,
): CaseRow & { readonly sources: readonly SourceRow[]; readonly asOf: string } {
  const row = db.prepare<[], CaseRow>('SELECT uuid, title, created FROM case_info').get() as CaseRow;
  const last = db.prepare<[], string>('SELECT time FROM custody ORDER BY seq DESC LIMIT 1').pluck().get();
  return { ...row, sources: sourceRows(db), asOf: last ?? row.created };
}
