import type { GuidedReport, ReportFormat } from '../../../shared/domain/guided-report.ts';
import { refusal } from '../wish.ts';

/** The bytes of a report in a form: the same for the same report. */
export async function writeForm(report: GuidedReport, format: ReportFormat): Promise<Buffer> {
  if (format !== 'json') throw refusal(`reports are not written as ${format} yet`, 'write it as JSON');
  return Buffer.from(`${JSON.stringify(report, null, 1)}\n`);
}
