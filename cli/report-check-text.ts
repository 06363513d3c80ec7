import type { ReportCheck, ReportDifference } from '../shared/domain/guided-report.ts';
import { counted } from '../shared/report/counted.ts';
import { printable } from './output.ts';

/** Differences printed in full; the rest are counted, and stand in `--json`. */
const printed = 50;

/** What a check found, in words. Everything in the report and in entries is untrusted. */
export function checkText(check: ReportCheck): string {
  const { title, state, wish, same, differences, more, since } = check;
  const total = differences.length + more;
  const lines = [
    printable(title),
    `Of the case as it was at custody event ${state.seq}, ${printable(state.time)}`,
    ...(wish.query.trim() === '' ? [] : [`Of the entries that match ${printable(wish.query)}`]),
    '',
    total === 0
      ? 'Every figure, list, statement and the coverage are what the case gives.'
      : `${counted(total, 'difference')} between the report and the case:`,
    ...differences.slice(0, printed).flatMap(differenceLines),
  ];
  if (total > printed)
    lines.push(`... and ${total - printed} more${more === 0 ? ': --json lists them' : ''}`);
  if (total > 0 && since > 0)
    lines.push(
      `The case was changed since: custody has ${counted(since, 'event')} after the state of the report, other than exports and openings.`,
    );
  if (total > 0 && since === 0)
    lines.push('Custody has no event since the state of the report that changed the case.');
  lines.push(formLine(check));
  if (same) lines.push('The report is the same.');
  return lines.join('\n');
}

function differenceLines({ what, file, now, query }: ReportDifference): string[] {
  const said = (value: string | null) => (value === null ? 'nothing' : printable(value));
  return [
    `  ${printable(what)}`,
    `    the report says  ${said(file)}`,
    `    the case gives   ${said(now)}`,
    ...(query === null ? [] : [`    query            ${printable(query)}`]),
  ];
}

function formLine({ form, version, checkedBy }: ReportCheck): string {
  if (form === null) return 'The bytes of the file were not compared, since what it says differs.';
  if (form === 'same') return 'The file is what Casebound writes for what it says.';
  if (version !== checkedBy)
    return `The file is not what this version, ${printable(checkedBy)}, writes for what it says: it says that version ${printable(version)} wrote it, or it was edited.`;
  return 'The file is not what Casebound writes for what it says: it was edited.';
}
