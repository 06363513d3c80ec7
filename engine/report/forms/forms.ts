import type { GuidedReport, ReportFormat } from '../../../shared/domain/guided-report.ts';
import { AppError } from '../../../shared/errors.ts';
import { readSmallFile } from '../../files/small-file.ts';
import { refusal } from '../wish.ts';

/** The bytes of a report in a form: the same for the same report. */
export async function writeForm(report: GuidedReport, format: ReportFormat): Promise<Buffer> {
  if (format !== 'json') throw refusal(`reports are not written as ${format} yet`, 'write it as JSON');
  return Buffer.from(`${JSON.stringify(report, null, 1)}\n`);
}

/** The report that a file holds. @throws AppError FORMAT_UNKNOWN for what is none */
export async function readForm(
  path: string,
): Promise<{ readonly report: GuidedReport; readonly format: ReportFormat; readonly bytes: Buffer }> {
  const bytes = readSmallFile(path);
  try {
    const report = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as GuidedReport;
    if (report.format === 'casebound-report/1') return { report, format: 'json', bytes };
  } catch {
    // Told below.
  }
  throw new AppError({
    code: 'FORMAT_UNKNOWN',
    message: 'the file is no report that Casebound wrote',
    safe: 'nothing was compared',
    next: 'name a report, as casebound report wrote it',
  });
}
