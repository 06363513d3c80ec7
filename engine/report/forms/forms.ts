/** A guided report as files of four forms, from the report alone; each carries the report, and gives it back. */
import type { GuidedReport, ReportFormat } from '../../../shared/domain/guided-report.ts';
import { readSmallFile } from '../../files/small-file.ts';
import { notAReport, tooLong } from './faults.ts';
import { htmlForm, readHtmlForm } from './html-form.ts';
import { parseReport, reportJson } from './report-json.ts';
import { readXlsxForm, xlsxForm } from './xlsx-form.ts';

/** Bytes of the longest file that is read, and so written: what a form shows of the longest data takes several times as much. */
const longestFile = 384 * 2 ** 20;

/**
 * The bytes of a form: the same for the same report, whatever the clock, the zone, the language and the machine.
 *
 * @throws AppError INVALID_INPUT where the report is too long to be read again
 */
export async function writeForm(report: GuidedReport, format: ReportFormat): Promise<Buffer> {
  const bytes = await formOf(report, format);
  if (bytes.length > longestFile) throw tooLong(bytes.length, longestFile);
  return bytes;
}

async function formOf(report: GuidedReport, format: ReportFormat): Promise<Buffer> {
  switch (format) {
    case 'html':
      return htmlForm(report);
    case 'pdf':
      return (await pdf()).pdfForm(report);
    case 'xlsx':
      return xlsxForm(report);
    case 'json':
      return Buffer.from(reportJson(report));
  }
}

export interface ReadForm {
  readonly report: GuidedReport;
  readonly format: ReportFormat;
  /** The whole file. */
  readonly bytes: Buffer;
}

/**
 * The report that a file carries, in whichever form; `from` is its path, or its bytes. The file may be hostile: that it
 * carries a report says nothing of what else it shows.
 *
 * @throws AppError FORMAT_UNKNOWN where it is no report, FILE_UNREADABLE where it is damaged or cannot be read
 */
export async function readForm(from: string | Uint8Array): Promise<ReadForm> {
  const bytes =
    typeof from === 'string'
      ? readSmallFile(from, longestFile)
      : Buffer.from(from.buffer, from.byteOffset, from.length);
  const format = formatOf(bytes);
  return { report: await reportIn(bytes, format), format, bytes };
}

async function reportIn(bytes: Buffer, format: ReportFormat): Promise<GuidedReport> {
  switch (format) {
    case 'html':
      return readHtmlForm(bytes.toString());
    case 'pdf':
      return (await pdf()).readPdfForm(bytes);
    case 'xlsx':
      return readXlsxForm(bytes);
    case 'json':
      return parseReport(bytes.toString());
  }
}

/** As large as a thread's code: loaded where somebody asks for it. */
function pdf(): Promise<typeof import('./pdf-form.ts')> {
  return import('./pdf-form.ts');
}

/** By how it begins: a name says nothing. */
function formatOf(bytes: Buffer): ReportFormat {
  const beginning = bytes.toString('latin1', 0, 16);
  if (beginning.startsWith('%PDF-')) return 'pdf';
  if (beginning.startsWith('PK\x03\x04')) return 'xlsx';
  if (/^\s*<!doctype/i.test(beginning)) return 'html';
  if (/^\s*\{/.test(beginning)) return 'json';
  throw notAReport('it is neither HTML, PDF, XLSX nor JSON');
}
