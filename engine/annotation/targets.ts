import { AppError } from '../../shared/errors.ts';
import { digestLength } from '../../shared/proof/digest.ts';
import { printQuery } from '../../shared/query/print.ts';
import type { ReadableDb } from '../case/database.ts';
import { mergeSort } from '../query/merge-sort.ts';
import { matchedIds } from '../query/results.ts';
import type { TaskContext } from '../task.ts';

/** Which entries an annotation is about: rows of this case, all that carry one id, or all that match a query. */
export type AnnotationTargets =
  | { readonly entries: readonly number[] }
  | { readonly entryId: string }
  | { readonly query: string };

/** How many entries' hashes are read at once. */
const slice = 10_000;

/**
 * The content hashes of the entries, sorted, each once.
 *
 * @throws AppError INVALID_INPUT where there are none, or an entry does not exist
 */
export function resolveTargets(db: ReadableDb, on: AnnotationTargets, context: TaskContext): Buffer {
  const ids =
    'entries' in on
      ? Float64Array.from(new Set(on.entries))
      : matchedIds(db, { query: queryOf(on) }, context);
  if (ids.length === 0) throw nothingThere(on);
  return sorted(contentsOf(db, ids, context), context);
}

/** The hashes in order, each once. */
function sorted(contents: readonly Buffer[], context: TaskContext): Buffer {
  const order = mergeSort(
    contents.length,
    (a, b) => Buffer.compare(contents[a] as Buffer, contents[b] as Buffer),
    context,
  );
  const targets = Buffer.alloc(contents.length * digestLength);
  let length = 0;
  for (const place of order) {
    const content = contents[place] as Buffer;
    if (length > 0 && content.equals(targets.subarray(length - digestLength, length))) continue;
    length += content.copy(targets, length);
  }
  return targets.subarray(0, length);
}

function queryOf(on: { readonly entryId: string } | { readonly query: string }): string {
  if ('query' in on) return on.query;
  return printQuery({ kind: 'exact', field: 'entry_id', values: [on.entryId], start: 0, end: 0 });
}

function contentsOf(db: ReadableDb, ids: Float64Array, context: TaskContext): Buffer[] {
  const select = db
    .prepare<[string], Buffer>('SELECT content FROM entry_row WHERE id IN (SELECT value FROM json_each(?))')
    .pluck();
  const contents: Buffer[] = [];
  for (let at = 0; at < ids.length; at += slice) {
    context.checkCancelled();
    const wanted = Array.from(ids.subarray(at, at + slice));
    const found = select.all(JSON.stringify(wanted));
    if (found.length !== wanted.length) throw unknownEntry();
    for (const content of found) contents.push(checkedContent(content));
  }
  return contents;
}

function checkedContent(content: Buffer): Buffer {
  if (content.length === digestLength) return content;
  throw new AppError({
    code: 'CASE_CORRUPT',
    message: `an entry's stored content hash has ${content.length} bytes, not ${digestLength}`,
    safe: 'nothing was annotated',
    next: 'verify the case file, and go back to a copy of it',
  });
}

function unknownEntry(): AppError {
  return new AppError({
    code: 'INVALID_INPUT',
    message: 'some of the entries are not in this case',
    safe: 'nothing was annotated',
    next: 'search again, and annotate what is found',
  });
}

function nothingThere(on: AnnotationTargets): AppError {
  const what = 'entryId' in on ? `no entry carries the id ${JSON.stringify(on.entryId)}` : 'no entry matches';
  return new AppError({
    code: 'INVALID_INPUT',
    message: `${what}: there is nothing to annotate`,
    safe: 'nothing was annotated',
    next: 'search for the entries first',
  });
}
