import { crc32 } from 'node:zlib';
import type { GuidedReport } from '../../../shared/domain/guided-report.ts';
import { AppError } from '../../../shared/errors.ts';
import { MemberFault, wholeMember } from '../../../shared/pack/member.ts';
import { bytesReader, type PackReader } from '../../../shared/pack/reader.ts';
import { type FoundMember, readDirectory } from '../../../shared/pack/zip-directory.ts';
import { carriedPath, workbook } from '../../document/workbook.ts';
import { damaged, notAReport } from './faults.ts';
import { embeddedJson, longestJson, parseReport } from './report-json.ts';
import { sheetsOf } from './xlsx-sheets.ts';

const namespace = 'urn:casebound:report:1';
/** Of this kind of data, in every report the same. */
const id = '{6F1C6E0A-3B1D-4E55-9C57-0C5EB0D2A901}';
const cutMark = '\u2026 [cut: the whole is in the data of this report]';

/** The report as a workbook, with its data as XML that spreadsheets keep and do not show. */
export function xlsxForm(report: GuidedReport): Buffer {
  const sheets = sheetsOf(
    report,
    `This file carries the whole report as JSON, in the part ${carriedPath} of the workbook; Casebound reads it from there.`,
  );
  const xml = `<report xmlns="${namespace}">${embeddedJson(report)}</report>`;
  return workbook(sheets, { xml, namespace, id }, cutMark);
}

/** Another program that saves the workbook may number its parts anew. Of few: each may unpack to megabytes. */
const carriedPaths = /^customXml\/item\d{1,4}\.xml$/;
const mostCarried = 8;
/** Nothing in the data begins a tag: see `embeddedJson`. */
const carriedXml = new RegExp(`<report xmlns="${namespace}">([^<]*)</report>\\s*$`);
/** What may stand before the data. */
const margin = 1024;

/** @throws AppError as `parseReport` does */
export async function readXlsxForm(bytes: Uint8Array): Promise<GuidedReport> {
  const reader = bytesReader(bytes);
  const members = (await membersOf(reader)).filter(({ path }) => carriedPaths.test(path));
  for (const member of members.slice(0, mostCarried)) {
    const data = carriedXml.exec(await textOf(reader, member))?.[1];
    if (data !== undefined) return parseReport(unescaped(data));
  }
  throw notAReport('the workbook carries no data of a report');
}

/** What another program escapes that need not be. */
const entities: Readonly<Record<string, string>> = { quot: '"', apos: "'", amp: '&', lt: '<', gt: '>' };

function unescaped(xml: string): string {
  return xml.replace(/&(quot|apos|amp|lt|gt);/g, (_, name: string) => entities[name] ?? '');
}

async function membersOf(reader: PackReader): Promise<readonly FoundMember[]> {
  try {
    return (await readDirectory(reader)).members;
  } catch (error) {
    if (error instanceof AppError) throw damaged('the workbook is not a whole zip', error);
    throw error;
  }
}

async function textOf(reader: PackReader, member: FoundMember): Promise<string> {
  try {
    const whole = await wholeMember(reader, member, longestJson + margin);
    if (crc32(whole) !== member.crc32) throw new MemberFault('its checksum is another');
    return Buffer.from(whole.buffer, whole.byteOffset, whole.length).toString();
  } catch (error) {
    if (error instanceof MemberFault) throw damaged(`${member.path} cannot be read: ${error.message}`, error);
    throw error;
  }
}
