import type { annotationOperations } from '../../shared/contract/annotation-operations.ts';
import type { viewOperations } from '../../shared/contract/view-operations.ts';
import { addAnnotation, setCodingLayout, undoAnnotation } from '../annotation/annotate.ts';
import { annotationHistory, layoutAnswer, marksOfEntry, summarize } from '../annotation/history.ts';
import { addSearch, clearSearches, pastSearches } from '../view/past-searches.ts';
import { removeView, renameView, savedViews, saveView } from '../view/saved-views.ts';
import type { CaseThread } from './case-thread.ts';
import type { Part } from './reading.ts';

/** What people say of entries, how they look at them, and what they searched for. */
export function annotatingHandlers(
  thread: CaseThread,
): Part<keyof typeof annotationOperations | keyof typeof viewOperations> {
  return {
    'annotation.add': (input) => thread.writing((db) => addAnnotation(db, input, thread.context())),
    'annotation.undo': (input) => thread.writing((db) => undoAnnotation(db, input)),
    'annotation.history': async (input, { signal }) =>
      annotationHistory(thread.db, input, await thread.turn(signal)),
    'annotation.of': async ({ entry }, { signal }) =>
      marksOfEntry(thread.db, entry, await thread.turn(signal)),
    'annotation.summary': async (_, { signal }) => summarize(thread.db, await thread.turn(signal)),
    'layout.get': async (_, { signal }) => layoutAnswer(thread.db, await thread.turn(signal)),
    'layout.set': (input) => thread.writing((db) => setCodingLayout(db, input)),

    'view.list': () => savedViews(thread.db),
    'view.save': (input) => thread.writing((db) => saveView(db, input)),
    'view.rename': (input) => thread.writing((db) => renameView(db, input)),
    'view.remove': async ({ name }) => {
      await thread.writing((db) => removeView(db, name));
      return null;
    },
    'search.add': (input) => thread.writing((db) => addSearch(db, input)),
    'search.list': (input) => pastSearches(thread.db, input),
    'search.clear': async ({ examiner }) => {
      await thread.writing((db) => clearSearches(db, examiner));
      return null;
    },
  };
}
