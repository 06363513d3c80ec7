import { type SavedView, type View, viewSchema } from '../../shared/contract/view-operations.ts';
import { AppError } from '../../shared/errors.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import type { ReadableDb, WritableDb } from '../case/database.ts';
import { withCaseFaults } from '../case/faults.ts';

interface ViewRow {
  readonly name: string;
  readonly query: string;
  readonly columns: string;
  readonly sort: string | null;
  readonly zone: string;
  readonly author: string;
  readonly saved: string;
}

/** In the order of their names, case aside. A row that another hand made unreadable is left out. */
export function savedViews(db: ReadableDb): SavedView[] {
  const rows = db.prepare<[], ViewRow>('SELECT * FROM view ORDER BY name COLLATE NOCASE, name').all();
  return rows.flatMap((row) => readView(row) ?? []);
}

/** @throws AppError INVALID_INPUT for a query that does not read, or a name that is taken where it may not be replaced */
export function saveView(
  db: WritableDb,
  { view, author, replace }: { readonly view: View; readonly author: string; readonly replace: boolean },
): SavedView {
  parseQuery(view.query);
  checkText(view.name);
  checkText(author);
  return change(db, () => {
    if (!replace && row(db, view.name) !== undefined) throw taken(view.name);
    db.prepare(
      `INSERT OR REPLACE INTO view (name, query, columns, sort, zone, author, saved)
       VALUES (@name, @query, @columns, @sort, @zone, @author, @saved)`,
    ).run({
      ...view,
      columns: JSON.stringify(view.columns),
      sort: view.sort === null ? null : JSON.stringify(view.sort),
      author,
      saved: new Date().toISOString(),
    });
    return kept(db, view.name);
  });
}

/** @throws AppError INVALID_INPUT where there is no such view, or the new name is taken */
export function renameView(
  db: WritableDb,
  { name, to }: { readonly name: string; readonly to: string },
): SavedView {
  checkText(to);
  return change(db, () => {
    kept(db, name);
    if (to !== name && row(db, to) !== undefined) throw taken(to);
    db.prepare('UPDATE view SET name = ? WHERE name = ?').run(to, name);
    return kept(db, to);
  });
}

/** @throws AppError INVALID_INPUT where there is no such view */
export function removeView(db: WritableDb, name: string): void {
  change(db, () => {
    if (db.prepare('DELETE FROM view WHERE name = ?').run(name).changes === 0) throw unknown(name);
  });
}

function change<T>(db: WritableDb, work: () => T): T {
  return withCaseFaults(db.name, () => db.transaction(work).immediate());
}

function row(db: ReadableDb, name: string): ViewRow | undefined {
  return db.prepare<[string], ViewRow>('SELECT * FROM view WHERE name = ?').get(name);
}

function kept(db: ReadableDb, name: string): SavedView {
  const found = row(db, name);
  const view = found === undefined ? null : readView(found);
  if (view === null) throw unknown(name);
  return view;
}

function readView({ author, saved, columns, sort, ...rest }: ViewRow): SavedView | null {
  try {
    const stated = { ...rest, columns: JSON.parse(columns), sort: sort === null ? null : JSON.parse(sort) };
    return { ...viewSchema.parse(stated), author, saved };
  } catch {
    return null;
  }
}

function checkText(text: string): void {
  if (text.trim() !== '' && text.isWellFormed()) return;
  throw invalid('a name needs text that has a UTF-8 form', 'give another name');
}

function taken(name: string): AppError {
  return invalid(
    `there is a saved view ${JSON.stringify(name)} already`,
    'choose another name, or say that it is to be replaced',
  );
}

function unknown(name: string): AppError {
  return invalid(`there is no saved view ${JSON.stringify(name)}`, 'choose one of those that are there');
}

function invalid(message: string, next: string): AppError {
  return new AppError({ code: 'INVALID_INPUT', message, safe: 'nothing was changed', next });
}
