// The library as its documentation shows it: `stream` commits each row, `memory` writes the workbook at the end.
import Database from 'better-sqlite3';
import ExcelJS from 'exceljs';

const [mode, caseFile, out] = process.argv.slice(2);
const db = new Database(caseFile, { readonly: true });
const columns = db
  .prepare("SELECT name FROM pragma_table_info('entry')")
  .pluck()
  .all()
  .filter(
    (name) =>
      !['id', 'source', 'ordinal', 'line', 'offset', 'length', 'content', 'conflicts_with'].includes(name),
  );
const rows = db
  .prepare(`SELECT ${columns.join(', ')} FROM entry`)
  .raw()
  .iterate();

if (mode === 'memory') {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('Entries');
  sheet.addRow(columns);
  for (const row of rows) sheet.addRow(row);
  await workbook.xlsx.writeFile(out);
} else {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: out, zip: { zlib: { level: 1 } } });
  const sheet = workbook.addWorksheet('Entries');
  sheet.addRow(columns).commit();
  for (const row of rows) sheet.addRow(row).commit();
  sheet.commit();
  await workbook.commit();
}
