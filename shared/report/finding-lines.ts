import type { Axis, Finding } from '../domain/verification.ts';
import { printable } from './printable.ts';

/** What an axis says, with a mark that is told apart without colour. */
export const marks: Readonly<Record<Axis['status'], string>> = {
  pass: '[ok]  pass',
  fail: '[X]   fail',
  unverifiable: '[?]   unverifiable',
  absent: '[-]   absent',
};

export function failures(count: number): string {
  return count === 1 ? '1 axis fails.' : `${count} axes fail.`;
}

/** A finding in lines of plain text, with where it is and what was expected. */
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
