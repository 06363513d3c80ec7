import { AppError } from '../../../shared/errors.ts';
import { countText } from '../../../shared/report/counted.ts';

/** Of a file that is something else altogether. */
export function notAReport(why: string): AppError {
  return new AppError({
    code: 'FORMAT_UNKNOWN',
    message: `this is not a report that Casebound wrote: ${why}`,
    safe: 'nothing was changed',
    next: 'name a report as `casebound report` wrote it: HTML, PDF, XLSX or JSON',
  });
}

/** Of a file that looks like a report and whose data cannot be read. */
export function damaged(why: string, cause?: unknown): AppError {
  return new AppError(
    {
      code: 'FILE_UNREADABLE',
      message: `the report is damaged: ${why}`,
      safe: 'nothing was changed; the case does not depend on the report',
      next: 'get the report again from where it came, or make it anew from the case',
    },
    { cause },
  );
}

/** Of a report that would not be read again, or is not set as pages. */
export function tooLong(bytes: number, longest: number): AppError {
  return new AppError({
    code: 'INVALID_INPUT',
    message: `the report is too long for this form: ${countText(bytes)} bytes, where ${countText(longest)} are the most`,
    safe: 'nothing was written',
    next: 'narrow what it looks at by a query, or write it in another form',
  });
}
