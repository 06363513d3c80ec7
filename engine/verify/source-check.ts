import { tmpdir } from 'node:os';
import { toHex } from '../../shared/bytes/encoding.ts';
import type { FollowedPart } from '../../shared/chain/follow.ts';
import type { Axis, Finding } from '../../shared/domain/verification.ts';
import { digestLength } from '../../shared/proof/digest.ts';
import type { ReadableDb } from '../case/database.ts';
import { type StoredColumn, storedColumns } from '../case/schema.ts';
import type { SourceRow } from '../case/sources.ts';
import { type Batch, type Quarantined, type Values, valuesOf } from '../import/batch.ts';
import { quarantineReasons } from '../import/located.ts';
import { rowsAtOnce } from '../import/packed-form.ts';
import type { ReadTotals } from '../import/read-source.ts';
import type { SourceRoots } from '../import/source-tree.ts';
import { mappingOf } from '../import/stated.ts';
import { storedColumnsOf } from '../import/stored-columns.ts';
import type { KnownTerms } from '../import/terms.ts';
import type { StopFlag } from '../threads/signal.ts';
import { TreesApart } from '../threads/trees-apart.ts';
import type { Difference } from './acquired-check.ts';
import { Answers } from './answers-check.ts';
import type { ChainCheck } from './chain-check.ts';
import type { Carried } from './chain-links.ts';
import type { ChainSample } from './chain-sample.ts';
import type { CheckedSource } from './checked-source.ts';
import type { Findings } from './findings.ts';
import { QuarantineCheck } from './quarantine-check.ts';
import { QuarantinedOffsets } from './quarantined-offsets.ts';
import type { DerivedSource } from './receipt-check.ts';
import { located, placeOf } from './record-place.ts';
import { firstValue, type StoredRecord, storedRecords } from './stored-records.ts';
import { StoredRuns } from './stored-runs.ts';
import { TrailCheck } from './trail-check.ts';
import type { UsedTerms } from './used-terms.ts';

/** Holds what is re-read of one source's bytes against what the case file holds of it. */
export class SourceCheck implements CheckedSource {
  readonly subject: string;
  readonly sample: ChainSample;
  readonly trail: TrailCheck;
  private readonly source: SourceRow;
  private readonly findings: Findings;
  private readonly terms: UsedTerms;
  /** The columns that the source's system can fill; the others hold nothing. */
  private readonly filled: readonly StoredColumn[];
  private readonly runs: StoredRuns;
  private readonly db: ReadableDb;
  /** The stored records from `next` on, where they are read one by one; null where they are not. */
  private stored: Generator<StoredRecord> | null = null;
  /** The entry and the record that come next. */
  private next: { id: number; ordinal: number };
  private readonly quarantine: QuarantineCheck;
  private readonly quarantined = new QuarantinedOffsets();
  private readonly trees: TreesApart;
  /** Whether the stored bytes were read to their end. */
  complete = false;
  /** Whether they are the bytes that were imported, by their hash. */
  private asImported = true;
  private faults = 0;
  /** What the stored bytes give, read to their end. */
  private totals: { readonly roots: SourceRoots; readonly sha256: Uint8Array } | null = null;
  private records = 0;
  /** Of a source that was acquired from an API; and where records of other sources first stand in it, by entry. */
  private readonly answers: Answers | null;
  private readonly firstPlaces = new Map<number, number>();
  private readonly offsetOf: (entry: number) => number | undefined;

  constructor(
    db: ReadableDb,
    source: SourceRow,
    sample: ChainSample,
    partial: boolean,
    findings: Findings,
    terms: UsedTerms,
    known: KnownTerms,
    stop: StopFlag,
  ) {
    this.subject = `source ${source.id}`;
    this.sample = sample;
    this.source = source;
    this.answers = Answers.of(db, source);
    const offset = db.prepare<[number], number>('SELECT offset FROM entry_row WHERE id = ?').pluck();
    this.offsetOf = (entry) => offset.get(entry);
    this.findings = findings;
    this.terms = terms;
    const fillable = fillableColumns(source);
    this.filled = storedColumns.filter((column) => fillable.has(column));
    this.db = db;
    this.runs = new StoredRuns(db, source);
    this.next = { id: source.first_entry ?? 0, ordinal: 0 };
    this.quarantine = new QuarantineCheck(db, source.id, (reason) => quarantineReasons[reason]);
    this.trees = new TreesApart(source.secret, known, [tmpdir()], stop);
    this.trail = new TrailCheck(
      this.subject,
      sample,
      { partial, acquired: Date.parse(source.imported), asked: this.answers?.inOrder === false },
      findings,
    );
  }

  get chain(): ChainCheck | null {
    return this.trail.chain;
  }

  /** A batch of records as the bytes give them, in source order; it is empty afterwards. */
  async addBatch(batch: Batch, chain: FollowedPart | null): Promise<void> {
    for (const [column, , value] of batch.newTerms) {
      this.fault('STORAGE_TERM', `the bytes hold a value of ${column} that the case file does not`, {
        expected: value,
      });
    }
    this.quarantined.next(batch.quarantined);
    for (const span of batch.quarantined) this.addQuarantined(span);
    const between = (from: number, to: number) => this.quarantined.between(from, to);
    const stored = this.agreeing(batch);
    const values = this.filled.map((column) => valuesOf(batch, column));
    const links = chain?.links ?? null;
    this.trail.addAll(batch, 0, stored, links, between);
    for (let i = stored; i < batch.count; i++) {
      // A record that came in two answers is no second record of the trail.
      if (this.compare(batch, i, values) === 'again') this.trail.again(batch, i);
      else this.trail.add(batch, i, links, between);
    }
    if (chain !== null) this.trail.met(chain.found, batch.first + batch.count);
    this.terms.add(batch);
    this.records += batch.count;
    await this.trees.append(batch);
  }

  private addQuarantined(span: Quarantined): void {
    const difference = this.quarantine.compare(span);
    if (difference)
      this.fault('STORAGE_QUARANTINE', difference, { line: span.line, byteOffset: span.offset });
  }

  /**
   * How many of the batch's first records stand as they should, found out by runs. Once something differs, where records
   * stand cannot be told from their numbers any more, and all are compared one by one.
   */
  private agreeing(batch: Batch): number {
    if (this.faults > 0 || !this.runs.begin(batch)) return 0;
    this.endRecords();
    let agreed = 0;
    while (agreed < batch.count) {
      // The last run overlaps the one before it.
      const from = Math.min(agreed, batch.count - rowsAtOnce);
      if (!this.runs.areStored(from, this.next.id + from)) break;
      agreed = from + rowsAtOnce;
    }
    this.next = { id: this.next.id + agreed, ordinal: this.next.ordinal + agreed };
    return agreed;
  }

  /** Lets go of the records that are read one by one. */
  private endRecords(): void {
    this.stored?.return(undefined);
    this.stored = null;
  }

  private nextStored(): IteratorResult<StoredRecord> {
    this.stored ??= storedRecords(this.db, this.source, this.filled, this.next);
    const result = this.stored.next();
    this.next.ordinal++;
    if (!result.done && !result.value.duplicate) this.next.id = result.value.id + 1;
    return result;
  }

  /** `values`: of the filled columns, as the bytes give them. */
  private compare(batch: Batch, i: number, values: readonly Values[]): 'again' | undefined {
    const next = this.nextStored();
    if (next.done) {
      this.fault(
        'STORAGE_ENTRY',
        'the bytes hold a record that the case file does not list',
        located(placeOf(batch, i)),
      );
      return undefined;
    }
    const stored = next.value;
    const again = this.cameAgain(stored) ? 'again' : undefined;
    if (stored.duplicate && stored.ofSource === this.source.id && !again)
      this.trail.repeated(placeOf(batch, i));
    if (agrees(batch, i, stored, values)) return again;
    for (const [what, expected, actual] of differences(batch, i, stored, this.filled, values)) {
      const where = { ...located(placeOf(batch, i)), expected, actual };
      this.fault('STORAGE_ENTRY', `the case file's ${what} is not what the stored bytes give`, where);
    }
    return again;
  }

  /** Whether a record stands in an earlier answer of the same acquisition: parts that were asked for overlap. */
  private cameAgain({ id, duplicate, ofSource, offset }: StoredRecord): boolean {
    const { answers, firstPlaces } = this;
    if (answers === null || !duplicate) return false;
    const first = ofSource === this.source.id ? this.offsetOf(id) : firstPlaces.get(id);
    if (first !== undefined) return answers.at(first) !== answers.at(offset);
    firstPlaces.set(id, offset);
    return false;
  }

  /** What its file, as it was acquired, gives otherwise than the case file says. */
  acquired(differences: readonly Difference[]): void {
    for (const { message, ...where } of differences) this.fault('STORAGE_ACQUIRED', message, where);
  }

  /** Compares what is known at the end of the source. */
  async finish(totals: ReadTotals): Promise<void> {
    const roots = await this.trees.finish();
    this.complete = true;
    this.totals = { roots, sha256: totals.sha256 };
    this.asImported = toHex(totals.sha256) === toHex(this.source.stream_sha256 ?? this.source.sha256);
    if (!this.nextStored().done)
      this.fault('STORAGE_ENTRY', 'the case file lists records that the stored bytes do not hold');
    const unread = this.quarantine.finish();
    if (unread) this.fault('STORAGE_QUARANTINE', unread);
    for (const [what, derived, stated] of sums(totals, roots, this.source, this.quarantine.count)) {
      if (derived === stated) continue;
      const where = { expected: String(derived), actual: String(stated) };
      this.fault('STORAGE_SOURCE', `the case file's ${what} is not what the stored bytes give`, where);
    }
  }

  /** What a receipt of the source can be held against; null where its bytes were not read to their end. */
  get derived(): DerivedSource | null {
    if (this.totals === null) return null;
    const { roots, sha256 } = this.totals;
    const { source, faults } = this;
    if (source.stream_sha256 === null) return { source, roots, fileSha256: sha256 };
    return { source, roots, fileSha256: faults === 0 ? source.sha256 : null };
  }

  /** Whether everything that the case file says of the source is what its bytes give. */
  get agrees(): boolean {
    return this.complete && this.asImported && this.faults === 0;
  }

  /** Lets go of the case file, wherever the comparison ended. */
  async close(): Promise<void> {
    // A statement takes some 50 KB as long as it is held, and a case may have thousands of sources.
    this.endRecords();
    this.runs.close();
    this.quarantine.close();
    await this.trees.close();
  }

  /** The stored bytes could not be read to their end. */
  unreadable(why: string): void {
    this.fault('STORAGE_UNREADABLE', why);
  }

  private fault(code: string, message: string, where: Partial<Finding> = {}): void {
    this.faults++;
    this.findings.add({ ...where, axis: 'storage', subject: this.subject, code, message });
  }

  private ofWhatIsHere(axis: Axis): Axis {
    if (!this.complete) return inPart(axis);
    if (this.asImported || axis.status === 'absent') return axis;
    this.findings.withdraw(this.subject, axis.axis);
    return notAsImported(axis);
  }

  axes(carried: Carried): Axis[] {
    const storage = { axis: 'storage', subject: this.subject, checked: this.records } as const;
    return [
      ...this.trail.axes(carried).map((axis) => this.ofWhatIsHere(axis)),
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

/** Other bytes than those imported say nothing of the trail: the damage is here, and is not its maker's. */
function notAsImported(axis: Axis): Axis {
  const reason =
    'the stored bytes are not those that were imported: of what was imported, nothing can be said';
  return { ...axis, status: 'unverifiable', reason };
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
    ['size in bytes', bytes, source.stream_bytes ?? source.bytes],
    ['file SHA-256', toHex(sha256), toHex(source.stream_sha256 ?? source.sha256)],
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

/** All columns where the mapping is damaged, which is told when the source is read by it. */
function fillableColumns(source: SourceRow): ReadonlySet<string> {
  try {
    return storedColumnsOf(mappingOf(source));
  } catch {
    return new Set(storedColumns);
  }
}

/** Whether a stored record is the one re-read; for the millions that are, without making anything. */
function agrees(batch: Batch, i: number, stored: StoredRecord, values: readonly Values[]): boolean {
  const at = i * digestLength;
  if (stored.content.length !== digestLength) return false;
  if (stored.content.compare(batch.contents, at, at + digestLength) !== 0) return false;
  if (batch.first + i !== stored.ordinal || batch.lines[i] !== stored.line) return false;
  if (batch.offsets[i] !== stored.offset || batch.lengths[i] !== stored.length) return false;
  const { row } = stored;
  if (row === null) return true;
  for (let c = 0; c < values.length; c++) {
    if ((values[c] as Values)(i) !== row[firstValue + c]) return false;
  }
  return row[firstValue + values.length] === null;
}

/** Everything in which a stored record differs from the one re-read: what, as re-read, as stored. */
function* differences(
  batch: Batch,
  i: number,
  { content, ordinal, line, offset, length, row }: StoredRecord,
  filled: readonly string[],
  values: readonly Values[],
): Generator<[what: string, expected: string, actual: string]> {
  const derived = Buffer.from(batch.contents).subarray(i * digestLength, (i + 1) * digestLength);
  if (!derived.equals(content)) yield ['content hash', toHex(derived), toHex(content)];
  if (batch.first + i !== ordinal) yield ['ordinal', String(batch.first + i), String(ordinal)];
  if (batch.lines[i] !== line) yield ['line', String(batch.lines[i]), String(line)];
  if (batch.offsets[i] !== offset) yield ['byte offset', String(batch.offsets[i]), String(offset)];
  if (batch.lengths[i] !== length) yield ['length', String(batch.lengths[i]), String(length)];
  if (row === null) return;
  for (const [c, column] of filled.entries()) {
    const value = (values[c] as Values)(i);
    if (value !== row[firstValue + c]) yield [column, String(value), String(row[firstValue + c])];
  }
  const stray = row[firstValue + filled.length] ?? null;
  if (stray !== null) yield [String(stray), 'null', 'a value'];
}
