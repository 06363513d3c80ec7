import type { GuidedReport, ReportFormat } from '../../../shared/domain/guided-report.ts';
import { AppError } from '../../../shared/errors.ts';

/** The report that a file holds. @throws AppError FORMAT_UNKNOWN for what is none */
export async function readForm(
  bytes: Uint8Array,
): Promise<{ readonly report: GuidedReport; readonly format: ReportFormat }> {
  try {
    const report = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as GuidedReport;
    if (report.format === 'casebound-report/1') return { report, format: 'json' };
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
