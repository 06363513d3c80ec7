/**
 * `data/entries.xlsx`: a workbook (ECMA-376) of text and numbers alone, the same bytes whenever and wherever it is made.
 * Text stands as text, which no spreadsheet runs.
 */
import { columns } from '../../../shared/domain/columns.ts';
import { centralHeader, endRecords, localHeader } from '../../../shared/pack/zip-records.ts';
import { contentTypes, namespaces, textElement, xmlDeclaration, xmlText } from '../../document/sheet-xml.ts';
import { cellLimit, cellPieces, rowLimit } from '../../query/export/sheet-text.ts';
import type { PartWriter, StagedPart } from '../member-writer.ts';
import { type Staging, stagedBytes } from '../staging.ts';

const cutMark = '\u2026 [cut: whole in entries.csv]';

/** A workbook that is written row by row, as a member of the pack: a new sheet wherever one is full. */
export class Spreadsheet {
  private readonly staging: Staging;
  private readonly path: string;
  private readonly rowsInSheet: number;
  private readonly sheets: StagedPart[] = [];
  private readonly texts: SharedTexts;
  private sheet: PartWriter;
  private row = 0;

  /** `rowsInSheet`: smaller only in tests. */
  constructor(staging: Staging, path: string, rowsInSheet: number = rowLimit) {
    this.staging = staging;
    this.path = path;
    this.rowsInSheet = rowsInSheet;
    this.texts = new SharedTexts(staging);
    this.sheet = this.begin();
  }

  numberForm(number: string): string {
    return `"><v>${number}</v></c>`;
  }

  /** `isPlain`: it is known to be nothing but signs that stand for themselves, and not too long. */
  textForm(text: string, isPlain = false): string {
    return `" t="inlineStr"><is>${textElement(isPlain ? text : written(text))}</is></c>`;
  }

  /** Of a text that comes again and again: it stands once in the workbook, for all cells that have it. */
  sharedForm(text: string): string {
    return `" t="s"><v>${this.texts.add(written(text))}</v></c>`;
  }

  /** A row of what cells hold, in the order of `columns`: forms that this workbook has given, null of an empty cell. */
  add(cells: readonly { readonly sheet: string | null }[]): void {
    if (this.row === this.rowsInSheet) {
      this.end();
      this.sheet = this.begin();
    }
    this.sheet.write(rowXml(++this.row, cells));
  }

  finish(): void {
    this.end();
    const writer = this.staging.open(this.path);
    writeParts(writer, [
      ...frameParts(this.staging, this.sheets.length),
      this.texts.finish(),
      ...this.sheets,
    ]);
    writer.finish();
  }

  private begin(): PartWriter {
    const sheet = this.staging.scratch(`xl/worksheets/sheet${this.sheets.length + 1}.xml`);
    const names = columns.map(({ name }) => ({ sheet: this.textForm(name) }));
    sheet.write(`${xmlDeclaration}<worksheet xmlns="${main}"><sheetData>${rowXml(1, names)}`);
    this.row = 1;
    return sheet;
  }

  private end(): void {
    this.sheet.write('</sheetData></worksheet>');
    this.sheets.push(this.sheet.finish());
  }
}

/** Rows and cells say where they are: not every program counts. No more than 26 columns: one letter names each. */
function rowXml(row: number, cells: readonly { readonly sheet: string | null }[]): string {
  let xmlText = `<row r="${row}">`;
  for (let column = 0; column < cells.length; column++) {
    const form = cells[column]?.sheet ?? null;
    if (form !== null) xmlText += `${cellStarts[column]}${row}${form}`;
  }
  return `${xmlText}</row>`;
}

const cellStarts = columns.map((_, column) => `<c r="${String.fromCharCode(65 + column)}`);

/** `xl/sharedStrings.xml`: texts that cells name by their number. */
class SharedTexts {
  private readonly part: PartWriter;
  private count = 0;

  constructor(staging: Staging) {
    this.part = staging.scratch('xl/sharedStrings.xml');
    this.part.write(`${xmlDeclaration}<sst xmlns="${main}">`);
  }

  /** The number of a text, as XML has it, that was not added before. */
  add(text: string): number {
    this.part.write(`<si>${textElement(text)}</si>`);
    return this.count++;
  }

  finish(): StagedPart {
    this.part.write('</sst>');
    return this.part.finish();
  }
}

function cut(text: string): string {
  if (text.length <= cellLimit) return text;
  const [beginning = ''] = cellPieces(text, cellLimit - cutMark.length);
  return beginning + cutMark;
}

function written(text: string): string {
  return xmlText(cut(text));
}

const { main, relationships, packaged } = namespaces;

/** What says that the sheets are a workbook: ECMA-376 part 1 section 18.2, part 2 sections 9 and 10. */
function frameParts(staging: Staging, sheets: number): StagedPart[] {
  const each = (print: (n: number) => string) =>
    Array.from({ length: sheets }, (_, i) => print(i + 1)).join('');
  const texts: [string, string][] = [
    [
      '[Content_Types].xml',
      `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="${contentTypes.relationships}"/><Override PartName="/xl/workbook.xml" ContentType="${contentTypes.sheet}.sheet.main+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${contentTypes.sheet}.sharedStrings+xml"/>${each((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${contentTypes.sheet}.worksheet+xml"/>`)}</Types>`,
    ],
    [
      '_rels/.rels',
      `<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${relationships}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${packaged}/relationships">${each((n) => `<Relationship Id="rId${n}" Type="${relationships}/worksheet" Target="worksheets/sheet${n}.xml"/>`)}<Relationship Id="rId${sheets + 1}" Type="${relationships}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${main}" xmlns:r="${relationships}"><sheets>${each((n) => `<sheet name="Entries${n === 1 ? '' : ` ${n}`}" sheetId="${n}" r:id="rId${n}"/>`)}</sheets></workbook>`,
    ],
  ];
  return texts.map(([path, text]) => {
    const part = staging.scratch(path);
    part.write(xmlDeclaration + text);
    return part.finish();
  });
}

function writeParts(writer: PartWriter, parts: readonly StagedPart[]): void {
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const part of parts) {
    directory.push(centralHeader({ ...part, offset: at }));
    const header = localHeader(part);
    writer.write(header);
    for (const bytes of stagedBytes(part)) writer.write(bytes);
    at += header.length + part.compressedSize;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  for (const header of directory) writer.write(header);
  writer.write(endRecords(parts.length, at, size));
}
