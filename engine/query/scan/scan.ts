/** A thread that looks through entries beside the one that was asked, piece by piece, on a connection of its own. */
import { type MessagePort, workerData } from 'node:worker_threads';
import { cancelled } from '../../../shared/errors.ts';
import type { QueryNode } from '../../../shared/query/syntax.ts';
import { openReadable } from '../../case/open.ts';
import { caseUuid } from '../../case/uuid.ts';
import { IdSet } from '../id-set.ts';
import type { Piece } from './pieces.ts';
import { RowScan } from './row-scan.ts';
import { ScanState } from './scan-state.ts';

export interface ScanThreadInput {
  readonly path: string;
  /** The case that is meant: another file may have come to stand at its path. */
  readonly uuid: string;
  readonly query: QueryNode;
  /** The only entries that are looked at, in shared memory; null for all. */
  readonly among: Float64Array | null;
  readonly pieces: readonly Piece[];
  readonly state: SharedArrayBuffer;
  readonly port: MessagePort;
}

/** What was found in a piece; null where the thread does nothing more, for whatever reason. */
export type ScanThreadMessage = { readonly piece: number; readonly ids: Float64Array<ArrayBuffer> } | null;

const { path, uuid, query, among, pieces, state: memory, port } = workerData as ScanThreadInput;
const state = new ScanState(memory);
const post = (message: ScanThreadMessage) => {
  port.postMessage(message, message === null ? [] : [message.ids.buffer]);
  state.hand();
};
const context = {
  progress() {},
  checkCancelled() {
    if (state.isStopped) throw cancelled('nothing was changed');
  },
};

try {
  context.checkCancelled();
  const db = openReadable(path);
  try {
    if (caseUuid(db) !== uuid) throw new Error('another case stands there');
    const scan = new RowScan(db, query, among && new IdSet(among), context);
    for (let piece = state.take(); piece < pieces.length; piece = state.take()) {
      const { first, last } = pieces[piece] as Piece;
      post({ piece, ids: scan.between(first, last) as Float64Array<ArrayBuffer> });
    }
  } finally {
    db.close();
  }
} catch {
  // What it took and did not hand over is looked through by the thread that was asked, which tells of what is wrong there.
}
post(null);
port.close();
