/**
 * `data/entries.xlsx`: a workbook (ECMA-376) of text and numbers alone, the same bytes whenever and wherever it is made.
 * Text stands as text, which no spreadsheet runs.
 */
import { columns } from '../../shared/domain/columns.ts';
import { centralHeader, endRecords, localHeader } from '../../shared/pack/zip-records.ts';
import { batches } from '../query/export/selection.ts';
import { cellLimit, cellPieces, rowLimit, sheetText } from '../query/export/sheet-text.ts';
import type { ValuesReader } from '../query/rows.ts';
import type { Cell } from '../query/rows-scan.ts';
import type { TaskContext } from '../task.ts';
import type { MemberWriter, StagedMember, Staging } from './staging.ts';

const cutMark = '\u2026 [cut: whole in entries.csv]';
/** Text that is put together at once: nothing is held beyond. */
const pieceLength = 1 << 20;

/** Writes the workbook of these entries as a member of the pack. */
export function writeSpreadsheet(
  staging: Staging,
  path: string,
  ids: Float64Array,
  read: ValuesReader,
  context: TaskContext,
  rowsInSheet: number = rowLimit,
): void {
  const sheets = sheetParts(staging, ids, read, context, rowsInSheet);
  const writer = staging.open(path);
  try {
    writeParts(writer, [...frameParts(staging, sheets.length), ...sheets]);
  } catch (error) {
    writer.abandon();
    throw error;
  }
  writer.finish();
}

function sheetParts(
  staging: Staging,
  ids: Float64Array,
  read: ValuesReader,
  context: TaskContext,
  rowsInSheet: number,
): StagedMember[] {
  const parts: StagedMember[] = [];
  const each = rowsInSheet - 1;
  for (let from = 0; from === 0 || from < ids.length; from += each) {
    const part = new PartWriter(staging, `xl/worksheets/sheet${parts.length + 1}.xml`);
    part.write(`${xml}<worksheet xmlns="${main}"><sheetData>`);
    let row = 1;
    part.write(
      rowXml(
        row,
        columns.map(({ name }) => name),
      ),
    );
    for (const batch of batches(ids.subarray(from, from + each), context)) {
      for (const values of read(batch)) part.write(rowXml(++row, values));
    }
    part.write('</sheetData></worksheet>');
    parts.push(part.finish());
  }
  return parts;
}

/** Rows and cells say where they are: not every program counts. No more than 26 columns: one letter names each. */
function rowXml(row: number, values: readonly Cell[]): string {
  let cells = '';
  for (const [column, value] of values.entries()) {
    if (value !== null) cells += cellXml(`${String.fromCharCode(65 + column)}${row}`, value);
  }
  return `<row r="${row}">${cells}</row>`;
}

function cellXml(place: string, value: string | number | Buffer): string {
  if (typeof value === 'number') return `<c r="${place}"><v>${value}</v></c>`;
  return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escaped(sheetText(cut(String(value))))}</t></is></c>`;
}

function cut(text: string): string {
  if (text.length <= cellLimit) return text;
  const [beginning = ''] = cellPieces(text, cellLimit - cutMark.length);
  return beginning + cutMark;
}

const special = /[&<>]/g;
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function escaped(text: string): string {
  return text.replace(special, (character) => entities[character] ?? '');
}

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** What says that the sheets are a workbook: ECMA-376 part 1 section 18.2, part 2 sections 9 and 10. */
function frameParts(staging: Staging, sheets: number): StagedMember[] {
  const each = (print: (n: number) => string) =>
    Array.from({ length: sheets }, (_, i) => print(i + 1)).join('');
  const texts: [string, string][] = [
    [
      '[Content_Types].xml',
      `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${sheetType}.sheet.main+xml"/>${each((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${sheetType}.worksheet+xml"/>`)}</Types>`,
    ],
    [
      '_rels/.rels',
      `<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${relationships}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${packaged}/relationships">${each((n) => `<Relationship Id="rId${n}" Type="${relationships}/worksheet" Target="worksheets/sheet${n}.xml"/>`)}</Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${main}" xmlns:r="${relationships}"><sheets>${each((n) => `<sheet name="Entries${n === 1 ? '' : ` ${n}`}" sheetId="${n}" r:id="rId${n}"/>`)}</sheets></workbook>`,
    ],
  ];
  return texts.map(([path, text]) => {
    const part = new PartWriter(staging, path);
    part.write(xml + text);
    return part.finish();
  });
}

/** Writes a part into a compressed file of its own: a zip states its size before it. */
class PartWriter {
  private readonly writer: MemberWriter;
  private pending: string[] = [];
  private pendingLength = 0;

  constructor(staging: Staging, path: string) {
    this.writer = staging.scratch(path);
  }

  write(text: string): void {
    this.pending.push(text);
    this.pendingLength += text.length;
    if (this.pendingLength >= pieceLength) this.flush();
  }

  finish(): StagedMember {
    this.flush();
    return this.writer.finish();
  }

  private flush(): void {
    this.writer.write(this.pending.join(''));
    this.pending = [];
    this.pendingLength = 0;
  }
}

function writeParts(writer: MemberWriter, parts: readonly StagedMember[]): void {
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const part of parts) {
    directory.push(centralHeader({ ...part, offset: at }));
    const header = localHeader(part);
    writer.write(header);
    for (const bytes of part.bytes()) writer.write(bytes);
    at += header.length + part.compressedSize;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  for (const header of directory) writer.write(header);
  writer.write(endRecords(parts.length, at, size));
}
