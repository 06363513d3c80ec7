import { createHash } from 'node:crypto';
import type { GuidedReport, ReportCheck, ReportFormat } from '../../shared/domain/guided-report.ts';
import type { ReadableDb } from '../case/database.ts';
import { caseUuid } from '../case/uuid.ts';
import type { TaskContext } from '../task.ts';
import { version } from '../version.ts';
import { differencesOf } from './differences.ts';
import { readForm, writeForm } from './forms/forms.ts';
import { makeReport, type Verify } from './make.ts';
import { eventsSince, hadState } from './state.ts';
import { refusal } from './wish.ts';

/**
 * Holds a report in a file, which anybody may have written, against the case: makes it again for the same wish, as of the
 * state that it names, and compares all that it says; then writes it again and compares the bytes, so that nobody can
 * change what is read and leave what is compared.
 *
 * @throws AppError FILE_UNREADABLE, FORMAT_UNKNOWN for what is no report; INVALID_INPUT for one of another case or of a state that this one never had; CANCELLED
 */
export async function checkReport(
  db: ReadableDb,
  path: string,
  verify: Verify,
  context: TaskContext,
): Promise<ReportCheck> {
  const { report, format, bytes } = await readForm(path);
  refuseOther(db, report);
  const made = await makeReport(db, report.wish, verify, context);
  const differences = differencesOf(report, { ...made, state: report.state });
  const isSame = differences.listed.length === 0;
  // To set pages that somebody made up may take hours.
  const form = isSame || format !== 'pdf' ? await formOf({ ...report, version }, format, bytes) : null;
  return {
    same: isSame && form === 'same',
    format,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    version: report.version,
    checkedBy: version,
    title: report.title,
    wish: report.wish,
    state: report.state,
    case: report.case,
    differences: differences.listed,
    more: differences.more,
    form,
    since: eventsSince(db, report.state),
  };
}

async function formOf(
  report: GuidedReport,
  format: ReportFormat,
  bytes: Buffer,
): Promise<NonNullable<ReportCheck['form']>> {
  return (await writeForm(report, format)).equals(bytes) ? 'same' : 'edited';
}

function refuseOther(db: ReadableDb, report: GuidedReport): void {
  if (report.case.uuid !== caseUuid(db))
    throw refusal(
      `the report is of another case: of ${JSON.stringify(report.case.title.slice(0, 200))}, ${JSON.stringify(report.case.uuid.slice(0, 40))}`,
      'open the case that it is of',
      'nothing was compared',
    );
  if (hadState(db, report.state)) return;
  throw refusal(
    `the report names a state that this case never had: custody event ${report.state.seq}, ${report.state.time.slice(0, 40)}`,
    'if it was made from a later copy of the case, check it against that; otherwise it was made up',
    'nothing was compared',
  );
}
