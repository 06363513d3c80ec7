import { createHash } from 'node:crypto';
import type { GuidedReport } from '../../../shared/domain/guided-report.ts';
import { Html, html } from '../../document/html.ts';
import { notAReport } from './faults.ts';
import { documentMarkup } from './markup/document.ts';
import { shown } from './markup/shown.ts';
import { embeddedJson, parseReport } from './report-json.ts';
import { style } from './style.ts';

const opening = '<script type="application/json" id="casebound-report">';
const closing = '</script>';

/**
 * The report as one page that loads nothing and runs nothing: its policy lets nothing in but its own sheet, by hash. The
 * data is a block that no browser runs, and in which nothing can end it.
 */
export function htmlForm(report: GuidedReport): Buffer {
  const sheet = style(footerOf(report));
  const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(sheet).digest('base64')}'; base-uri 'none'; form-action 'none'`;
  const document = documentMarkup(report, {
    mostListed: Number.POSITIVE_INFINITY,
    carried:
      'This file carries the whole report as JSON, in the element with the id casebound-report; Casebound reads it from there.',
  });
  const { markup } = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${shown(report.title)}: ${shown(report.case.title)}</title>
<style>${new Html(sheet)}</style></head><body>
${document}
${new Html(opening)}${new Html(embeddedJson(report))}${new Html(closing)}
</body></html>
`;
  return Buffer.from(markup);
}

/** At the foot of every printed page. What a case states of itself stands in no style sheet but by signs that end nothing. */
export function footerOf({ case: { uuid }, state }: GuidedReport): string {
  return `Casebound report   case ${uuid.replace(/[^0-9A-Za-z-]/g, '').slice(0, 64)}   custody event ${state.seq}   ${state.hash}`;
}

/** @throws AppError as `parseReport` does */
export function readHtmlForm(page: string): GuidedReport {
  const start = page.lastIndexOf(opening);
  const end = page.indexOf(closing, start);
  if (start === -1 || end === -1) throw notAReport('the page carries no data of a report');
  return parseReport(page.slice(start + opening.length, end));
}
