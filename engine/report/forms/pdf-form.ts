import type { GuidedReport } from '../../../shared/domain/guided-report.ts';
import { reportPdf } from '../../document/pdf/report-pdf.ts';
import { visibleText } from '../../document/visible-text.ts';
import { damaged, notAReport, tooLong } from './faults.ts';
import { footerOf } from './html-form.ts';
import { documentMarkup } from './markup/document.ts';
import { shown } from './markup/shown.ts';
import { longestJson, parseReport, reportJson } from './report-json.ts';

/** Entries of one list on paper: beyond these nobody leafs, and pages take seconds to set. */
const mostListed = 1000;
/** Bytes of markup that take a minute to set; no report that Casebound makes comes near. */
const longestMarkup = 16 * 2 ** 20;
const fileName = 'casebound-report.json';

/**
 * The report as pages to print, with its data as an attached file. Nothing is compressed: the same bytes whichever build of
 * zlib is at hand, and nothing to unpack for whoever reads the data of a hostile file.
 *
 * @throws AppError INVALID_INPUT where nobody would print it
 */
export async function pdfForm(report: GuidedReport): Promise<Buffer> {
  const { markup } = documentMarkup(report, {
    mostListed,
    carried: `This file carries the whole report as JSON, with all entries of its lists, in the attached file ${fileName}; Casebound reads it from there.`,
  });
  // One that somebody made up is set too, where it is checked.
  if (markup.length > longestMarkup) throw tooLong(markup.length, longestMarkup);
  return reportPdf(markup, {
    title: visibleText(shown(`${report.title}: ${report.case.title}`)),
    footer: footerOf(report),
    asOf: Number.isNaN(Date.parse(report.state.time)) ? '1970-01-01T00:00:00Z' : report.state.time,
    attached: { name: fileName, type: 'application/json', text: reportJson(report) },
    isPlain: true,
  });
}

/** The attached file stands before everything that entries state, and whatever is written here stands within this. */
const beforeFile = 4096;
const fileHead = /\/Type \/EmbeddedFile\n[\s\S]*?\/Length (\d{1,9})\n>>\nstream\n/;

/** @throws AppError as `parseReport` does */
export function readPdfForm(pdf: Buffer): GuidedReport {
  const head = fileHead.exec(pdf.toString('latin1', 0, beforeFile));
  if (head === null) throw notAReport('the PDF has no report attached, as Casebound attaches it');
  const start = head.index + head[0].length;
  const length = Number(head[1]);
  if (length > longestJson || start + length > pdf.length) throw damaged('its attached file is cut off');
  return parseReport(pdf.toString('utf8', start, start + length));
}
