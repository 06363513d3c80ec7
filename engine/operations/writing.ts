import { refuseWhenClosed } from '../custody/closing.ts';
import { recordDisclosure } from '../custody/disclosure.ts';
import { appendCustody } from '../custody/log.ts';
import { setClosed } from '../custody/set-closed.ts';
import { importInto } from '../import/import-into.ts';
import { reread } from '../import/reread.ts';
import { entryTotal } from '../query/entry-count.ts';
import { rebuildIndex } from '../query/index/segment/rebuild.ts';
import type { CaseThread } from './case-thread.ts';
import type { In, Part } from './parts.ts';

/** Everything that changes the case. The session lets one of these run at a time. */
export function writingHandlers(thread: CaseThread): Part<In<'writing'>> {
  return {
    'import.run': ({ into, ...request }, { progress }) => {
      thread.assertSameFile();
      return importInto(
        { ...request, path: thread.path, live: into === undefined, actor: thread.actor },
        thread.context(progress),
        thread.stop,
      );
    },
    'index.rebuild': (_input, { progress }) =>
      thread.writing((db) => {
        refuseWhenClosed(db);
        const context = thread.context(progress);
        const indexed = rebuildIndex(db, context);
        return { entries: entryTotal(db, context), indexed, difference: null };
      }),
    'quarantine.reread': (input, { progress }) =>
      thread.writing(
        (db) => {
          refuseWhenClosed(db);
          return reread(db, { ...input, actor: thread.actor }, thread.context(progress), thread.stop);
        },
        {
          live: true,
        },
      ),
    'custody.disclosed': async ({ what, file }) => {
      await thread.writing((db) => recordDisclosure(db, thread.actor, what, file));
      return null;
    },
    'case.setClosed': async (input) => {
      await thread.writing((db) => setClosed(db, thread.actor, input));
      return null;
    },
    'case.writable': async () => {
      await thread.writing((db) => db.exec('BEGIN IMMEDIATE; ROLLBACK'));
      return null;
    },
    'custody.opened': async () => {
      await thread.writing((db) =>
        db.transaction(() => appendCustody(db, thread.actor, 'open', {})).immediate(),
      );
      return null;
    },
  };
}
