import { toHex } from '../../shared/bytes/encoding.ts';
import { type ChainLink, carriesHashes, type Detected, detectChain } from '../../shared/chain/evaluate.ts';
import type { Axis, AxisStatus, Finding } from '../../shared/domain/verification.ts';
import { digestLength } from '../../shared/proof/digest.ts';
import type { ReadableDb } from '../case/database.ts';
import { storedColumns } from '../case/schema.ts';
import type { SourceRow } from '../case/sources.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import type { Batch, Quarantined } from '../import/batch.ts';
import type { ReadTotals } from '../import/read-source.ts';
import { ChainCheck, type RecordPlace } from './chain-check.ts';
import type { Findings } from './findings.ts';
import { QuarantineCheck } from './quarantine-check.ts';
import { type StoredRecord, storedRecords } from './stored-records.ts';

/** Holds what is re-read of one source's bytes against what the case file holds of it. */
export class SourceCheck {
  readonly subject: string;
  readonly chain: ChainCheck | null;
  private readonly source: SourceRow;
  private readonly findings: Findings;
  private readonly stored: Generator<StoredRecord>;
  private readonly quarantine: QuarantineCheck;
  private storageFaults = 0;
  private repeated = 0;
  private records = 0;
  private timed = 0;
  private loggedEarly = 0;
  private readonly hashesUnknown: boolean;

  constructor(
    db: ReadableDb,
    source: SourceRow,
    detected: Detected | null,
    hashesUnknown: boolean,
    partial: boolean,
    findings: Findings,
  ) {
    this.subject = `source ${source.id}`;
    this.source = source;
    this.findings = findings;
    this.stored = storedRecords(db, source);
    this.hashesUnknown = hashesUnknown;
    this.quarantine = new QuarantineCheck(db, source.id);
    this.chain = detected === null ? null : new ChainCheck(this.subject, detected.profile, partial, findings);
  }

  /** A batch of records as the bytes give them, in source order. */
  addBatch(batch: Batch, links: readonly ChainLink[]): void {
    for (const [column, , value] of batch.newTerms) {
      this.storage('STORAGE_TERM', `the bytes hold a value of ${column} that the case file does not`, {
        expected: value,
      });
    }
    for (const span of batch.quarantined) this.addQuarantined(span);
    for (let i = 0; i < batch.count; i++) {
      const place = placeOf(batch, i);
      this.compare(batch, i, place);
      this.observeTimes(batch, i);
      const link = links[i];
      if (link && this.chain) this.chain.add(link, place, (from, to) => this.quarantine.between(from, to));
    }
    this.records += batch.count;
  }

  private addQuarantined(span: Quarantined): void {
    const difference = this.quarantine.compare(span);
    if (difference)
      this.storage('STORAGE_QUARANTINE', difference, { line: span.line, byteOffset: span.offset });
  }

  private compare(batch: Batch, i: number, place: RecordPlace): void {
    const next = this.stored.next();
    if (next.done) {
      this.storage(
        'STORAGE_ENTRY',
        'the bytes hold a record that the case file does not list',
        located(place),
      );
      return;
    }
    const stored = next.value;
    if (stored.duplicate && stored.ofSource === this.source.id) {
      this.repeated++;
      this.findings.add({
        ...located(place),
        axis: 'sequence',
        subject: this.subject,
        code: 'RECORD_REPEATED',
        message: 'the same record stands a second time in this source',
      });
    }
    for (const [what, expected, actual] of differences(batch, i, stored)) {
      this.storage('STORAGE_ENTRY', `the case file's ${what} is not what the stored bytes give`, {
        ...located(place),
        expected,
        actual,
      });
    }
  }

  /** Clocks of the system that logged: observations, never a break. */
  private observeTimes({ values }: Batch, i: number): void {
    const time = values['time']?.[i];
    const loggedAt = values['logged_at']?.[i];
    if (typeof time !== 'number') return;
    this.timed++;
    if (typeof loggedAt === 'number' && loggedAt < time) this.loggedEarly++;
  }

  /** Compares what is known at the end of the source. */
  finish(totals: ReadTotals): void {
    const { source } = this;
    if (!this.stored.next().done)
      this.storage('STORAGE_ENTRY', 'the case file lists records that the stored bytes do not hold');
    const unread = this.quarantine.finish();
    if (unread) this.storage('STORAGE_QUARANTINE', unread);
    const { roots } = totals;
    const sums: [string, string | number, string | number][] = [
      ['size in bytes', totals.bytes, source.bytes],
      ['file SHA-256', toHex(totals.sha256), toHex(source.sha256)],
      ['count of records', roots.size, source.entries + source.duplicates],
      ['count of quarantined records', this.quarantine.count, source.quarantined],
      ['Merkle root', toHex(roots.root), toHex(source.merkle_root)],
      [
        'case_id tree',
        `${roots.caseIds.size} ${toHex(roots.caseIds.root)}`,
        `${source.case_id_tree_size} ${toHex(source.case_id_tree_root)}`,
      ],
      [
        'image_id tree',
        `${roots.imageIds.size} ${toHex(roots.imageIds.root)}`,
        `${source.image_id_tree_size} ${toHex(source.image_id_tree_root)}`,
      ],
    ];
    for (const [what, derived, stated] of sums) {
      if (derived === stated) continue;
      this.storage('STORAGE_SOURCE', `the case file's ${what} is not what the stored bytes give`, {
        expected: String(derived),
        actual: String(stated),
      });
    }
  }

  /** The stored bytes could not be read to their end. */
  unreadable(why: string): void {
    this.storage('STORAGE_UNREADABLE', why);
  }

  private storage(code: string, message: string, where: Partial<Finding> = {}): void {
    this.storageFaults++;
    this.findings.add({ ...where, axis: 'storage', subject: this.subject, code, message });
  }

  /** `carried`: the hashes that entries anywhere in the case state. */
  axes(carried: ReadonlySet<string>): Axis[] {
    return [...(this.chain?.axes(carried) ?? this.unchained()), this.time(), this.storageAxis()].map(
      (axis) => (axis.axis === 'sequence' && this.repeated > 0 ? this.repetition(axis) : axis),
    );
  }

  private unchained(): Axis[] {
    const content = this.hashesUnknown
      ? this.axis('content', 'unverifiable', 'entries carry hashes, but no known profile recomputes them')
      : this.axis('content', 'absent', 'the entries carry no hashes of their own');
    return [
      content,
      this.axis('linkage', 'absent', 'no chain links the entries'),
      this.axis('sequence', 'absent', 'the entries carry no sequence that could show a gap'),
      this.axis('head', 'absent', 'without a chain, nothing marks the beginning'),
      this.axis(
        'tail',
        'unverifiable',
        'entries removed at the end leave no trace: only a later copy or a checkpoint given out could show it',
      ),
    ];
  }

  /** A chain holds no record twice; where there is none, an export may simply overlap itself. */
  private repetition(axis: Axis): Axis {
    const count = this.repeated === 1 ? '1 record stands' : `${this.repeated} records stand`;
    return { ...axis, status: this.chain ? 'fail' : 'unverifiable', reason: `${count} twice in this source` };
  }

  private time(): Axis {
    if (this.timed === 0) return this.axis('time', 'absent', 'the entries state no times that could be read');
    const early = this.loggedEarly;
    const seen =
      early === 0
        ? 'nothing implausible was seen'
        : `${early === 1 ? '1 entry was' : `${early} entries were`} logged before their own time`;
    return this.axis('time', 'unverifiable', `no signed time to hold them against; ${seen}`);
  }

  private storageAxis(): Axis {
    return this.storageFaults > 0
      ? this.axis(
          'storage',
          'fail',
          `${this.storageFaults} differences between the stored bytes and what the case file says of them`,
        )
      : this.axis(
          'storage',
          'pass',
          'file hash, entry hashes, columns and trees were derived again from the stored bytes, and agree',
        );
  }

  private axis(axis: Axis['axis'], status: AxisStatus, reason: string): Axis {
    return { axis, subject: this.subject, status, reason, checked: this.records };
  }
}

/** What a source's first records say of the chain they may be part of. */
export function sampleChain(texts: readonly string[]): { detected: Detected | null; hashesUnknown: boolean } {
  const detected = detectChain(nodeDigest, texts);
  return { detected, hashesUnknown: detected === null && carriesHashes(texts) };
}

function placeOf(batch: Batch, i: number): RecordPlace {
  const entryId = batch.values['entry_id']?.[i];
  return {
    entryId: typeof entryId === 'string' ? entryId : null,
    ordinal: batch.first + i,
    line: batch.lines[i] as number,
    byteOffset: batch.offsets[i] as number,
  };
}

function located({ entryId, ordinal, line, byteOffset }: RecordPlace): Partial<Finding> {
  return { ordinal, line, byteOffset, ...(entryId === null ? {} : { entryId }) };
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
