import type { VerifyReport } from '../../shared/domain/verification.ts';
import { reportPages } from '../../shared/report/report-pages.ts';
import { fileName } from '../files/paths.ts';
import { saveText } from '../files/save-text.ts';

/** What was checked, when and by what: as a report says it. */
export interface CheckedFile {
  /** Its path, or its name where a browser tells no more. */
  readonly place: string;
  /** ISO 8601. */
  readonly time: string;
  /** Of this program. */
  readonly version: string;
}

/** Gives the person the report as pages of text, the same as `casebound verify --report` writes. */
export function saveReport(report: VerifyReport, { place, time, version }: CheckedFile): void {
  const text = `${reportPages(report, { path: place, time, version })}\n`;
  saveText(`${fileName(place)}.integrity.txt`, text, 'text/plain');
}
