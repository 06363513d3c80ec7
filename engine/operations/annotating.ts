import { addAnnotation, addAnnotations, setCodingLayout, undoAnnotation } from '../annotation/annotate.ts';
import { exportAnnotations } from '../annotation/exchange/export-annotations.ts';
import { importAnnotations, previewAnnotations } from '../annotation/exchange/merge.ts';
import { annotationHistory, layoutAnswer, marksOfEntry, summarize } from '../annotation/history.ts';
import { findTargets } from '../annotation/targets.ts';
import { addSearch, clearSearches, pastSearches } from '../view/past-searches.ts';
import { removeView, renameView, savedViews, saveView } from '../view/saved-views.ts';
import type { CaseThread } from './case-thread.ts';
import type { In, Part } from './parts.ts';

/** What people say of entries, how they look at them, and what they searched for. */
export function annotatingHandlers(thread: CaseThread): Part<In<'annotating'>> {
  return {
    'annotation.targets': async ({ on }, asker) => findTargets(thread.db, on, await thread.turn(asker)),
    'annotation.add': (input) => thread.writing((db) => addAnnotation(db, input, thread.context())),
    'annotation.addAll': (input) => thread.writing((db) => addAnnotations(db, input, thread.context())),
    'annotation.export': async (input, { progress }) =>
      exportAnnotations(thread.db, input, thread.context(progress)),
    'annotation.preview': async ({ path }, { progress }) =>
      previewAnnotations(thread.db, path, thread.context(progress)),
    // Live: the other copy's annotations may be many, and review goes on meanwhile.
    'annotation.import': ({ path }, { progress }) =>
      thread.writing((db) => importAnnotations(db, { path, actor: thread.actor }, thread.context(progress)), {
        live: true,
      }),
    'annotation.undo': (input) => thread.writing((db) => undoAnnotation(db, input)),
    'annotation.history': async (input, asker) =>
      annotationHistory(thread.db, input, await thread.turn(asker)),
    'annotation.of': async ({ entry }, asker) => marksOfEntry(thread.db, entry, await thread.turn(asker)),
    'annotation.summary': async (_, asker) => summarize(thread.db, await thread.turn(asker)),
    'layout.get': async (_, asker) => layoutAnswer(thread.db, await thread.turn(asker)),
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
