/** What a pack will say of itself, before it is sealed. */
import type { PackContents } from '../../shared/contract/sealing-operations.ts';
import { columns } from '../../shared/domain/columns.ts';
import { scopeKey } from '../../shared/pack/scope.ts';
import { batesOf } from '../case/bates.ts';
import type { ReadableDb } from '../case/database.ts';
import { openReadable } from '../case/open.ts';
import type { TaskContext } from '../task.ts';
import type { CaseState } from './case-state.ts';
import { certification } from './certification.ts';
import { packValues } from './pack-values.ts';
import { sealNotices } from './preview.ts';
import { readState, type SealRequest } from './seal-pack.ts';
import { withheldByKind } from './write-annotations.ts';
import { describeSources } from './write-sources.ts';

const rowsShown = 20;

export type PreviewWish = Pick<
  SealRequest,
  'scope' | 'related' | 'pdf' | 'redaction' | 'annotations' | 'number' | 'bates' | 'checkers'
> & {
  /** Whether the key that will seal has a certificate: the pack says so in several places. */
  readonly certified: boolean;
};

/**
 * What can be told of a pack without writing it.
 *
 * @throws AppError as sealing, before anything is written
 */
export function packContents(db: ReadableDb, wish: PreviewWish, context: TaskContext): PackContents {
  const snapshot = openReadable(db.name);
  try {
    const state = readState(snapshot, wish, wish.certified ? ['ssh', 'cms'] : ['ssh'], context);
    return contentsOf(state, context);
  } finally {
    snapshot.close();
  }
}

function contentsOf(state: CaseState, context: TaskContext): PackContents {
  const { db, scope, records, entries, bates, number, name, redactions, annotations } = state;
  const { withheld, masked } = redactions;
  return {
    ...{ number, name, entries: entries.length, records: records.length },
    ...{ withheld: withheld.size, masked: masked.size },
    annotations: annotations.events.length,
    annotationsWithheld: withheldByKind(annotations.withheld),
    bates: bates === null ? null : { first: batesOf(bates, 0), last: batesOf(bates, records.length - 1) },
    columns: columns.map(({ name: column }) => column),
    rows: rowsOf(state, context),
    certification: certification(state, describeSources(state)),
    notices: sealNotices(db, {
      isProvable: scopeKey(scope) !== null,
      records,
      sourcesInCase: state.sources.length,
      annotations: annotations.events.length,
      annotationsWithheld: annotations.withheld.length,
    }),
  };
}

function rowsOf(state: CaseState, context: TaskContext): PackContents['rows'] {
  const ids = state.entries.slice(0, rowsShown);
  const { masked } = state.redactions;
  return packValues(
    state,
    context,
  )(ids).map((row, i) => ({
    masked: masked.has(ids[i] as number),
    values: row.map((cell) => (cell === null ? null : String(cell))),
  }));
}
