import type { Detected } from '../../../shared/chain/detect.ts';
import type { ChainLink, ChainMethod } from '../../../shared/chain/evaluate.ts';
import type { LinkList } from '../../../shared/chain/link-list.ts';
import type { ChainProfile } from '../../../shared/chain/profile.ts';
import type { Axis, Finding } from '../../../shared/domain/verification.ts';
import type { Scratch } from '../../proof/scratch.ts';
import type { Findings } from '../findings.ts';
import type { Quarantine } from '../quarantined-offsets.ts';
import type { ChainState } from '../state/source-state.ts';
import type { ChainProgress } from '../state/trail-progress.ts';
import { type ApartEntry, beginning } from './apart-entries.ts';
import type { Carried } from './carried.ts';
import { ChainLinks } from './chain-links.ts';
import { ChainOrder } from './chain-order.ts';
import { ChainVerdict, type LooseFork, type WholeChain } from './chain-verdict.ts';
import { ContentCheck } from './content-check.ts';
import type { EntriesElsewhere, MissingEntry } from './entries-elsewhere.ts';
import type { ImpliedSource } from './implied-order.ts';
import type { LooseEntry, QuarantinedBetween, RecordPlace } from './loose-entry.ts';
import type { HashesPart } from './stated-hashes.ts';

/** Of a chain, what its entries are followed by. */
export type FollowedChain = Pick<Detected, 'profile' | 'uncovered'> &
  Partial<Pick<Detected, 'alike' | 'key' | 'newestFirst'>>;

/** Follows one source's chain, record by record: whether each hash recomputes, and whether the entries link. */
export class ChainCheck implements ImpliedSource, WholeChain {
  readonly subject: string;
  readonly links: ChainLinks;
  /** How its entries are recomputed. */
  readonly method: ChainMethod;
  readonly profile: ChainProfile;
  readonly partial: boolean;
  readonly findings: Findings;
  readonly content: ContentCheck;
  /** Of all sources with entries that are hashed like these, the one that begins before them. */
  begunBefore: ChainCheck | null = null;
  /** By a hash that an entry names and no chain carries: the source that may hold it, though nothing recomputes it there. */
  statedElsewhere: ReadonlyMap<string, EntriesElsewhere> = new Map();
  /** Entries that do not follow their neighbours, though they follow others. */
  movedApart = 0;
  readonly forksApart: { readonly entry: LooseFork; readonly other: string }[] = [];
  /** Where other sources go on differently behind an entry that is here too. */
  forksAcross: readonly { readonly n: number; readonly other: string; readonly subject: string }[] = [];
  private lastOffset = -1;

  /** `state`: of the chain as it was followed before, instead of following it now. `aside`: as of `StatedHashes`. */
  constructor(
    subject: string,
    { profile, uncovered, alike = [], key = null, newestFirst = false }: FollowedChain,
    partial: boolean,
    findings: Findings,
    state: ChainState | null = null,
    aside: Scratch | null = null,
  ) {
    this.subject = subject;
    this.method = { profile, alike, key: key?.bytes ?? null, newestFirst };
    this.profile = profile;
    this.partial = partial;
    this.findings = findings;
    this.links = new ChainLinks(profile, state?.links ?? null, aside);
    this.content = new ContentCheck(profile, uncovered, partial, (place, code, what) =>
      this.find(place, 'content', code, what),
    );
    if (state === null) return;
    this.content.resume(state);
    this.content.uncoveredFurtherOn = state.uncoveredFurtherOn;
  }

  /** What a later verification needs of it; null where that is too much. Call it when every record was added. */
  state(): ChainState | null {
    // What is before them is looked for in all sources together.
    if (this.apart.entries.length > 0) return null;
    this.content.finish();
    const { counts, uncoveredFurtherOn } = this.content;
    const links = this.links.state();
    return links && { ...counts, uncoveredFurtherOn, links };
  }

  /**
   * As far as it was followed; null where that is too much to keep, or where entries do not state what is before them, so that the
   * reader would have to know it too.
   */
  progress(): ChainProgress | null {
    const links = this.implied ? null : this.links.progress();
    return links && { ...this.content.counts, runs: this.content.runsProgress, links };
  }

  /** Goes on from `progress`; `parts`: the hashes of all entries until then. Call it before anything is added. */
  resume(progress: ChainProgress, parts: Iterable<HashesPart>): void {
    this.content.resume(progress, progress.runs);
    this.links.resume(progress.links, parts);
  }

  add(link: ChainLink, place: RecordPlace, quarantinedBetween: QuarantinedBetween, repeated = false): void {
    const n = this.links.count;
    const isBehind = this.implied && this.isBehindQuarantine(place, quarantinedBetween);
    // Newest first, what is before an entry stands behind it.
    if (isBehind && this.newestFirst) this.apart.overQuarantine(n - 1);
    this.content.add(link, place, n, isBehind && !this.newestFirst, repeated);
    this.links.add(link, place, quarantinedBetween, repeated);
  }

  /** Whether quarantined bytes stand between the record and the one that was added before it. */
  private isBehindQuarantine({ byteOffset }: RecordPlace, between: QuarantinedBetween): boolean {
    const is = this.lastOffset >= 0 && between(this.lastOffset, byteOffset) === 'remains';
    this.lastOffset = byteOffset;
    return is;
  }

  /** Another profile that entries recompute under further on. */
  met({ uncovered }: Pick<Detected, 'uncovered'>): void {
    this.content.uncoveredFurtherOn.push(...uncovered);
  }

  /** As `ChainLinks.addRun`. */
  addRun(links: LinkList, from: number, to: number, place: RecordPlace): boolean {
    if (!this.links.addRun(links, from, to, place)) return false;
    this.content.addSound(to - from);
    this.lastOffset = place.byteOffset;
    return true;
  }

  get apart() {
    return this.content.apart;
  }

  get newestFirst(): boolean {
    return this.method.newestFirst ?? false;
  }

  settle(
    { place, n }: ApartEntry,
    before: string | typeof beginning,
    isStated: boolean,
    other: string | null,
  ): void {
    if (other !== null) this.forksApart.push({ entry: { place, n }, other });
    const elsewhere = this.links.settleApart(n, before === beginning ? null : before, this.newestFirst);
    if (elsewhere && isStated) this.movedApart++;
  }

  /** What chains have alike that may be one. */
  get kind(): string {
    const { hash, previous, algorithm } = this.profile;
    return JSON.stringify([hash, previous, algorithm]);
  }

  /** Entries do not state what is before them: a record that is missing shows in the hash of the next. */
  get implied(): boolean {
    return this.profile.previous === null;
  }

  /** The axes that speak of the chain, once every source has been read. */
  axes(carried: Carried): Axis[] {
    this.content.finish();
    return new ChainVerdict(this).axes(carried);
  }

  /** Entries that are named where something else than the beginning is missing. */
  lacking(carried: Carried): MissingEntry[] {
    if (this.partial) return [];
    const { gaps, head } = new ChainOrder(this.links, carried);
    const missing = head !== undefined && this.isBehindAnother(head) ? [...gaps, head] : gaps;
    return missing.map((gap) => ({ hash: gap.previous, behind: this.hashBehind(gap) }));
  }

  /** Hashes that are named where quarantined bytes stand in place of the entry: in a copy of the trail, it is missing for their sake. */
  inQuarantine(carried: Carried): string[] {
    const { gaps, head } = new ChainOrder(this.links, carried);
    const missing = head === undefined ? gaps : [...gaps, head];
    return missing.filter((gap) => this.quarantineBefore(gap) === 'remains').map(({ previous }) => previous);
  }

  quarantineBefore({ quarantine }: LooseEntry): Quarantine | null {
    return this.links.newestFirst ? quarantine.after : quarantine.before;
  }

  /** That of the entry which stands where the missing one would follow it. */
  hashBehind({ n }: LooseEntry): string | null {
    return this.links.hashOf(this.links.newestFirst ? n + 1 : n - 1);
  }

  /** Whether earlier entries of what may be the same chain stand in another source. */
  isBehindAnother({ place }: LooseEntry): boolean {
    return this.begunBefore !== null && this.begunBefore.links.earliest < place.time;
  }

  find(
    { entryId, ordinal, line, byteOffset }: RecordPlace,
    axis: Axis['axis'],
    code: string,
    what: Pick<Finding, 'message' | 'expected' | 'actual'>,
  ): void {
    const at = { subject: this.subject, ordinal, line, byteOffset, ...(entryId === null ? {} : { entryId }) };
    this.findings.add({ ...at, axis, code, ...what });
  }
}
