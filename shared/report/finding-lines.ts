import type { Axis, Finding } from '../domain/verification.ts';
import { valueNames } from './finding-values.ts';
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

/** A finding in lines of plain text, with where it is, and its two values by what they are. */
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
  const names = valueNames(finding);
  const width = Math.max(names.expected.length, names.actual.length);
  if (expected !== undefined) lines.push(`    ${names.expected.padEnd(width)} ${expected}`);
  if (actual !== undefined) lines.push(`    ${names.actual.padEnd(width)} ${actual}`);
  return lines.map(printable);
}
