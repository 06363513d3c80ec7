import type { Detected } from '../../../shared/chain/detect.ts';
import { SearchEffort } from '../../../shared/chain/search-effort.ts';
import { toAppError } from '../../../shared/errors.ts';
import type { ReadableDb } from '../../case/database.ts';
import { caseFault } from '../../case/faults.ts';
import type { SourceRow } from '../../case/sources.ts';
import { layoutOf } from '../../import/layout/stated.ts';
import { storedBlocks } from '../../import/reading/blocks.ts';
import { splitterFor } from '../../import/reading/formats.ts';
import type { Located } from '../../import/split/located.ts';
import type { SourceState } from '../state/source-state.ts';
import {
  besideImplied,
  type ChainSample,
  type ChainWish,
  detectTogether,
  firstTexts,
  sampleChain,
  sampleFollowing,
  sampleLength,
} from './chain-sample.ts';

/** Chunks that a chain is looked for in: records may be long, or none. */
const chunksSampled = 64;

/**
 * What the first records of each source say of the chain that they may be part of. Chains cross files: where too little of one
 * stands in a source to find how it was made, it is held against those that were found in the others.
 */
export class CaseChains {
  private readonly db: ReadableDb;
  private readonly wish: ChainWish;
  private readonly samples = new Map<number, ChainSample>();
  private readonly effort = new SearchEffort();

  constructor(db: ReadableDb, wish: ChainWish) {
    this.db = db;
    this.wish = wish;
  }

  /**
   * Looks at all of them together; `remembered`: what is known of each from before, by its number. Returns the numbers of those
   * of which something else is known now.
   */
  look(
    sources: readonly SourceRow[],
    remembered: ReadonlyMap<number, SourceState['sample']>,
  ): ReadonlySet<number> {
    const known = (source: SourceRow) => remembered.get(source.id) ?? this.of(source);
    // One entry of a chain may keep its hash where nothing tells that it is one; what is remembered of such was held against all others then.
    const unexplained = sources.filter(
      (source) =>
        known(source).detected === null && (known(source).unknown !== null || !remembered.has(source.id)),
    );
    // What was declared holds for every source as it is.
    if (unexplained.length === 0 || this.wish.profile !== null) return new Set();
    const chained = Map.groupBy(
      sources.filter((source) => known(source).detected !== null),
      (source) => JSON.stringify(known(source).detected?.profile),
    );
    const groups = [...chained.values()].map((alike) => ({ alike, detected: this.firstFound(alike) }));
    const found = groups.flatMap(({ detected }) => detected ?? []);
    const isFollowed = (chains: readonly Detected[]) => (source: SourceRow) =>
      this.follows(source, chains, known(source).unknown === null);
    const { true: followed = [], false: open = [] } = Object.groupBy(unexplained, (source) =>
      isFollowed(found)(source) ? 'true' : 'false',
    );
    // Those in which it was found only together are looked at with what came to them.
    const together = this.foundTogether([
      ...open,
      ...groups.flatMap(({ alike, detected }) => (detected === null ? alike : [])),
    ]);
    if (together !== null) followed.push(...open.filter(isFollowed([together])));
    const implied = found.find(({ profile }) => profile.previous === null);
    const beside = unexplained.filter(
      (source) => implied !== undefined && this.isBeside(source, implied, known(source)),
    );
    return new Set([...followed, ...beside].map(({ id }) => id));
  }

  /** Whether it is found only now what entries of an implied chain may be in a source of which nothing recomputes. */
  private isBeside(
    source: SourceRow,
    implied: Detected,
    known: SourceState['sample'] | ChainSample,
  ): boolean {
    const sample = this.of(source);
    if (sample.detected !== null || sample.unknown === null) return false;
    const beside = this.read(source, (records) => besideImplied(records, layoutOf(source), implied));
    this.samples.set(source.id, { ...sample, besideImplied: beside });
    return beside !== null || known.besideImplied !== null;
  }

  of(source: SourceRow): ChainSample {
    const made = this.samples.get(source.id) ?? this.sampled(source);
    this.samples.set(source.id, made);
    return made;
  }

  /** Of sources of one profile, as the first says in which it is found without the others. */
  private firstFound(sources: readonly SourceRow[]): Detected | null {
    for (const source of sources) {
      const { detected } = this.of(source);
      if (detected !== null) return detected;
    }
    return null;
  }

  /** What the first entries of sources say together, of which each may hold a single one. */
  private foundTogether(sources: readonly SourceRow[]): Detected | null {
    if (sources.length < 2) return null;
    const ordered = sources.toSorted((a, b) => a.id - b.id).slice(0, sampleLength);
    const each = Math.floor(sampleLength / ordered.length);
    const texts = ordered.flatMap(
      (source) => this.read(source, (records) => firstTexts(records, layoutOf(source), each)) ?? [],
    );
    return detectTogether(texts, this.wish, this.effort);
  }

  /** Whether one of the chains goes on in the source; `isBare`: nothing was found so far of hashes that it carries. */
  private follows(source: SourceRow, found: readonly Detected[], isBare: boolean): boolean {
    const sample = this.read(source, (records) =>
      sampleFollowing(records, layoutOf(source), this.wish, found),
    );
    if (sample !== null && (sample.detected !== null || isBare)) this.samples.set(source.id, sample);
    return sample !== null && sample.detected !== null;
  }

  private sampled(source: SourceRow): ChainSample {
    const made = this.read(source, (records) =>
      sampleChain(records, layoutOf(source), this.wish, this.effort),
    );
    return made ?? sampleChain([], { form: 'empty' }, this.wish);
  }

  /** As far as the source's bytes can be read: what is damaged is told later. */
  private read<T>(source: SourceRow, look: (records: Iterable<Located>) => T): T | null {
    try {
      return look(splitterFor(layoutOf(source))(storedBlocks(this.db, source.id).take(chunksSampled)));
    } catch (error) {
      if (toAppError(caseFault(error, this.db.name)).code !== 'CASE_CORRUPT') throw error;
      return null;
    }
  }
}
