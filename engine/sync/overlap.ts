import type { ComparedRecord, SourceDifference } from '../../shared/domain/source-comparison.ts';
import type { OverlapResult } from '../../shared/domain/sync.ts';
import type { Finding } from '../../shared/domain/verification.ts';
import type { ReadableDb } from '../case/database.ts';
import { type SourceRow, sourceRow, sourceRows } from '../case/sources.ts';
import { compareSources } from '../compare/compare-sources.ts';
import { type Coverage, coverageOf } from '../compare/coverage.ts';
import type { TaskContext } from '../task.ts';

export interface Overlaps {
  readonly overlaps: readonly OverlapResult[];
  readonly findings: readonly Finding[];
  readonly findingsTotal: number;
}

/** Findings that are told one by one. */
const listed = 1000;

/**
 * Holds a source that was acquired against the earlier ones of the same trail: acquisitions from the same address with the
 * same selection, and files that share entries with it. What the API gave before and gives no more, or gives otherwise, or
 * should have given before, is a finding.
 */
export function overlapsOf(db: ReadableDb, id: number, context: TaskContext): Overlaps {
  const source = sourceRow(db, id);
  const own = coverageOf(db, source);
  const overlaps: OverlapResult[] = [];
  const findings: Finding[] = [];
  let findingsTotal = 0;
  for (const other of sourceRows(db)) {
    if (other.id >= id || other.system !== source.system || other.reread_of !== null) continue;
    if (!isOfSameTrail(db, other, source, own)) continue;
    const { changed, onlyFirst, onlySecond, differences } = compareSources(
      db,
      { first: other.id, second: id },
      context,
    );
    const { vanished } = onlyFirst;
    const late = onlySecond.appeared;
    overlaps.push({ source: other.id, changed, vanished, late });
    findingsTotal += changed + vanished + late;
    for (const difference of differences) {
      const finding = findings.length < listed ? findingOf(difference, other.id, id) : null;
      if (finding !== null) findings.push(finding);
    }
  }
  return { overlaps, findings, findingsTotal };
}

function isOfSameTrail(db: ReadableDb, other: SourceRow, source: SourceRow, own: Coverage | null): boolean {
  const theirs = coverageOf(db, other);
  if (theirs !== null && own !== null) {
    const meet = theirs.span.from <= own.span.to && own.span.from <= theirs.span.to;
    return theirs.origin === own.origin && theirs.selection === own.selection && meet;
  }
  // Of a file, nothing says which account it is from but the entries that both have.
  return other.partial === 0 && source.partial === 0 && haveCommon(db, other, source);
}

function haveCommon(db: ReadableDb, other: SourceRow, source: SourceRow): boolean {
  const first = other.first_entry ?? 0;
  const own = db.prepare('SELECT 1 FROM duplicate WHERE source = ? AND entry BETWEEN ? AND ? LIMIT 1');
  if (other.entries > 0 && own.get(source.id, first, first + other.entries - 1) !== undefined) return true;
  const both = db.prepare(
    'SELECT 1 FROM duplicate AS d JOIN duplicate AS e ON e.entry = d.entry AND e.source = ? WHERE d.source = ? LIMIT 1',
  );
  return other.duplicates > 0 && both.get(other.id, source.id) !== undefined;
}

function findingOf({ kind, first, second }: SourceDifference, other: number, id: number): Finding | null {
  const base = { axis: 'completeness', subject: `source ${id}` } as const;
  const named = (record: ComparedRecord) => (record.entryId === null ? {} : { entryId: record.entryId });
  const place = ({ ordinal, line, byteOffset }: ComparedRecord) => ({ ordinal, line, byteOffset });
  if (kind === 'changed' && first !== null && second !== null) {
    return {
      ...base,
      ...named(second),
      ...place(second),
      code: 'ACQUIRED_CHANGED',
      message: `the API gives this entry otherwise than source ${other} has it at line ${first.line}`,
      expected: first.content,
      actual: second.content,
    };
  }
  if (kind === 'vanished' && first !== null) {
    return {
      ...base,
      ...named(first),
      code: 'ACQUIRED_VANISHED',
      message: `source ${other} has this entry at line ${first.line}, of ${first.time}, and the API gives it no more: it was removed, or deleted by age`,
      expected: first.content,
      actual: 'absent',
    };
  }
  if (kind === 'appeared' && second !== null) {
    return {
      ...base,
      ...named(second),
      ...place(second),
      code: 'ACQUIRED_LATE',
      message: `the entry, of ${second.time}, is not in source ${other}, which holds all of that time: it was listed only later, or put in`,
      expected: 'absent',
      actual: second.content,
    };
  }
  return null;
}
