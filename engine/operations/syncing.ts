import { closeWritable, openWritable } from '../case/open.ts';
import { acquire } from '../sync/acquire.ts';
import { acquisitionInfo, acquisitionRow, acquisitionRows, hasAnswer } from '../sync/acquisitions.ts';
import { beginAcquisition } from '../sync/begin.ts';
import { Commits } from '../sync/commits.ts';
import { connectionTo } from '../sync/probe.ts';
import { syncedSource } from '../sync/result.ts';
import { discardAcquisition, settleAcquisition } from '../sync/settle.ts';
import type { CaseThread } from './case-thread.ts';
import type { In, Part } from './parts.ts';

/** Fetching goes on beside everything else that is done with a case; making a source of it is an import. */
export function syncingHandlers(thread: CaseThread): Part<In<'syncing'>> {
  return {
    'sync.acquire': async (input, { signal, progress }) => {
      const connection = connectionTo(input);
      thread.assertSameFile();
      const db = openWritable(thread.path, { live: true });
      // What a power cut takes back is fetched again; a process that dies takes nothing back.
      db.pragma('synchronous = NORMAL');
      try {
        const { id, isNew } = await Commits.alone(db, signal, () => {
          const known = new Set(acquisitionRows(db).map((row) => row.id));
          const begun = beginAcquisition(db, input, thread.actor, Date.now());
          return { id: begun, isNew: !known.has(begun) };
        });
        try {
          await acquire(db, id, { connection, signal, context: thread.context(progress) });
        } catch (error) {
          // Of one that was refused before anything came there is nothing to go on with, to keep or to drop.
          if (isNew && !hasAnswer(db, id)) discardAcquisition(db, id);
          throw error;
        }
        return acquisitionInfo(db, acquisitionRow(db, id));
      } finally {
        connection.agent.destroy();
        closeWritable(db);
      }
    },
    'sync.settle': ({ acquisition, onlyNew }, { progress }) =>
      thread.writing(
        async (db) => {
          const context = thread.context(progress);
          const settling = { actor: thread.actor, onlyNew };
          const source = await settleAcquisition(db, acquisition, settling, context, thread.stop);
          return source === null ? null : syncedSource(db, source.id, context);
        },
        { live: true },
      ),
    'sync.list': () => acquisitionRows(thread.db).map((row) => acquisitionInfo(thread.db, row)),
    'sync.discard': async ({ acquisition }) => {
      await thread.writing((db) => discardAcquisition(db, acquisitionRow(db, acquisition).id));
      return null;
    },
  };
}
