import { tmpdir } from 'node:os';
import { toHex } from '../../shared/bytes/encoding.ts';
import type { FollowedPart } from '../../shared/chain/follow.ts';
import type { Axis, Finding } from '../../shared/domain/verification.ts';
import { counted } from '../../shared/report/counted.ts';
import type { ReadableDb } from '../case/database.ts';
import { type StoredColumn, storedColumns } from '../case/schema.ts';
import { endsEarly, type SourceRow } from '../case/sources.ts';
import { type Batch, type Values, valuesOf } from '../import/batch/batch.ts';
import type { KnownTerms } from '../import/batch/term-list.ts';
import { mappingOf } from '../import/layout/stated.ts';
import type { ReadTotals } from '../import/reading/read-source.ts';
import type { SourceRoots } from '../import/reading/source-tree.ts';
import { TreesApart } from '../import/reading/trees-apart.ts';
import { quarantineReasons } from '../import/split/located.ts';
import { storedColumnsOf } from '../import/store/stored-columns.ts';
import type { Scratch } from '../proof/scratch.ts';
import type { ReadyThreads } from '../threads/ready-threads.ts';
import type { StopFlag } from '../threads/signal.ts';
import type { Difference } from './acquired-check.ts';
import { Answers } from './answers-check.ts';
import type { Carried } from './chain/carried.ts';
import type { ChainCheck } from './chain/chain-check.ts';
import type { ChainSample } from './chain/chain-sample.ts';
import { type CheckedSource, derivedAndAgrees, fileEndsEarly } from './checked-source.ts';
import { sums } from './differences.ts';
import { exportTimeOf } from './export-time.ts';
import type { Findings } from './findings.ts';
import type { ReviewIndexCheck } from './index-check.ts';
import { QuarantineCheck } from './quarantine-check.ts';
import { QuarantinedOffsets } from './quarantined-offsets.ts';
import type { DerivedSource } from './receipt-check.ts';
import { placeOf } from './record-place.ts';
import { RecordsCheck } from './records-check.ts';
import type { FollowedTrail } from './state/followed-trail.ts';
import type { Growth, Place } from './state/kept-progress.ts';
import { rememberedAtMost } from './state/source-state.ts';
import { storedBatches } from './state/stored-batches.ts';
import type { StoredRecord } from './stored-records.ts';
import { TrailCheck } from './trail-check.ts';
import { printBits, readBits, type UsedTerms } from './used-terms.ts';

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
  private readonly db: ReadableDb;
  private readonly stored: RecordsCheck;
  private readonly quarantine: QuarantineCheck;
  private readonly quarantined = new QuarantinedOffsets();
  private readonly trees: TreesApart;
  /** Is told of records whose rows are what they should be. */
  index: ReviewIndexCheck | null = null;
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
  private differentAcquired: readonly Difference[] = [];
  /** What was not derived from the bytes now, as a sentence's part. */
  private goneOnFrom: string | null = null;
  /** Of the hashes of the chain, as many as were kept. */
  private keptHashes = 0;
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
    aside: Scratch,
    threads: ReadyThreads,
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
    this.stored = new RecordsCheck(db, source, this.filled, (message, where) =>
      this.fault('STORAGE_ENTRY', message, where),
    );
    this.quarantine = new QuarantineCheck(
      db,
      source.id,
      (reason) => quarantineReasons[reason],
      (message, where) => this.fault('STORAGE_QUARANTINE', message, where),
    );
    this.trees = new TreesApart(source.secret, known, [tmpdir()], stop, threads);
    this.trail = new TrailCheck(
      this.subject,
      sample,
      {
        partial,
        acquired: Date.parse(source.imported),
        exported: exportTimeOf(db, source),
        asked: this.answers?.inOrder === false,
        aside,
      },
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
    for (const span of batch.quarantined) this.quarantine.compare(span);
    const between = (from: number, to: number) => this.quarantined.between(from, to);
    const { count: stored, id } = this.stored.agreeing(batch);
    this.index?.agreed(batch, stored, id, this.source.id);
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

  /**
   * What was found up to here, all of which agreed, and the hashes since the last that was kept; null where it cannot be gone on
   * from. `held`: of the terms so far, what the case file holds.
   */
  async progress(
    held: (terms: Readonly<Record<string, Uint8Array>>) => Promise<string | null>,
  ): Promise<{ readonly state: FollowedTrail; readonly growth: Growth } | null> {
    const { trail, answers } = this;
    const followed = this.faults > 0 || answers !== null ? null : trail.progress();
    const findings = this.findings.of(this.subject);
    if (followed === null || findings === null || findings.length > rememberedAtMost) return null;
    const { links } = trail.chain ?? {};
    const terms = this.terms.bits();
    const digest = await held(terms);
    if (digest === null) return null;
    return {
      state: {
        trail: followed,
        findings,
        quarantinedAt: this.quarantined.last,
        quarantined: this.quarantine.count,
        hashes: links?.count ?? 0,
        ids: null,
        stored: { held: digest, entry: this.stored.nextEntry, terms: printBits(terms) },
      },
      growth: {
        hashes: links?.hashesSince(this.keptHashes) ?? noHashes,
        contents: new Uint8Array(),
        ids: new Uint32Array(),
      },
    };
  }

  /** What `progress` gave is kept: the next time, what has grown since. */
  wasKept(): void {
    this.keptHashes = this.trail.chain?.links.count ?? 0;
  }

  /**
   * Goes on from a place, before which the bytes and what the case file holds are known to be those of then; trees are made of the
   * latter. Call it before anything is added. `entry`: the one that comes next; `why`: how that is known.
   */
  async resume(
    { mark, state }: Place,
    {
      entry,
      why,
      growth,
    }: { readonly entry: number; readonly why: string; readonly growth: Iterable<Growth> },
    stop: StopFlag,
  ): Promise<void> {
    this.trail.resume(
      state.trail,
      [...growth].map(({ hashes }) => hashes),
    );
    for (const finding of state.findings) this.findings.add({ ...finding, subject: this.subject });
    this.quarantined.resume(state.quarantinedAt);
    this.quarantine.skip(state.quarantined);
    this.terms.addBits(readBits(state.stored?.terms ?? {}));
    this.records = mark.ordinal;
    this.stored.resume({ id: entry, ordinal: mark.ordinal });
    this.goneOnFrom = why;
    for (const batch of storedBatches(this.db, this.source, mark.ordinal)) {
      stop.check();
      await this.trees.append(batch);
    }
  }

  /** `values`: of the filled columns, as the bytes give them. */
  private compare(batch: Batch, i: number, values: readonly Values[]): 'again' | undefined {
    const stored = this.stored.compare(batch, i, values);
    if (stored === null) return undefined;
    const again = this.cameAgain(stored) ? 'again' : undefined;
    if (stored.duplicate && stored.ofSource === this.source.id && !again)
      this.trail.repeated(placeOf(batch, i));
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
    this.differentAcquired = differences;
    for (const { message, ...where } of differences) this.fault('STORAGE_ACQUIRED', message, where);
  }

  /** Compares what is known at the end of the source. `meanwhile`: called while its trees are finished elsewhere. */
  async finish(totals: ReadTotals, meanwhile: () => void): Promise<void> {
    const roots = await this.trees.finish(meanwhile);
    this.trail.end((from, to) => this.quarantined.between(from, to));
    this.complete = true;
    this.totals = { roots, sha256: totals.sha256 };
    this.asImported = toHex(totals.sha256) === toHex(this.source.stream_sha256 ?? this.source.sha256);
    this.stored.finish();
    this.quarantine.finish();
    const other = this.asImported ? null : sourceOfBytes(this.db, totals.sha256);
    if (other !== null) this.areBytesOf(other, totals.sha256);
    else this.compareSums(totals, roots);
  }

  private compareSums(totals: ReadTotals, roots: SourceRoots): void {
    for (const [what, derived, stated] of sums(totals, roots, this.source, this.quarantine.count)) {
      if (derived === stated) continue;
      const where = { expected: String(derived), actual: String(stated) };
      this.fault('STORAGE_SOURCE', `the case file's ${what} is not what the stored bytes give`, where);
    }
  }

  /** Nothing that the case file says of its records is of those bytes: what differs is one thing, and is told as one. */
  private areBytesOf(other: number, sha256: Uint8Array): void {
    this.findings.withdraw(this.subject, 'storage');
    this.faults = 0;
    this.acquired(this.differentAcquired);
    this.fault('STORAGE_SOURCE', `the bytes that are stored for it are those of source ${other}`, {
      expected: toHex(sha256),
      actual: toHex(this.source.stream_sha256 ?? this.source.sha256),
    });
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

  get lacks(): string | null {
    if (!this.complete) return 'whose stored bytes can be read only in part';
    if (!this.asImported) return 'whose stored bytes are not those that were imported';
    return endsEarly(this.source) ? fileEndsEarly : null;
  }

  /** Of what was read only in part, records that differ from their rows may be others than the maker's. */
  get isAltered(): boolean {
    return this.complete ? !this.asImported : this.faults > 1;
  }

  /** Lets go of the case file, wherever the comparison ended. */
  async close(): Promise<void> {
    this.stored.close();
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
    if (!this.complete && !(this.isAltered && axis.status === 'fail')) return inPart(axis);
    if (!this.isAltered || axis.status === 'absent') return axis;
    this.findings.withdraw(this.subject, axis.axis);
    const reason = this.complete
      ? notAsImported
      : 'the stored bytes can be read only in part, and differ there';
    return {
      ...axis,
      status: 'unverifiable',
      reason: `${reason}: of what was imported, nothing can be said`,
    };
  }

  axes(carried: Carried): Axis[] {
    const storage = { axis: 'storage', subject: this.subject, checked: this.records } as const;
    return [
      ...this.trail.axes(carried).map((axis) => this.ofWhatIsHere(axis)),
      this.faults > 0
        ? {
            ...storage,
            status: 'fail',
            reason: `${counted(this.faults, 'difference')} between the stored bytes and what the case file says of them`,
          }
        : {
            ...storage,
            status: 'pass',
            reason:
              this.goneOnFrom === null
                ? derivedAndAgrees
                : `file hash and trees were derived again, and agree; ${this.goneOnFrom}; all behind them was derived again from the stored bytes, and agrees`,
          },
    ];
  }
}

/** The source that was imported as these bytes; null where none was. */
function sourceOfBytes(db: ReadableDb, sha256: Uint8Array): number | null {
  const sql = 'SELECT id FROM source WHERE coalesce(stream_sha256, sha256) = ? ORDER BY id LIMIT 1';
  return db.prepare<[Uint8Array], number>(sql).pluck().get(sha256) ?? null;
}

/** Other bytes than those imported say nothing of the trail: the damage is here, and is not its maker's. */
const notAsImported = 'the stored bytes are not those that were imported';

/** What a part of the source cannot say of all of it. */
function inPart(axis: Axis): Axis {
  if (axis.status !== 'pass' && axis.status !== 'absent') return axis;
  const reason = `the stored bytes can be read only in part; of that part: ${axis.reason}`;
  return { ...axis, status: 'unverifiable', reason };
}

const noHashes = { packed: new Uint8Array(), others: [], followed: new Uint8Array() };

/** All columns where the mapping is damaged, which is told when the source is read by it. */
function fillableColumns(source: SourceRow): ReadonlySet<string> {
  try {
    return storedColumnsOf(mappingOf(source));
  } catch {
    return new Set(storedColumns);
  }
}
