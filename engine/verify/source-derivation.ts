import { axisNames } from '../../shared/domain/verification.ts';
import { AppError } from '../../shared/errors.ts';
import type { ReadableDb } from '../case/database.ts';
import { caseFault } from '../case/faults.ts';
import type { SourceRow } from '../case/sources.ts';
import type { CaseTerms } from '../import/batch/known-terms.ts';
import { layoutOf, mappingOf } from '../import/layout/stated.ts';
import type { Reading } from '../import/reading/read-source.ts';
import { readStored } from '../import/reading/read-stored.ts';
import { isMarkable, type SourceMark } from '../import/reading/source-mark.ts';
import type { Scratch } from '../proof/scratch.ts';
import type { ReadyThreads } from '../threads/ready-threads.ts';
import type { StopFlag } from '../threads/signal.ts';
import type { Difference } from './acquired-check.ts';
import { type ChainSample, type ChainWish, followingOf } from './chain/chain-sample.ts';
import { type DerivedBefore, derivedBefore } from './derived-before.ts';
import type { Findings } from './findings.ts';
import type { ReviewIndexCheck } from './index-check.ts';
import { SourceCheck } from './source-check.ts';
import { followedDigest } from './state/asked-digest.ts';
import type { HeldSources } from './state/held-sources.ts';
import type { KeptPlaces, KeptProgress } from './state/kept-progress.ts';
import type { UsedTerms } from './used-terms.ts';

/** What all sources of a case are derived with. */
export interface DerivationTools {
  readonly db: ReadableDb;
  /** Of the same case file, for the threads that read it. */
  readonly path: string;
  readonly findings: Findings;
  readonly known: CaseTerms;
  readonly held: HeldSources;
  readonly places: KeptPlaces | null;
  readonly stop: StopFlag;
  /** Where what is known of sources is put that does not fit into memory, until the report is made. */
  readonly aside: Scratch;
  /** Where threads may wait for a source. */
  readonly threads: ReadyThreads;
}

/** A source, and how it is to be looked at. */
export interface DerivedSubject {
  readonly source: SourceRow;
  readonly sample: ChainSample;
  readonly wish: ChainWish;
  readonly partial: boolean;
  /** What its file, as it was acquired, gives otherwise than the case file says. */
  readonly acquired: readonly Difference[];
  /** Whether its stream is known to end before it should. */
  readonly brokenOff: boolean;
  /** A new one each time. */
  readonly terms: () => UsedTerms;
  readonly progress: (bytes: number) => void;
  /** Where it is to be checked as well. */
  readonly index: ReviewIndexCheck | null;
  /** Called while its trees are finished elsewhere. */
  readonly meanwhile: () => void;
}

export interface Derivation {
  readonly check: SourceCheck;
  readonly terms: UsedTerms;
}

/**
 * Derives everything that the case file says of a source from its stored bytes; from a place on, where that is known to be enough.
 * Going on can only confirm: where anything disagrees, all is derived, which tells what.
 */
export async function deriveSource(tools: DerivationTools, subject: DerivedSubject): Promise<Derivation> {
  const before = await placeBefore(tools, subject);
  if (before !== null) {
    const derivation = await deriveFrom(tools, subject, before);
    if (derivation.check.agrees) return derivation;
    for (const axis of axisNames) tools.findings.withdraw(derivation.check.subject, axis);
  }
  return deriveFrom(tools, subject, null);
}

async function deriveFrom(
  tools: DerivationTools,
  subject: DerivedSubject,
  before: DerivedBefore | null,
): Promise<Derivation> {
  const { db, findings, known, stop, aside, threads } = tools;
  const { source, sample, partial, acquired } = subject;
  const terms = subject.terms();
  const check = new SourceCheck(
    db,
    source,
    sample,
    partial,
    findings,
    terms,
    known.known,
    stop,
    aside,
    threads,
  );
  check.index = subject.index;
  check.acquired(acquired);
  await readInto(tools, subject, check, before);
  return { check, terms };
}

async function placeBefore(tools: DerivationTools, subject: DerivedSubject): Promise<DerivedBefore | null> {
  const { db, places, held } = tools;
  const { source, acquired } = subject;
  const asked = askedOf(subject);
  if (!places?.areUsed || asked === null || acquired.length > 0) return null;
  return derivedBefore(db, source, sizeOf(source), asked, places, held);
}

/** Null where the source cannot be marked, or its layout does not read, which is told when it is read. */
function askedOf({ source, sample, wish, partial }: DerivedSubject): string | null {
  try {
    const reading = { layout: layoutOf(source), mapping: mappingOf(source) };
    return isMarkable(reading.layout) ? followedDigest(wish, partial, reading, sample) : null;
  } catch {
    return null;
  }
}

export function sizeOf({ stream_bytes, bytes }: SourceRow): number {
  return stream_bytes ?? bytes;
}

async function readInto(
  tools: DerivationTools,
  subject: DerivedSubject,
  check: SourceCheck,
  before: DerivedBefore | null,
): Promise<void> {
  const { db, path, known, places, stop, threads } = tools;
  const { source, brokenOff } = subject;
  const asked = askedOf(subject);
  const kept = asked === null ? null : (places?.of(source.id, asked) ?? null);
  const marking = kept && { every: places?.every ?? 0, from: before?.place.mark ?? null };
  let arrivals: ReturnType<typeof readStored> | null = null;
  try {
    const reading: Reading = {
      layout: layoutOf(source),
      mapping: mappingOf(source),
      terms: known.known,
      chain: followingOf(check.sample),
      numbers: check.sample.numbers,
      ...(marking === null ? {} : { marking }),
    };
    const stored = { path, source: source.id, bytes: sizeOf(source), brokenOff };
    arrivals = readStored(db, stored, reading, known, stop, threads);
    const begun = arrivals.next();
    // Whatever it meets is met where it is waited for.
    begun.catch(() => {});
    if (before !== null) {
      // Meanwhile the bytes before the place are hashed, and what the case file holds of the source that was followed.
      await check.resume(before.place, before, stop);
      if (!(await before.isAsThen())) return;
      if (before.isOwn) check.wasKept();
    }
    kept?.goOnFrom(before?.isOwn ? before.place : null);
    for (let arriving = begun; ; arriving = arrivals.next()) {
      const next = await arriving;
      stop.check();
      if (next.done) {
        if (next.value.continued) await check.finish(next.value, subject.meanwhile);
        return;
      }
      if (next.value.type !== 'part') continue;
      const { batch, chain, bytes, mark } = next.value.part;
      known.add(batch.newTerms);
      await check.addBatch(batch, chain);
      if (mark !== null && kept !== null) await keep(tools, source, check, mark, kept);
      subject.progress(bytes);
    }
  } catch (error) {
    // Damage is what verification is for: it is told, and the other sources are looked at all the same.
    const fault = caseFault(error, path);
    if (!(fault instanceof AppError) || fault.code !== 'CASE_CORRUPT') throw fault;
    check.unreadable(fault.message);
  } finally {
    // Whatever ended it, nothing is read from the case file any more.
    await arrivals?.return(undefined as never);
    await check.close();
  }
}

async function keep(
  { held }: DerivationTools,
  { id }: SourceRow,
  check: SourceCheck,
  mark: SourceMark,
  kept: KeptProgress,
): Promise<void> {
  const progress = await check.progress((terms) => held.digest(id, terms));
  if (progress !== null && kept.add(mark, progress.state, progress.growth)) check.wasKept();
}
