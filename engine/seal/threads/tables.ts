/** The thread that writes a pack's tables while another writes its entries. It reads the case on a connection of its own. */

import { parentPort } from 'node:worker_threads';
import type { Progress } from '../../../shared/domain/progress.ts';
import { type ErrorText, toAppError } from '../../../shared/errors.ts';
import { openReadable } from '../../case/open.ts';
import { custodyHead } from '../../custody/log.ts';
import { giveWay } from '../../threads/give-way.ts';
import { onWork } from '../../threads/on-work.ts';
import type { StagedMember } from '../member-writer.ts';
import { PackRecords, type RecordsPlace } from '../records.ts';
import { Staging } from '../staging.ts';
import type { TableState } from '../tables/table-state.ts';
import { writeTables } from '../tables/write-tables.ts';

export interface TablesThreadInput extends Pick<TableState, 'name' | 'bates' | 'sources'> {
  /** The case file. */
  readonly path: string;
  /** That members are written to; it does not exist yet. */
  readonly folder: string;
  readonly records: RecordsPlace;
  readonly withheld: ReadonlySet<number>;
  /** The hash of the last custody event of the state that the pack is made from. */
  readonly head: string;
}

export type TablesThreadMessage =
  | { readonly type: 'progress'; readonly progress: Progress }
  /** Null where the case has gone on since. */
  | { readonly type: 'members'; readonly members: readonly StagedMember[] | null }
  | { readonly type: 'error'; readonly error: ErrorText };

// The seal waits for the tables last: whatever else it does at the same time is what takes longest.
giveWay();

onWork((input: TablesThreadInput) => {
  try {
    tell({ type: 'members', members: write(input) });
  } catch (error) {
    tell({ type: 'error', error: toAppError(error).toText() });
  }
});

function write({
  path,
  folder,
  records,
  withheld,
  head,
  ...about
}: TablesThreadInput): readonly StagedMember[] | null {
  const db = openReadable(path, { once: true });
  try {
    db.exec('BEGIN');
    if (custodyHead(db) !== head) return null;
    const staging = new Staging(folder);
    const redactions = { withheld, masked: new Map(), copies: null };
    const state = { ...about, db, redactions, records: new PackRecords(records) };
    const progress = (each: Progress) => tell({ type: 'progress', progress: each });
    // Whoever started this thread ends it where the seal is cancelled.
    writeTables(state, staging, { progress, checkCancelled() {} });
    return staging.members;
  } finally {
    db.close();
  }
}

function tell(message: TablesThreadMessage): void {
  parentPort?.postMessage(message);
}
