import { tmpdir } from 'node:os';
import { axisNames } from '../../shared/domain/verification.ts';
import type { ReadableDb } from '../case/database.ts';
import { type SourceRow, sourceRows } from '../case/sources.ts';
import { CaseTerms } from '../import/batch/known-terms.ts';
import { isReadApart } from '../import/reading/read-stored.ts';
import { Scratch } from '../proof/scratch.ts';
import type { TaskContext } from '../task.ts';
import { keptThreadsMs, ReadyThreads } from '../threads/ready-threads.ts';
import type { StopFlag } from '../threads/signal.ts';
import { AcquiredCheck } from './acquired-check.ts';
import { CaseChains } from './chain/case-chains.ts';
import type { ChainLinks } from './chain/chain-links.ts';
import { type ChainWish, noWish } from './chain/chain-sample.ts';
import type { CheckedSource } from './checked-source.ts';
import type { Findings } from './findings.ts';
import type { ReviewIndexCheck } from './index-check.ts';
import type { SourceCheck } from './source-check.ts';
import { type DerivedSubject, deriveSource, sizeOf } from './source-derivation.ts';
import { askedDigest } from './state/asked-digest.ts';
import { HeldSources } from './state/held-sources.ts';
import type { KeptPlaces } from './state/kept-progress.ts';
import { type KeptSegments, KnownSegments } from './state/known-segments.ts';
import { KnownSource } from './state/known-source.ts';
import { rememberedSample } from './state/remembered-sample.ts';
import { rememberedAtMost, type SourceState } from './state/source-state.ts';
import { UsedTerms } from './used-terms.ts';

/** How sources are verified. */
export interface SourceOptions {
  /** Every source is a selection: what is missing in it is no gap. */
  readonly partial: boolean;
  /** Numbers of sources that are selections, where not all are. */
  readonly selections?: readonly number[];
  readonly chain?: ChainWish;
  /** What earlier verifications derived, and where this one keeps what it derives. */
  readonly states?: KeptStates;
  /** Where threads may wait for a source; whoever gives it closes it. */
  readonly threads?: ReadyThreads;
}

/** What verifications of one case derived of its sources. */
export interface KeptStates {
  /** What is not to be derived again; null where everything of the source is. */
  find(source: number): SourceState | null;
  keep(state: SourceState): void;
  /** The same of the review index. */
  readonly segments: KeptSegments;
  /** The same inside of sources; null where a source is derived as a whole or not at all. */
  readonly places: KeptPlaces | null;
  /** Whether what the case file holds of a source is hashed, to see that it is what was derived from. */
  readonly hashes: boolean;
  /** Whether the report says which sources were not derived now, and when they were: without, it says the same whenever it is made. */
  readonly areDated: boolean;
}

interface CheckedSources {
  readonly sources: readonly SourceRow[];
  readonly checks: readonly CheckedSource[];
}

/** What is done beside the derivation of sources. */
type Beside = Pick<DerivedSubject, 'index' | 'meanwhile'>;

/** Goes through the sources of a case, and derives each again or finds that nothing of it changed since that was done. */
export class SourcePass {
  readonly acquired: AcquiredCheck;
  readonly terms: UsedTerms;
  private readonly db: ReadableDb;
  private readonly path: string;
  private readonly options: SourceOptions;
  private readonly findings: Findings;
  private readonly context: TaskContext;
  private readonly stop: StopFlag;
  private readonly sources: SourceRow[];
  private readonly known: CaseTerms;
  private readonly chains: CaseChains;
  private readonly held: HeldSources;
  private readonly threads: ReadyThreads;
  private readonly aside = new Scratch([tmpdir()]);
  private done = 0;
  /** What is remembered of the chains of sources, by their numbers. */
  private samples = new Map<number, SourceState['sample']>();

  /** `path`: of the same case file as `db`, for the threads that read it. */
  constructor(
    db: ReadableDb,
    path: string,
    options: SourceOptions,
    findings: Findings,
    context: TaskContext,
    stop: StopFlag,
  ) {
    this.db = db;
    this.path = path;
    this.options = options;
    this.findings = findings;
    this.context = context;
    this.stop = stop;
    this.threads = options.threads ?? new ReadyThreads({ keepMs: keptThreadsMs });
    this.sources = sourceRows(db);
    this.terms = new UsedTerms(db);
    this.acquired = new AcquiredCheck(db, stop);
    this.known = new CaseTerms(db);
    this.chains = new CaseChains(db, this.wish);
    this.held = new HeldSources(db, path, this.sources, stop);
  }

  /**
   * The sources of the case, and each of them checked, in the same order. `index`: is held against the rows on the way, where it
   * is to be checked. `meanwhile`: called while threads are waited for, for each source.
   */
  async run(index: ReviewIndexCheck | null, meanwhile: () => void): Promise<CheckedSources> {
    this.beginThreads();
    try {
      return await this.derived({ index, meanwhile });
    } finally {
      await this.held.close();
      if (this.options.threads === undefined) await this.threads.close();
    }
  }

  /** Segments of the review index that are what an earlier verification looked at; null where there was none. */
  knownSegments(): KnownSegments | null {
    const { segments } = this.options.states ?? {};
    return segments === undefined
      ? null
      : new KnownSegments(this.db, this.sources, (source) => this.held.rowsNow(source), segments);
  }

  /** Lets go of what was put aside: nothing more is asked of the checks. */
  close(): void {
    this.aside.close();
  }

  /** They load while it is looked how the first source is to be read; where states were kept, it may not be read at all. */
  private beginThreads(): void {
    if (this.options.states !== undefined || !this.sources.some((source) => isReadApart(sizeOf(source))))
      return;
    this.threads.begin('read');
    this.threads.begin('stored');
  }

  private async derived(beside: Beside): Promise<CheckedSources> {
    const checks: CheckedSource[] = [];
    const remembered = this.remembered();
    if (this.options.states?.hashes) this.held.begin();
    for (const source of this.sources) {
      const state = remembered.get(source.id);
      checks.push((state && (await this.asBefore(source, state))) ?? (await this.derive(source, beside)));
      this.done += source.bytes;
    }
    for (;;) {
      const n = undecided(checks);
      const source = this.sources[n];
      if (source === undefined) return { sources: this.sources, checks };
      this.done -= source.bytes;
      // Its chain may have been found in another source: what was remembered of it is looked for again.
      this.samples.delete(source.id);
      this.chains.look(this.sources, this.samples);
      for (const axis of axisNames) this.findings.withdraw(`source ${source.id}`, axis);
      checks[n] = await this.derive(source, beside);
      this.done += source.bytes;
    }
  }

  private progress(source: SourceRow, bytes: number): void {
    const total = this.sources.reduce((sum, each) => sum + each.bytes, 0);
    const phase = `verifying ${source.name}`;
    this.context.progress({ phase, done: this.done + bytes, total, unit: 'bytes' });
    this.context.checkCancelled();
  }

  private isPartial({ id, partial }: SourceRow): boolean {
    return this.options.partial || (this.options.selections ?? []).includes(id) || partial === 1;
  }

  private get wish(): ChainWish {
    return this.options.chain ?? noWish;
  }

  /** What earlier verifications that asked the same derived, by the numbers of the sources. */
  private remembered(): Map<number, SourceState> {
    const { states } = this.options;
    const remembered = new Map<number, SourceState>();
    for (const source of this.sources) {
      const state = states?.find(source.id) ?? null;
      if (state?.asked === askedDigest(this.wish, this.isPartial(source))) remembered.set(source.id, state);
    }
    this.samples = new Map([...remembered].map(([id, { sample }]) => [id, sample]));
    for (const id of this.chains.look(this.sources, this.samples)) remembered.delete(id);
    return remembered;
  }

  /** Null where the source is not as it was when that was derived. */
  private async asBefore(source: SourceRow, state: SourceState): Promise<KnownSource | null> {
    const { wish } = this;
    const { hashes: hashed = false, areDated: dated = true } = this.options.states ?? {};
    this.progress(source, 0);
    if (hashed && (await this.held.digest(source.id, state.terms)) !== state.held) return null;
    this.terms.addBits(state.terms);
    const how = { wish, partial: this.isPartial(source), hashed, dated };
    return new KnownSource(source, state, how, this.findings);
  }

  private async derive(source: SourceRow, beside: Beside): Promise<SourceCheck> {
    const { db, path, findings, known, held, stop, threads, aside, wish } = this;
    const { states } = this.options;
    const { differences: acquired, brokenOff } = await this.acquired.of(source);
    const partial = this.isPartial(source);
    const { check, terms } = await deriveSource(
      { db, path, findings, known, held, places: states?.places ?? null, stop, threads, aside },
      {
        source,
        sample: this.chains.of(source),
        wish,
        partial,
        acquired,
        brokenOff,
        terms: () => (states === undefined ? this.terms : new UsedTerms(db, this.terms)),
        progress: (bytes) => this.progress(source, bytes),
        ...beside,
      },
    );
    if (states !== undefined) await this.keep(source, check, terms.bits(), states);
    return check;
  }

  private async keep(
    source: SourceRow,
    check: SourceCheck,
    bits: Readonly<Record<string, Uint8Array>>,
    states: KeptStates,
  ): Promise<void> {
    this.terms.addBits(bits);
    const state = check.agrees ? check.trail.state() : null;
    const findings = this.findings.of(check.subject);
    if (state === null || findings === null || findings.length > rememberedAtMost) return;
    const held = await this.held.digest(source.id, bits);
    if (held === null) return;
    states.keep({
      ...state,
      source: source.id,
      held,
      asked: askedDigest(this.wish, this.isPartial(source)),
      time: new Date().toISOString(),
      findings,
      terms: bits,
      sample: rememberedSample(check.sample),
    });
  }
}

/**
 * A source whose remembered links do not tell whether it carries a hash that some entry names, or may have entries that another has too:
 * it is derived again. -1 where there is none.
 */
function undecided(checks: readonly CheckedSource[]): number {
  const chains = checks.flatMap(({ chain }) => (chain === null ? [] : [chain.links]));
  const named = new Set<string>();
  for (const links of chains) {
    links.finish();
    for (const { previous } of links.loose) named.add(previous);
  }
  const overlapping = rememberedOverlaps(chains);
  return checks.findIndex(
    ({ chain }) =>
      chain !== null &&
      ([...named].some((hash) => chain.links.cannotTell(hash)) || overlapping.has(chain.links)),
  );
}

/** Of what is remembered, that which may hold entries that another source has too: those are compared one by one. */
function rememberedOverlaps(chains: readonly ChainLinks[]): ReadonlySet<ChainLinks> {
  const remembered = chains.filter((links) => links.isRemembered);
  const overlapping = new Set<ChainLinks>();
  if (remembered.length === 0) return overlapping;
  const begun = new Map<string, ChainLinks[]>();
  for (const links of remembered)
    for (const hash of links.startHashes) begun.set(hash, [...(begun.get(hash) ?? []), links]);
  for (const links of chains) {
    const starts = links.startHashes;
    for (const other of remembered)
      if (other !== links && starts.some((hash) => other.mayRemember(hash))) overlapping.add(other);
    if (links.isRemembered) continue;
    for (const { hash } of links.hashes.among(begun))
      for (const other of begun.get(hash) ?? []) overlapping.add(other);
  }
  return overlapping;
}
