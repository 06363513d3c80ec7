import { toHex } from '../../shared/bytes/encoding.ts';
import { type ChainedEvent, eventBreaks } from '../../shared/custody/events.ts';
import { ToldAnnotations } from '../../shared/custody/told-annotations.ts';
import type { Axis } from '../../shared/domain/verification.ts';
import { AppError } from '../../shared/errors.ts';
import { counted } from '../../shared/report/counted.ts';
import { toldValue } from '../../shared/report/told-value.ts';
import { annotationBreaks } from '../annotation/breaks.ts';
import { type ContainerRow, containerDigest, containerRows } from '../case/containers.ts';
import { defaultActor } from '../case/create.ts';
import { ofOneState, type ReadableDb } from '../case/database.ts';
import { acquisitionDigest, type SourceRow, sourceRows } from '../case/sources.ts';
import { custodyEvents } from '../custody/log.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import { acquisitionOf } from '../sync/acquisitions.ts';
import { syncDetails } from '../sync/details.ts';
import { type TaskContext, unwatched } from '../task.ts';
import { Findings } from './findings.ts';
import { packFaults } from './packs-check.ts';
import { recordedFaults } from './recorded-check.ts';

/**
 * The custody log and the annotations: their chains, and that the log names every source as the case file has it. Somebody may go on
 * working in the case, so that what is read first does not know of what is read last: where something is wrong and the file was changed
 * meanwhile, all is read again from one state of it.
 */
export function checkCustody(db: ReadableDb, findings: Findings, context: TaskContext = unwatched): Axis[] {
  const before = revisionOf(db);
  const found = new Findings();
  const axes = axesOfCustody(db, found, context);
  if (found.total === 0 || revisionOf(db) === before) {
    findings.addAll(found);
    return axes;
  }
  return ofOneState(db, () => axesOfCustody(db, findings, context));
}

/** Another one whenever another connection has changed the file. */
function revisionOf(db: ReadableDb): number {
  return db.pragma('data_version', { simple: true }) as number;
}

function axesOfCustody(db: ReadableDb, findings: Findings, context: TaskContext): Axis[] {
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
  checkCreation(db, events[0], findings);
  checkSources(db, events, findings);
  for (const message of recordedFaults(db, events)) {
    findings.add({ axis: 'custody', subject: 'case', code: 'CUSTODY_VERIFICATION', message });
  }
  for (const message of packFaults(db, events)) {
    findings.add({ axis: 'custody', subject: 'case', code: 'CUSTODY_PACK', message });
  }
  const custody = custodyAxis(events.length, findings.total - before);
  return [custody, annotationsAxis(db, events, findings, context)];
}

/** The log begins with the creation of this case. */
function checkCreation(db: ReadableDb, first: ChainedEvent | undefined, findings: Findings): void {
  const row = db
    .prepare<
      [],
      { uuid: string; title: string; examiner: string | null; created: string; pack: string | null }
    >('SELECT uuid, title, examiner, created, pack FROM case_info')
    .get();
  const logged = first?.action === 'create' ? first : undefined;
  const stated: [string, unknown, unknown][] = [
    ['identifier', logged?.details['uuid'], row?.uuid],
    ['title', logged?.details['title'], row?.title],
    ['examiner', logged?.actor, row?.examiner ?? defaultActor],
    ['time of creation', logged?.details['created'], row?.created],
    // What is looked at as a pack is no file that anybody keeps.
    ['kind, that of an opened pack', null, row?.pack ?? null],
    ['number of cases in one file', 1, db.prepare('SELECT count(*) FROM case_info').pluck().get()],
  ];
  for (const [what, expected, actual] of stated) {
    if (expected === actual) continue;
    findings.add({
      axis: 'custody',
      subject: 'case',
      code: 'CUSTODY_CASE',
      message: `the custody log does not begin with the creation of this case: it has another ${what}`,
      expected: toldValue(expected),
      actual: toldValue(actual),
    });
  }
}

/** An import is written together with its custody event: whoever changes a source must change the log as well. */
function checkSources(db: ReadableDb, events: readonly ChainedEvent[], findings: Findings): void {
  const imports = new Map<unknown, ChainedEvent['details']>();
  for (const { action, details } of events) {
    if ((action !== 'import' && action !== 'sync') || details['unchanged'] === true) continue;
    const source = details['source'] ?? details['container'];
    // An event may tell of the files that were passed over alone.
    if (source === undefined) continue;
    if (imports.has(source)) {
      findings.add({
        axis: 'custody',
        subject: `source ${toldValue(source)}`,
        code: 'CUSTODY_SOURCE',
        message: 'the custody log tells of two imports of this source',
      });
    } else {
      imports.set(source, details);
    }
  }
  const compare = (
    kind: 'source' | 'container',
    id: number,
    stated: (logged: ChainedEvent['details'] | undefined) => readonly Stated[],
  ) => {
    const logged = imports.get(id);
    imports.delete(id);
    for (const [what, expected, actual] of stated(logged)) {
      if (expected === actual) continue;
      findings.add({
        axis: 'custody',
        subject: `${kind} ${id}`,
        code: 'CUSTODY_SOURCE',
        message: logged
          ? `the custody log has another ${what} of this ${kind}`
          : `the custody log does not know this ${kind}`,
        expected: toldValue(expected),
        actual: toldValue(actual),
      });
    }
  };
  for (const source of sourceRows(db))
    compare('source', source.id, (logged) => [
      ...statedOf(source, logged),
      ...syncStated(db, source, logged),
    ]);
  for (const container of containerRows(db))
    compare('container', container.id, (logged) => containerStated(container, logged));
  for (const [source] of imports) {
    findings.add({
      axis: 'custody',
      subject: `source ${toldValue(source)}`,
      code: 'CUSTODY_SOURCE',
      message: 'the custody log tells of the import of a source that is not in the case file',
    });
  }
}

/** What is compared, as the custody log has it and as the case file has it. */
type Stated = readonly [what: string, logged: unknown, actual: unknown];

function containerStated(container: ContainerRow, logged: ChainedEvent['details'] | undefined): Stated[] {
  return [
    ['name', logged?.['name'], container.name],
    ['size in bytes', logged?.['bytes'], container.bytes],
    ['format', logged?.['format'], container.format],
    ['path or time', logged?.['acquisition'], containerDigest(container)],
    ['SHA-256', logged?.['sha256'], toHex(container.sha256)],
  ];
}

/** Of a column that holds 0 or 1; anything else as it is. */
function isYesOrNo(value: number): boolean | number {
  return value === 0 || value === 1 ? value === 1 : value;
}

function statedOf(source: SourceRow, logged: ChainedEvent['details'] | undefined): Stated[] {
  return [
    ['name', logged?.['name'], source.name],
    ['size in bytes', logged?.['bytes'], source.bytes],
    ['system', logged?.['system'], source.system],
    ['format', logged?.['format'], source.format],
    ['declaration of being a selection', logged?.['partial'], isYesOrNo(source.partial)],
    ['path, time or evidence', logged?.['acquisition'], acquisitionDigest(source)],
    ['SHA-256', logged?.['sha256'], toHex(source.sha256)],
    ['Merkle root', logged?.['merkleRoot'], toHex(source.merkle_root)],
    ['count of entries', logged?.['entries'], source.entries],
    ['count of duplicates', logged?.['duplicates'], source.duplicates],
    ['count of conflicts', logged?.['conflicts'], source.conflicts],
    ['count of quarantined records', logged?.['quarantined'], source.quarantined],
  ];
}

/** Of a source that was acquired from an API: what was asked of whom, how complete it is, and every request. */
function syncStated(
  db: ReadableDb,
  { id }: SourceRow,
  logged: ChainedEvent['details'] | undefined,
): Stated[] {
  const row = acquisitionOf(db, id);
  if (row === null)
    return logged?.['requestsSha256'] === undefined ? [] : [['acquisition', 'a record', 'none']];
  try {
    return Object.entries(syncDetails(db, row)).map(([name, value]) => [
      `record of its acquisition (${name})`,
      JSON.stringify(logged?.[name]),
      JSON.stringify(value),
    ]);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'CASE_CORRUPT') throw error;
    return [['record of its acquisition', 'one that can be read', error.message]];
  }
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
        reason: `${counted(faults, 'break')} in the custody log`,
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

function annotationsAxis(
  db: ReadableDb,
  events: readonly ChainedEvent[],
  findings: Findings,
  context: TaskContext,
): Axis {
  const before = findings.total;
  for (const { seq, fault, expected, actual } of annotationBreaks(db, context)) {
    findings.add({
      axis: 'custody',
      subject: 'annotations',
      code: 'ANNOTATION_BREAK',
      message: `annotation ${seq}: its ${fault} is not what it should be`,
      expected,
      actual,
    });
  }
  checkAnnotations(db, events, findings);
  const faults = findings.total - before;
  const checked = db.prepare('SELECT count(*) FROM annotation').pluck().get() as number;
  const base = { axis: 'custody', subject: 'annotations', checked } as const;
  if (faults > 0)
    return { ...base, status: 'fail', reason: `${counted(faults, 'break')} in the annotations` };
  if (checked === 0) return { ...base, status: 'absent', reason: 'there are no annotations' };
  return { ...base, status: 'pass', reason: 'the annotations are unbroken' };
}

/** Its own chain cannot show that the last annotation was taken away or exchanged; custody tells of each. */
function checkAnnotations(db: ReadableDb, events: readonly ChainedEvent[], findings: Findings): void {
  const told = new ToldAnnotations(events);
  const rows = db.prepare<[], [number, string]>('SELECT seq, hash FROM annotation ORDER BY seq').raw();
  const differ = (seq: number, expected: string | null, actual: string) =>
    findings.add({
      axis: 'custody',
      subject: 'annotations',
      code: 'ANNOTATION_CUSTODY',
      message: `annotation ${seq} is not the one that the custody log tells of`,
      expected: expected ?? 'none',
      actual,
    });
  const missing = new Map(told.told);
  for (const [seq, hash] of rows.iterate()) {
    missing.delete(seq);
    if (!told.admits(seq, hash)) differ(seq, told.told.get(seq) ?? null, hash);
  }
  for (const [seq, hash] of missing) differ(seq, hash, 'none');
}
