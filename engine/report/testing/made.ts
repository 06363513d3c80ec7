import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { type ColumnValues, columns } from '../../../shared/domain/columns.ts';
import type { Figure, GuidedReport, ReportWish } from '../../../shared/domain/guided-report.ts';
import type { Mapping } from '../../../shared/mapping/mapping.ts';
import type { ReadableDb } from '../../case/database.ts';
import { openReadable } from '../../case/open.ts';
import { importInto } from '../../import/import-into.ts';
import { matchedIds } from '../../query/results.ts';
import { unwatched } from '../../task.ts';
import { StopFlag } from '../../threads/signal.ts';
import { ndjson, temporaryFolder, write } from '../../verify/testing/chained-case.ts';
import { verifyCase } from '../../verify/verify-case.ts';
import { makeReport } from '../make.ts';

/** An entry of a trail, by its columns. */
export type Stated = Partial<ColumnValues>;

/** Every column is a member of its name. */
const mapping: Mapping = {
  name: 'plain',
  columns: Object.fromEntries(columns.map(({ name }) => [name, name])),
};

/** A case of sources with these entries: no two have the same bytes. */
export async function caseOf(...sources: readonly (readonly Stated[])[]): Promise<string> {
  const folder = temporaryFolder();
  const path = join(folder, 'a.casebound');
  await addTo(path, ...sources);
  return path;
}

export async function addTo(path: string, ...sources: readonly (readonly Stated[])[]): Promise<void> {
  const paths = sources.map((entries, s) => {
    const records = entries.map((stated, n) => ({ ...stated, n: `${s} ${n}` }));
    return write(dirname(path), `trail-${s}.ndjson`, ndjson(records));
  });
  const wish = { path, paths, mapping, partial: false, live: false, actor: 'Tester' };
  await importInto(wish, unwatched, new StopFlag());
}

export const verifying = (db: ReadableDb) => () =>
  verifyCase(db, db.name, { partial: false }, unwatched, new StopFlag());

export async function reportOn(
  path: string,
  question: ReportWish['question'],
  { subject = null, query = '' }: Partial<ReportWish> = {},
): Promise<GuidedReport> {
  const db = openReadable(path);
  try {
    return await makeReport(db, { question, subject, query }, verifying(db), unwatched);
  } finally {
    db.close();
  }
}

export function figuresOf({ sections, coverage }: GuidedReport): Figure[] {
  return [
    ...sections.flatMap(({ figures, breakdowns }) => [
      ...figures,
      ...breakdowns.flatMap((each) => each.figures),
    ]),
    ...coverage.figures,
  ];
}

const columnOf = {
  entries: 'id',
  images: 'image_id',
  claims: 'case_id',
  actors: 'actor',
  models: 'model_version',
  products: 'product',
} as const;

/** What a figure's query shows, counted anew from the rows, without anything of what makes reports. */
export function recounted(
  db: ReadableDb,
  { query, unit }: Pick<Figure, 'query' | 'unit'>,
): Pick<Figure, 'value' | 'entries' | 'digest'> {
  const ids = new Set(matchedIds(db, { query }, unwatched));
  const rows = db
    .prepare(`SELECT id, content, ${columnOf[unit]} AS value FROM entry ORDER BY source, ordinal`)
    .all() as { id: number; content: string; value: string | number }[];
  const shown = rows.filter(({ id }) => ids.has(id));
  const hash = createHash('sha256');
  for (const { content } of shown) hash.update(Buffer.from(content, 'hex'));
  return {
    value: new Set(shown.map(({ value }) => value)).size,
    entries: shown.length,
    digest: hash.digest('hex'),
  };
}
