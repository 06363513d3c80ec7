import { crc32 } from 'node:zlib';
import { centralHeader, endRecords, localHeader, type ZipMember } from '../../shared/pack/zip-records.ts';
import { cellLimit, cellPieces } from '../query/export/sheet-text.ts';
import { contentTypes, namespaces, textElement, xmlDeclaration, xmlText } from './sheet-xml.ts';
import { visibleText } from './visible-text.ts';

export type SheetCell = string | number | null;

export interface Sheet {
  readonly name: string;
  /** Of its columns, in characters. No more than 26: one letter names each. */
  readonly widths: readonly number[];
  readonly rows: readonly { readonly cells: readonly SheetCell[]; readonly isHeading?: boolean }[];
  /** Long texts go on below each other in their cells. */
  readonly wraps?: boolean;
}

/** XML of another kind that a workbook carries with it, and no program shows. */
interface CarriedXml {
  /** One element, without a declaration. */
  readonly xml: string;
  readonly namespace: string;
  /** By which a program knows it again: a GUID in braces. */
  readonly id: string;
}

/** Where a workbook carries it. */
export const carriedPath = 'customXml/item1.xml';
const carriedProperties = 'customXml/itemProps1.xml';
const { main, relationships, packaged } = namespaces;
const customXml = 'http://schemas.openxmlformats.org/officeDocument/2006/customXml';

/**
 * A workbook (ECMA-376) of text and numbers alone, which no spreadsheet runs. Nothing is compressed, so that the bytes are
 * the same whenever, wherever and with whichever build of zlib it is made. Characters that hide or command are visible;
 * text that a cell cannot hold is cut, with `cutMark` at its end.
 */
export function workbook(sheets: readonly Sheet[], carried: CarriedXml, cutMark: string): Buffer {
  return storedZip([
    ['[Content_Types].xml', typesXml(sheets.length)],
    ['_rels/.rels', relationshipsXml([['officeDocument', 'xl/workbook.xml']])],
    [carriedPath, xmlDeclaration + carried.xml],
    [
      carriedProperties,
      `${xmlDeclaration}<ds:datastoreItem ds:itemID="${carried.id}" xmlns:ds="${customXml}"><ds:schemaRefs><ds:schemaRef ds:uri="${carried.namespace}"/></ds:schemaRefs></ds:datastoreItem>`,
    ],
    ['customXml/_rels/item1.xml.rels', relationshipsXml([['customXmlProps', 'itemProps1.xml']])],
    ['xl/workbook.xml', workbookXml(sheets)],
    ['xl/_rels/workbook.xml.rels', relationshipsXml(workbookParts(sheets.length))],
    ['xl/styles.xml', stylesXml],
    ...sheets.map((sheet, n): [string, string] => [
      `xl/worksheets/sheet${n + 1}.xml`,
      sheetXml(sheet, cutMark),
    ]),
  ]);
}

function sheetXml({ widths, rows, wraps = false }: Sheet, cutMark: string): string {
  const columns = widths.map(
    (width, n) => `<col min="${n + 1}" max="${n + 1}" width="${width}" customWidth="1"/>`,
  );
  const frozen =
    rows[0]?.isHeading === true
      ? '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
      : '';
  const data = rows.map(({ cells, isHeading = false }, n) => {
    const style = isHeading ? styles.heading : wraps ? styles.wrapped : styles.plain;
    return `<row r="${n + 1}">${cells.map((cell, c) => cellXml(cell, `${columnName(c)}${n + 1}`, style, cutMark)).join('')}</row>`;
  });
  return `${xmlDeclaration}<worksheet xmlns="${main}">${frozen}<cols>${columns.join('')}</cols><sheetData>${data.join('')}</sheetData></worksheet>`;
}

function columnName(column: number): string {
  return String.fromCharCode(65 + column);
}

/** Rows and cells say where they are: not every program counts. */
function cellXml(cell: SheetCell, place: string, style: number, cutMark: string): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return `<c r="${place}" s="${style}"><v>${cell}</v></c>`;
  return `<c r="${place}" s="${style}" t="inlineStr"><is>${textElement(xmlText(cut(visibleText(cell), cutMark)))}</is></c>`;
}

function cut(text: string, cutMark: string): string {
  if (text.length <= cellLimit) return text;
  const [beginning = ''] = cellPieces(text, cellLimit - cutMark.length);
  return beginning + cutMark;
}

/** Places in the list of formats below. */
const styles = { plain: 0, heading: 1, wrapped: 2 } as const;
const top = '<alignment vertical="top"/>';
const stylesXml = `${xmlDeclaration}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">${top}</xf><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1">${top}</xf><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

function typesXml(sheets: number): string {
  const { sheet } = contentTypes;
  const override = (path: string, type: string) => `<Override PartName="/${path}" ContentType="${type}"/>`;
  const each = Array.from({ length: sheets }, (_, n) =>
    override(`xl/worksheets/sheet${n + 1}.xml`, `${sheet}.worksheet+xml`),
  );
  return `${xmlDeclaration}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="${contentTypes.relationships}"/><Default Extension="xml" ContentType="application/xml"/>${override(carriedProperties, 'application/vnd.openxmlformats-officedocument.customXmlProperties+xml')}${override('xl/workbook.xml', `${sheet}.sheet.main+xml`)}${override('xl/styles.xml', `${sheet}.styles+xml`)}${each.join('')}</Types>`;
}

function workbookParts(sheets: number): [string, string][] {
  return [
    ...Array.from({ length: sheets }, (_, n): [string, string] => [
      'worksheet',
      `worksheets/sheet${n + 1}.xml`,
    ]),
    ['styles', 'styles.xml'],
    ['customXml', `../${carriedPath}`],
  ];
}

function relationshipsXml(parts: readonly (readonly [type: string, target: string])[]): string {
  const each = parts.map(
    ([type, target], n) =>
      `<Relationship Id="rId${n + 1}" Type="${relationships}/${type}" Target="${target}"/>`,
  );
  return `${xmlDeclaration}<Relationships xmlns="${packaged}/relationships">${each.join('')}</Relationships>`;
}

function workbookXml(sheets: readonly Sheet[]): string {
  const each = sheets.map(({ name }, n) => `<sheet name="${name}" sheetId="${n + 1}" r:id="rId${n + 1}"/>`);
  return `${xmlDeclaration}<workbook xmlns="${main}" xmlns:r="${relationships}"><sheets>${each.join('')}</sheets></workbook>`;
}

function storedZip(parts: readonly (readonly [path: string, text: string])[]): Buffer {
  const written: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const [path, text] of parts) {
    const bytes = Buffer.from(text);
    const member: ZipMember = { path, size: bytes.length, crc32: crc32(bytes), offset: at };
    const header = localHeader(member);
    directory.push(centralHeader(member));
    written.push(header, bytes);
    at += header.length + bytes.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  return Buffer.concat([...written, ...directory, endRecords(parts.length, at, size)]);
}
