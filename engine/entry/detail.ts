import { type EntryDetail, rawShown } from '../../shared/domain/case.ts';
import type { Finding } from '../../shared/domain/verification.ts';
import { AppError } from '../../shared/errors.ts';
import { annotationsOn } from '../annotation/history.ts';
import { SourceBytes } from '../case/bytes.ts';
import type { ReadableDb } from '../case/database.ts';
import { checkEntryTypes } from '../case/entry-types.ts';
import { encodingOf } from '../import/layout/layout.ts';
import { layoutOf } from '../import/layout/stated.ts';
import { entryRows } from '../query/rows.ts';
import type { TaskContext } from '../task.ts';
import { recordedFinding } from '../verify/recorded-report.ts';
import { marksOf } from './text.ts';

interface Place {
  readonly source: number;
  readonly name: string;
  readonly system: string;
  readonly layout: string;
  readonly line: number;
  readonly offset: number;
  readonly length: number;
  readonly content: Buffer;
  readonly conflicts_with: number | null;
}

/** Everything that the case file knows of one entry. */
export function entryDetail(db: ReadableDb, id: number, context: TaskContext): EntryDetail {
  const place = placeOf(db, id);
  const [row] = entryRows(db, [id], context);
  if (row === undefined) throw noEntry(id);
  const { source, name, system, line, offset, length, content } = place;
  const layout = layoutOf({ id: source, layout: place.layout });
  const bytes = new SourceBytes(db).read(source, offset, length);
  return {
    row,
    sourceName: name,
    system,
    line,
    offset,
    length,
    content: content.toString('hex'),
    raw: bytes.subarray(0, rawShown).toString('base64'),
    encoding: encodingOf(layout),
    heading: layout.form === 'table' ? layout.header : null,
    conflictsWith: conflictsOf(db, id, place.conflicts_with ?? id),
    duplicates: duplicatesOf(db, id),
    marks: marksOf(layout, bytes),
    findings: findingsOn(db, id),
    annotations: annotationsOn(db, id, context),
  };
}

/** A range of an entry's exact bytes; what lies beyond its end is left out. */
export function entryBytes(db: ReadableDb, id: number, from: number, count: number): Buffer {
  const { source, offset, length } = placeOf(db, id);
  const start = Math.min(from, length);
  return new SourceBytes(db).read(source, offset + start, Math.min(count, length - start));
}

function placeOf(db: ReadableDb, id: number): Place {
  const place = db
    .prepare<[number], Place>(
      `SELECT e.source, s.name, s.system, s.layout, e.line, e.offset, e.length, e.content, e.conflicts_with
       FROM entry_row AS e JOIN source AS s ON s.id = e.source WHERE e.id = ?`,
    )
    .get(id);
  if (place === undefined) throw noEntry(id);
  const { source, line, offset, length, content, conflicts_with } = place;
  checkEntryTypes(db, id, { source, line, offset, length, content, conflicts_with });
  return place;
}

/** The other entries of the same id: all of them name the first. */
function conflictsOf(db: ReadableDb, id: number, first: number): EntryDetail['conflictsWith'] {
  return db
    .prepare<[{ id: number; first: number }], EntryDetail['conflictsWith'][number]>(
      `SELECT id, source, line FROM entry_row WHERE id = @first AND id <> @id
       UNION ALL SELECT id, source, line FROM entry_row WHERE conflicts_with = @first AND id <> @id ORDER BY id`,
    )
    .all({ id, first });
}

export function duplicatesOf(db: ReadableDb, id: number): EntryDetail['duplicates'] {
  return db
    .prepare<[number], EntryDetail['duplicates'][number]>(
      `SELECT d.source, s.name AS sourceName, d.line FROM duplicate AS d JOIN source AS s ON s.id = d.source
       WHERE d.entry = ? ORDER BY d.source, d.ordinal`,
    )
    .all(id);
}

/** Of the last recorded verification. */
function findingsOn(db: ReadableDb, id: number): Finding[] {
  return db
    .prepare<[number], string>(
      'SELECT body FROM finding WHERE entry = ? AND verification = (SELECT max(id) FROM verification) ORDER BY id',
    )
    .pluck()
    .all(id)
    .map(recordedFinding);
}

export function noEntry(id: number): AppError {
  return new AppError({
    code: 'INVALID_INPUT',
    message: `the case has no entry number ${id}`,
    safe: 'nothing was changed',
    next: 'look for it again: entry numbers belong to one case file',
  });
}
