import { toHex } from '../../shared/bytes/encoding.ts';
import type { ChainLink } from '../../shared/chain/evaluate.ts';
import type { Axis, Finding } from '../../shared/domain/verification.ts';
import { digestLength } from '../../shared/proof/digest.ts';
import type { ReadableDb } from '../case/database.ts';
import { storedColumns } from '../case/schema.ts';
import type { SourceRow } from '../case/sources.ts';
import type { Batch, Quarantined } from '../import/batch.ts';
import { knownTerms } from '../import/known-terms.ts';
import { quarantineReasons } from '../import/located.ts';
import type { ReadTotals } from '../import/read-source.ts';
import { type SourceRoots, SourceTreeBuilder } from '../import/source-tree.ts';
import type { ChainCheck } from './chain-check.ts';
import type { Carried } from './chain-links.ts';
import type { Findings } from './findings.ts';
import { QuarantineCheck } from './quarantine-check.ts';
import { QuarantinedOffsets } from './quarantined-offsets.ts';
import { type StoredRecord, storedRecords } from './stored-records.ts';
import { type ChainSample, located, placeOf, TrailCheck } from './trail-check.ts';
import type { UsedTerms } from './used-terms.ts';

/** Holds what is re-read of one source's bytes against what the case file holds of it. */
export class SourceCheck {
  readonly subject: string;
  readonly trail: TrailCheck;
  private readonly source: SourceRow;
  private readonly findings: Findings;
  private readonly terms: UsedTerms;
  private readonly stored: Generator<StoredRecord>;
  private readonly quarantine: QuarantineCheck;
  private readonly quarantined = new QuarantinedOffsets();
  private readonly trees: SourceTreeBuilder;
  /** Whether the stored bytes were read to their end. */
  complete = false;
  private faults = 0;
  private records = 0;

  constructor(
    db: ReadableDb,
    source: SourceRow,
    sample: ChainSample,
    partial: boolean,
    findings: Findings,
    terms: UsedTerms,
  ) {
    this.subject = `source ${source.id}`;
    this.source = source;
    this.findings = findings;
    this.terms = terms;
    this.stored = storedRecords(db, source);
    this.quarantine = new QuarantineCheck(db, source.id, (reason) => quarantineReasons[reason]);
    this.trees = new SourceTreeBuilder(source.secret, knownTerms(db));
    this.trail = new TrailCheck(this.subject, sample, partial, findings);
  }

  get chain(): ChainCheck | null {
    return this.trail.chain;
  }

  /** A batch of records as the bytes give them, in source order. */
  addBatch(batch: Batch, links: readonly ChainLink[]): void {
    for (const [column, , value] of batch.newTerms) {
      this.fault('STORAGE_TERM', `the bytes hold a value of ${column} that the case file does not`, {
        expected: value,
      });
    }
    this.quarantined.next(batch.quarantined);
    for (const span of batch.quarantined) this.addQuarantined(span);
    for (let i = 0; i < batch.count; i++) {
      this.compare(batch, i);
      this.trail.add(batch, i, links[i], (from, to) => this.quarantined.between(from, to));
    }
    this.terms.add(batch);
    this.trees.append(batch);
    this.records += batch.count;
  }

  private addQuarantined(span: Quarantined): void {
    const difference = this.quarantine.compare(span);
    if (difference)
      this.fault('STORAGE_QUARANTINE', difference, { line: span.line, byteOffset: span.offset });
  }

  private compare(batch: Batch, i: number): void {
    const next = this.stored.next();
    if (next.done) {
      this.fault(
        'STORAGE_ENTRY',
        'the bytes hold a record that the case file does not list',
        located(placeOf(batch, i)),
      );
      return;
    }
    const stored = next.value;
    if (stored.duplicate && stored.ofSource === this.source.id) this.trail.repeated(placeOf(batch, i));
    for (const [what, expected, actual] of differences(batch, i, stored)) {
      const where = { ...located(placeOf(batch, i)), expected, actual };
      this.fault('STORAGE_ENTRY', `the case file's ${what} is not what the stored bytes give`, where);
    }
  }

  /** Compares what is known at the end of the source. */
  finish(totals: ReadTotals): void {
    this.complete = true;
    if (!this.stored.next().done)
      this.fault('STORAGE_ENTRY', 'the case file lists records that the stored bytes do not hold');
    const unread = this.quarantine.finish();
    if (unread) this.fault('STORAGE_QUARANTINE', unread);
    for (const [what, derived, stated] of sums(
      totals,
      this.trees.finish(),
      this.source,
      this.quarantine.count,
    )) {
      if (derived === stated) continue;
      const where = { expected: String(derived), actual: String(stated) };
      this.fault('STORAGE_SOURCE', `the case file's ${what} is not what the stored bytes give`, where);
    }
  }

  /** Lets go of the case file, wherever the comparison ended. */
  close(): void {
    this.stored.return(undefined);
    this.quarantine.close();
  }

  /** The stored bytes could not be read to their end. */
  unreadable(why: string): void {
    this.fault('STORAGE_UNREADABLE', why);
  }

  private fault(code: string, message: string, where: Partial<Finding> = {}): void {
    this.faults++;
    this.findings.add({ ...where, axis: 'storage', subject: this.subject, code, message });
  }

  axes(carried: Carried): Axis[] {
    const storage = { axis: 'storage', subject: this.subject, checked: this.records } as const;
    return [
      ...this.trail.axes(carried).map((axis) => (this.complete ? axis : inPart(axis))),
      this.faults > 0
        ? {
            ...storage,
            status: 'fail',
            reason: `${this.faults} differences between the stored bytes and what the case file says of them`,
          }
        : {
            ...storage,
            status: 'pass',
            reason:
              'file hash, entry hashes, columns and trees were derived again from the stored bytes, and agree',
          },
    ];
  }
}

/** What a part of the source cannot say of all of it. */
function inPart(axis: Axis): Axis {
  if (axis.status !== 'pass' && axis.status !== 'absent') return axis;
  const reason = `the stored bytes can be read only in part; of that part: ${axis.reason}`;
  return { ...axis, status: 'unverifiable', reason };
}

/** What is known of a source as a whole: what, as re-derived, as stored. */
function sums(
  { bytes, sha256 }: ReadTotals,
  roots: SourceRoots,
  source: SourceRow,
  quarantined: number,
): [string, string | number, string | number][] {
  const tree = (size: number, root: Uint8Array) => `${size} ${toHex(root)}`;
  return [
    ['size in bytes', bytes, source.bytes],
    ['file SHA-256', toHex(sha256), toHex(source.sha256)],
    ['count of records', roots.size, source.entries + source.duplicates],
    ['count of quarantined records', quarantined, source.quarantined],
    ['first entry', source.entries === 0 ? 'none' : 'some', source.first_entry === null ? 'none' : 'some'],
    ['Merkle root', toHex(roots.root), toHex(source.merkle_root)],
    [
      'case_id tree',
      tree(roots.caseIds.size, roots.caseIds.root),
      tree(source.case_id_tree_size, source.case_id_tree_root),
    ],
    [
      'image_id tree',
      tree(roots.imageIds.size, roots.imageIds.root),
      tree(source.image_id_tree_size, source.image_id_tree_root),
    ],
  ];
}

/** Everything in which a stored record differs from the one re-read: what, as re-read, as stored. */
function* differences(
  batch: Batch,
  i: number,
  stored: StoredRecord,
): Generator<[what: string, expected: string, actual: string]> {
  const content = Buffer.from(
    batch.contents.buffer,
    batch.contents.byteOffset + i * digestLength,
    digestLength,
  );
  if (!content.equals(stored.content)) yield ['content hash', toHex(content), toHex(stored.content)];
  if (batch.first + i !== stored.ordinal) yield ['ordinal', String(batch.first + i), String(stored.ordinal)];
  if (batch.lines[i] !== stored.line) yield ['line', String(batch.lines[i]), String(stored.line)];
  if (batch.offsets[i] !== stored.offset)
    yield ['byte offset', String(batch.offsets[i]), String(stored.offset)];
  if (batch.lengths[i] !== stored.length) yield ['length', String(batch.lengths[i]), String(stored.length)];
  if (stored.duplicate) return;
  for (const [c, column] of storedColumns.entries()) {
    const derived = batch.values[column]?.[i] ?? null;
    if (derived !== stored.values[c]) yield [column, String(derived), String(stored.values[c])];
  }
}
