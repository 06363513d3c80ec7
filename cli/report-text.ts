import type { Axis, Finding, VerifyReport } from '../shared/domain/verification.ts';
import { aligned, printable } from './output.ts';

/** Findings printed in full; the rest are counted, and stand in `--json`. */
const printed = 50;

export const marks: Readonly<Record<Axis['status'], string>> = {
  pass: '[ok]  pass',
  fail: '[X]   fail',
  unverifiable: '[?]   unverifiable',
  absent: '[-]   absent',
};

/** A verification report for a person to read and print. */
export function reportText({ ok, axes, chain, findings, findingsTotal, names = {} }: VerifyReport): string {
  const lines = [
    ok ? 'Nothing fails.' : failures(axes.filter(({ status }) => status === 'fail').length),
    '',
    // With one alone, there is nothing to tell apart.
    ...(Object.keys(names).length > 1
      ? [aligned(Object.entries(names).map((row) => row.map(printable))), '']
      : []),
    aligned(
      axes.map(({ axis, subject, status, reason }) => [
        printable(subject),
        axis,
        marks[status],
        printable(reason),
      ]),
    ),
  ];
  if (chain?.profile) {
    lines.push('', `Chain: ${printable(chain.profile)}`);
    if (chain.recompute !== undefined)
      lines.push(`  recomputes ${chain.recompute} of the first ${chain.looked} entries that carry a hash`);
    lines.push(
      `  covers ${printable(chain.covers.join(', '))}`,
      `  omits  ${printable(chain.omits.join(', '))}`,
    );
  }
  for (const note of chain?.notes ?? []) lines.push(`  ${printable(note)}`);
  if (findingsTotal > 0) lines.push('', `${findingsTotal} ${findingsTotal === 1 ? 'finding' : 'findings'}:`);
  for (const finding of findings.slice(0, printed)) lines.push(...findingLines(finding));
  if (findingsTotal > printed) lines.push(`  ... and ${findingsTotal - printed} more: --json lists them`);
  return lines.join('\n');
}

export function failures(count: number): string {
  return count === 1 ? '1 axis fails.' : `${count} axes fail.`;
}

export function findingLines(finding: Finding): string[] {
  const { code, subject, message, entryId, line, byteOffset, member, expected, actual } = finding;
  const where = [
    subject,
    entryId === undefined ? null : `entry ${entryId}`,
    line === undefined ? null : `line ${line}`,
    byteOffset === undefined ? null : `byte ${byteOffset}`,
    member ?? null,
  ].filter((part) => part !== null);
  const lines = [`  ${code}  ${where.join(', ')}: ${message}`];
  if (expected !== undefined) lines.push(`    expected ${expected}`);
  if (actual !== undefined) lines.push(`    actual   ${actual}`);
  return lines.map(printable);
}
