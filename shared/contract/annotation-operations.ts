import { z } from 'zod';
import type {
  AddedAnnotation,
  AddedAnnotations,
  AnnotationPage,
  AnnotationSummary,
  EntryMarks,
  FoundEntries,
  LayoutAnswer,
} from '../annotation/answers.ts';
import type { AnnotationExport, AnnotationImport } from '../annotation/exchange.ts';
import { codingLayoutSchema } from '../annotation/layout.ts';
import { markSchema } from '../annotation/mark.ts';
import { call, job } from './operation.ts';

const entry = z.number().int().positive();
const path = z.string().min(1).max(4096);
const author = z.string().min(1).max(200);
const on = z.union([
  z.strictObject({ set: z.base64() }),
  z.strictObject({ entries: z.array(entry).min(1).max(100_000) }),
  z.strictObject({ entryId: z.string() }),
  z.strictObject({ query: z.string() }),
]);

/** What people say about entries: append-only events. */
export const annotationOperations = {
  /** The entries selected, as a set that stays the same however the case changes. */
  'annotation.targets': call<FoundEntries>()(z.object({ on })),
  /** One event, however many entries it is about. */
  'annotation.add': call<AddedAnnotation>()(z.object({ on, mark: markSchema, author })),
  /** One event for each mark, all about the same entries: all of them or none. */
  'annotation.addAll': call<AddedAnnotations>()(
    z.object({ on, marks: z.array(markSchema).min(1).max(100), author }),
  ),
  /**
   * Reverses an event by a new one: the named event, which may be an undo, or else the last one that is neither an
   * undo nor reversed; `own`: the last of those by this author.
   */
  'annotation.undo': call<AddedAnnotation>()(
    z.object({ author, event: z.number().int().positive().optional(), own: z.boolean().default(false) }),
  ),
  /** The events of the case, or those on one entry. `before`: older than this event. */
  'annotation.history': call<AnnotationPage>()(
    z.object({
      entry: entry.optional(),
      before: z.number().int().positive().optional(),
      limit: z.number().int().min(1).max(1000).default(200),
    }),
  ),
  /** What is in effect for one entry, and who said it. */
  'annotation.of': call<EntryMarks>()(z.object({ entry })),
  'annotation.summary': call<AnnotationSummary>()(z.object({})),
  /** Writes all annotation events to a file for another copy of the case; never overwrites a file. */
  'annotation.export': job<AnnotationExport>()(z.object({ out: path })),
  /** What importing the annotations of another copy would do, without changing anything. */
  'annotation.preview': job<AnnotationImport>()(z.object({ path })),
  /** Merges the annotations of another copy: events that are missing here are appended as their authors wrote them. */
  'annotation.import': job<AnnotationImport>()(z.object({ path })),
  'layout.get': call<LayoutAnswer>()(z.object({})),
  /** Sets the layout by an annotation event; from then on a code must be one of the layout's. */
  'layout.set': call<AddedAnnotation>()(z.object({ layout: codingLayoutSchema, author })),
} as const;
