import { toHex } from '../../shared/bytes/encoding.ts';
import { eventBreaks } from '../../shared/custody/events.ts';
import type { ChainedEvent } from '../../shared/domain/case.ts';
import type { Axis } from '../../shared/domain/verification.ts';
import { annotationBreaks } from '../annotation/breaks.ts';
import type { ReadableDb } from '../case/database.ts';
import { type SourceRow, sourceRows } from '../case/sources.ts';
import { custodyEvents } from '../custody/log.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import type { Findings } from './findings.ts';

/** The custody log and the annotations: their chains, and that the log names every source as the case file has it. */
export function checkCustody(db: ReadableDb, findings: Findings): Axis[] {
  const events = [...custodyEvents(db)];
  const before = findings.total;
  for (const { seq, fault, expected, actual } of eventBreaks(nodeDigest, events)) {
    findings.add({
      axis: 'custody',
      subject: 'case',
      code: 'CUSTODY_BREAK',
      message: `custody event ${seq}: its ${fault} is not what the events before it give`,
      expected,
      actual,
    });
  }
  checkSources(db, events, findings);
  return [custodyAxis(events.length, findings.total - before), annotationsAxis(db, findings)];
}

/** An import is written together with its custody event: whoever changes a source must change the log as well. */
function checkSources(db: ReadableDb, events: readonly ChainedEvent[], findings: Findings): void {
  const imports = new Map<unknown, ChainedEvent['details']>();
  for (const { action, details } of events) {
    if (action === 'import' && details['unchanged'] !== true) imports.set(details['source'], details);
  }
  for (const source of sourceRows(db)) {
    const logged = imports.get(source.id);
    imports.delete(source.id);
    for (const [what, stated, actual] of statedOf(source, logged)) {
      if (stated === actual) continue;
      findings.add({
        axis: 'custody',
        subject: `source ${source.id}`,
        code: 'CUSTODY_SOURCE',
        message: logged
          ? `the custody log has another ${what} of this source`
          : 'the custody log does not know this source',
        expected: String(stated),
        actual: String(actual),
      });
    }
  }
  for (const [source] of imports) {
    findings.add({
      axis: 'custody',
      subject: `source ${source}`,
      code: 'CUSTODY_SOURCE',
      message: 'the custody log tells of the import of a source that is not in the case file',
    });
  }
}

function statedOf(
  source: SourceRow,
  logged: ChainedEvent['details'] | undefined,
): [string, unknown, unknown][] {
  return [
    ['SHA-256', logged?.['sha256'], toHex(source.sha256)],
    ['Merkle root', logged?.['merkleRoot'], toHex(source.merkle_root)],
    ['count of entries', logged?.['entries'], source.entries],
    ['count of duplicates', logged?.['duplicates'], source.duplicates],
    ['count of conflicts', logged?.['conflicts'], source.conflicts],
    ['count of quarantined records', logged?.['quarantined'], source.quarantined],
  ];
}

function custodyAxis(checked: number, faults: number): Axis {
  if (checked === 0) {
    return { axis: 'custody', subject: 'case', status: 'fail', reason: 'the custody log is empty', checked };
  }
  return faults > 0
    ? {
        axis: 'custody',
        subject: 'case',
        status: 'fail',
        reason: `${faults} breaks in the custody log`,
        checked,
      }
    : {
        axis: 'custody',
        subject: 'case',
        status: 'pass',
        reason:
          'the custody log is unbroken and names every source; someone with the file could rewrite all of it, unless a checkpoint left the machine before',
        checked,
      };
}

function annotationsAxis(db: ReadableDb, findings: Findings): Axis {
  let faults = 0;
  for (const { seq, fault, expected, actual } of annotationBreaks(db)) {
    faults++;
    findings.add({
      axis: 'custody',
      subject: 'annotations',
      code: 'ANNOTATION_BREAK',
      message: `annotation ${seq}: its ${fault} is not what it should be`,
      expected,
      actual,
    });
  }
  const checked = db.prepare('SELECT count(*) FROM annotation').pluck().get() as number;
  const base = { axis: 'custody', subject: 'annotations', checked } as const;
  if (faults > 0) return { ...base, status: 'fail', reason: `${faults} breaks in the annotations` };
  if (checked === 0) return { ...base, status: 'absent', reason: 'there are no annotations' };
  return { ...base, status: 'pass', reason: 'the annotations are unbroken' };
}
