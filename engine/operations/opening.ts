import { caseInfo } from '../overview/case-info.ts';
import type { CaseThread } from './case-thread.ts';
import type { In, Part } from './parts.ts';

/** What is asked of every case that is opened: apart from other questions, which take longer to load than these to answer. */
export function openingHandlers(thread: CaseThread): Part<In<'opening'>> {
  return {
    'case.info': () => caseInfo(thread.db, thread.path, thread.mode),
    'thread.rest': () => {
      thread.rest();
      return null;
    },
    'case.revision': () => thread.db.pragma('data_version', { simple: true }) as number,
  };
}
