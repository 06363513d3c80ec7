import { checkReport } from '../report/check.ts';
import { makeReport, type Verify } from '../report/make.ts';
import { stateOf } from '../report/state.ts';
import { writeReport } from '../report/write-report.ts';
import { checkPackFile } from '../seal/check-file.ts';
import type { CaseThread } from './case-thread.ts';
import type { In, Part } from './parts.ts';
import { verifiedAsItIs } from './verified.ts';

/** Guided reports: made, written and held against the case. They only read. */
export function reportingHandlers(thread: CaseThread): Part<In<'reporting'>> {
  return {
    'report.make': ({ state, pack, ...wish }, { progress }) =>
      makeReport(thread.db, wish, verifying(thread, state, pack), thread.context(progress)),
    'report.export': ({ state, pack, format, out, heldAt, ...wish }, { progress }) =>
      writeReport({ format, out, heldAt }, () =>
        makeReport(thread.db, wish, verifying(thread, state, pack), thread.context(progress)),
      ),
    'report.check': ({ state, pack, path }, { progress }) =>
      checkReport(thread.db, path, verifying(thread, state, pack), thread.context(progress)),
  };
}

/**
 * Nobody is known to it, and certificates of a pack are judged as of the pack's own state: the same report is made by everybody,
 * whatever the clock.
 */
function verifying(thread: CaseThread, state: string | undefined, pack: string | undefined): Verify {
  return (context) =>
    pack === undefined
      ? verifiedAsItIs(thread, state, context)
      : checkPackFile(pack, { known: [], now: new Date(stateOf(thread.db).time) }, context);
}
