import { namesOf } from '../../../shared/domain/columns.ts';
import type { ReadableDb } from '../../case/database.ts';
import { codedColumns } from '../../case/schema.ts';
import type { TaskContext } from '../../task.ts';
import { plainColumns } from './columns.ts';
import { type ReviewIndex, reviewIndex } from './review-index.ts';

/**
 * Makes what the first questions of a review would wait for: the columns, in the order in which a screen asks for them, what
 * facets are ranked by, and texts in the form in which they are searched. In steps of some milliseconds, between which questions
 * are answered.
 *
 * @throws AppError CANCELLED
 */
export function* preloading(db: ReadableDb, context: TaskContext): Generator<void> {
  const index = reviewIndex(db, context);
  if (index === null) return;
  yield* index.loading(['time', 'source', ...codedColumns]);
  index.times('time')?.blocks();
  yield;
  yield* ranking(index, context);
  yield* index.loading(plainColumns);
  for (const column of codedColumns) {
    index.coded(column)?.foldedTexts();
    yield;
  }
  yield* index.loading([...namesOf('number'), ...namesOf('time')]);
}

function* ranking(index: ReviewIndex, context: TaskContext): Generator<void> {
  for (const column of codedColumns) {
    const values = index.coded(column);
    if (values === null) continue;
    values.totals();
    yield;
    values.bits(index.last);
    yield;
    yield* values.table.ranking(context);
  }
}
