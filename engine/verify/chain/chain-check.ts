import { coversLinks } from '../../../shared/chain/coverage.ts';
import type { Detected } from '../../../shared/chain/detect.ts';
import type { ChainLink, ChainMethod } from '../../../shared/chain/evaluate.ts';
import type { LinkList } from '../../../shared/chain/link-list.ts';
import type { ChainProfile } from '../../../shared/chain/profile.ts';
import type { Axis, Finding } from '../../../shared/domain/verification.ts';
import { counted, countText } from '../../../shared/report/counted.ts';
import type { Scratch } from '../../proof/scratch.ts';
import type { Findings } from '../findings.ts';
import type { Quarantine } from '../quarantined-offsets.ts';
import type { ChainState } from '../state/source-state.ts';
import type { ChainProgress } from '../state/trail-progress.ts';
import { type ApartEntry, beginning } from './apart-entries.ts';
import {
  type Carried,
  ChainLinks,
  type LooseEntry,
  type QuarantinedBetween,
  type RecordPlace,
} from './chain-links.ts';
import { ChainOrder } from './chain-order.ts';
import { ContentCheck } from './content-check.ts';
import type { EntriesElsewhere, MissingEntry } from './entries-elsewhere.ts';
import type { ImpliedSource } from './implied-order.ts';
import type { HashesPart } from './stated-hashes.ts';

/** Of a chain, what its entries are followed by. */
export type FollowedChain = Pick<Detected, 'profile' | 'uncovered'> &
  Partial<Pick<Detected, 'alike' | 'key' | 'newestFirst'>>;

/** Follows one source's chain, record by record: whether each hash recomputes, and whether the entries link. */
export class ChainCheck implements ImpliedSource {
  readonly subject: string;
  readonly links: ChainLinks;
  /** How its entries are recomputed. */
  readonly method: ChainMethod;
  private readonly profile: ChainProfile;
  private readonly partial: boolean;
  private readonly findings: Findings;
  private readonly content: ContentCheck;
  /** Of all sources with entries that are hashed like these, the one that begins before them. */
  begunBefore: ChainCheck | null = null;
  /** By a hash that an entry names and no chain carries: the source that may hold it, though nothing recomputes it there. */
  statedElsewhere: ReadonlyMap<string, EntriesElsewhere> = new Map();
  /** Entries that do not follow their neighbours, though they follow others. */
  private movedApart = 0;
  private readonly forksApart: { readonly entry: LooseFork; readonly other: string }[] = [];
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
    const order = this.orderOf(carried);
    this.findRepeated(order);
    const { status, reason } = this.content.verdict();
    return [
      this.axis('content', status, reason),
      this.linkage(order.gaps, this.findForks(order), order),
      this.sequence(order),
      this.head(order),
      this.tail(),
    ];
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

  private quarantineBefore({ quarantine }: LooseEntry): Quarantine | null {
    return this.links.newestFirst ? quarantine.after : quarantine.before;
  }

  /** That of the entry which stands where the missing one would follow it. */
  private hashBehind({ n }: LooseEntry): string | null {
    return this.links.hashOf(this.links.newestFirst ? n + 1 : n - 1);
  }

  private orderOf(carried: Carried): ChainOrder {
    const { statedElsewhere: stated } = this;
    if (stated.size === 0) return new ChainOrder(this.links, carried);
    return new ChainOrder(this.links, new Map([...carried].filter(([hash]) => !stated.has(hash))));
  }

  private findForks(order: ChainOrder): number {
    const forks = [...order.forks, ...this.forksApart];
    for (const { entry, other } of forks) {
      this.find(entry.place, 'linkage', 'CHAIN_FORK', {
        message:
          'another entry names the same one before it: one of the two was put in later, or two were logged at once',
        expected: other,
        actual: this.links.hashOf(entry.n) ?? '',
      });
    }
    for (const { n, other, subject } of this.forksAcross)
      this.findings.add({
        axis: 'linkage',
        subject: this.subject,
        code: 'CHAIN_FORK',
        message: `of the entries that state a hash, number ${n + 1} names the same one before it as another entry does in ${subject}: one of the two was put in later, both were logged at once, or a copy was chained anew`,
        expected: other,
        actual: this.links.hashOf(n) ?? '',
      });
    return forks.length + this.forksAcross.length;
  }

  private findRepeated({ repeated }: ChainOrder): void {
    for (const { place, n } of repeated) {
      this.find(place, 'sequence', 'CHAIN_REPEATED', {
        message: 'another entry carries the same hash: what differs between the two is not covered by it',
        actual: this.links.hashOf(n) ?? '',
      });
    }
  }

  private linkage(gaps: readonly LooseEntry[], forks: number, order: ChainOrder): Axis {
    const explained = this.partial ? gaps.length : this.findGaps(gaps);
    const unexplained = gaps.length - explained;
    if (unexplained > 0)
      return this.axis(
        'linkage',
        'fail',
        `entries are missing at ${counted(unexplained, 'place')}: removed, or never exported`,
      );
    if (forks > 0)
      return this.axis(
        'linkage',
        'fail',
        `at ${counted(forks, 'place')} two entries name the same one before them: one of each two was put in later, or both were logged at once`,
      );
    const reason = this.whyUnsure(gaps, order);
    if (reason !== null) return this.axis('linkage', 'unverifiable', reason);
    return this.axis(
      'linkage',
      'pass',
      this.implied
        ? 'every entry recomputes with the hash of the one before it'
        : 'every entry names the hash of one that is here, or of the one before the first',
    );
  }

  /** Why the links do not show that nothing is missing, though none is broken. */
  private whyUnsure(gaps: readonly LooseEntry[], order: ChainOrder): string | null {
    if (this.implied && this.content.isOpen)
      return 'entries do not state which one is before them: where one does not recompute, it was changed, or others are missing before it';
    if (gaps.length > 0) {
      const why = this.partial
        ? 'the source is a declared selection'
        : gaps.map((gap) => this.whyMissing(gap)).find((each) => each !== null);
      return `${countText(gaps.length + 1)} islands of linked entries: ${why}`;
    }
    if (order.isCircle) {
      const place = this.links.firstPlace;
      if (place !== null)
        this.find(place, 'linkage', 'CHAIN_CYCLE', {
          message: 'entries name each other in a circle: the chain has no beginning',
        });
      return 'entries name each other in a circle: the chain has no beginning';
    }
    const behind = this.sourceAhead(order);
    const stated = order.head && this.statedElsewhere.get(order.head.previous);
    if (behind !== null && stated !== undefined)
      return `the one before the first entry may stand in ${stated.subject}, ${stated.why}: whether the chain goes on there from ${behind} is not known`;
    if (behind !== null)
      return `the one before the first entry is not here, though ${behind} has earlier ones: those between were removed, never exported or no longer kept, if this is the same chain`;
    const { headless } = order;
    if (headless.length > 0)
      return `${countText(headless.length + 1)} chains whose beginnings are not here, or one in which entries are missing: links alone cannot tell`;
    const chains = this.links.beginnings + (order.head === undefined ? 0 : 1);
    if (chains > 1)
      return `${countText(chains)} chains begin here: what was removed at the end of one leaves no trace`;
    if (!coversLinks(this.profile))
      return 'entries link, but their hashes do not cover the links: anybody could have changed them';
    return null;
  }

  /** The source from which this one may go on, with something missing between; null where there is none. */
  private sourceAhead({ head }: ChainOrder): string | null {
    const ahead = this.begunBefore;
    if (head === undefined || ahead === null || !this.isBehindAnother(head)) return null;
    if (!this.partial && !this.statedElsewhere.has(head.previous))
      this.find(head.place, 'linkage', 'CHAIN_GAP', {
        message: `the entry before this one is in no source, though ${ahead.subject} has earlier ones`,
        expected: head.previous,
      });
    return ahead.subject;
  }

  private isBehindAnother({ place }: LooseEntry): boolean {
    return this.begunBefore !== null && this.begunBefore.links.earliest < place.time;
  }

  /** Why what is missing before an entry may not be here; null where nothing says so. */
  private whyMissing(gap: LooseEntry): string | null {
    if (this.quarantineBefore(gap) === 'remains') return 'quarantined bytes stand in its place';
    const unread = this.apart.elsewhere.find(({ hashes }) => hashes === null);
    const other = this.statedElsewhere.get(gap.previous) ?? unread;
    return other === undefined ? null : `the missing entry may stand in ${other.subject}, ${other.why}`;
  }

  /** @returns of how many it is known why the entry before them may not be here */
  private findGaps(gaps: readonly LooseEntry[]): number {
    let explained = 0;
    for (const gap of gaps) {
      const { place, previous } = gap;
      const why = this.whyMissing(gap);
      if (why !== null) explained++;
      const actual = this.hashBehind(gap);
      const isOverForeign = this.quarantineBefore(gap) === 'foreign';
      this.find(place, 'linkage', 'CHAIN_GAP', {
        message:
          why === null
            ? `entries are missing before this one: removed, or never exported${isOverForeign ? foreignThere : ''}`
            : `the entry before this one is not here: ${why}; whether others are missing there is not known`,
        expected: previous,
        ...(actual === null ? {} : { actual }),
      });
    }
    return explained;
  }

  private sequence({ moved: movedEntries, repeated }: ChainOrder): Axis {
    const { links } = this;
    if (repeated.length > 0)
      return this.axis(
        'sequence',
        'fail',
        `at ${counted(repeated.length, 'place')} an entry carries the hash of another and differs from it where no hash covers it: it was repeated`,
      );
    const { unordered } = this.content;
    if (unordered > 0)
      return this.axis(
        'sequence',
        'unverifiable',
        `at ${counted(unordered, 'place')} entries do not follow their neighbours, and too many do so for their order to be looked for`,
      );
    const moved = movedEntries + links.against + this.movedApart;
    if (moved === 0 && !links.newestFirst)
      return this.axis('sequence', 'pass', 'entries stand in the order of their links');
    const order =
      moved > 0 ? `at ${counted(moved, 'place')} in another order than their links` : 'newest first';
    return this.axis('sequence', 'unverifiable', `entries stand ${order}; an export may sort them so`);
  }

  private head({ head, isCircle }: ChainOrder): Axis {
    const stated = head && this.statedElsewhere.get(head.previous);
    if (stated !== undefined)
      return this.axis(
        'head',
        'unverifiable',
        `the first entry names one that may stand in ${stated.subject}, ${stated.why}`,
      );
    if (isCircle)
      return this.axis('head', 'unverifiable', 'entries name each other in a circle: none is the first');
    if (head !== undefined)
      return this.axis(
        'head',
        'unverifiable',
        'the first entry names one that is not here: earlier entries were removed, never exported or no longer kept, or the chain begins with a hash that stands for none',
      );
    return this.links.beginnings > 0
      ? this.axis('head', 'pass', 'the first entry names the beginning of the chain')
      : this.axis('head', 'pass', 'the first entry names one that stands in another source');
  }

  private tail(): Axis {
    return this.axis(
      'tail',
      'unverifiable',
      'entries removed at the end leave no trace in a chain, nor does a chain of which all hashes were made anew from some entry on: only a later copy or a checkpoint given out could show it',
    );
  }

  private find(
    { entryId, ordinal, line, byteOffset }: RecordPlace,
    axis: Axis['axis'],
    code: string,
    what: Pick<Finding, 'message' | 'expected' | 'actual'>,
  ): void {
    const at = { subject: this.subject, ordinal, line, byteOffset, ...(entryId === null ? {} : { entryId }) };
    this.findings.add({ ...at, axis, code, ...what });
  }

  private axis(axis: Axis['axis'], status: Axis['status'], reason: string): Axis {
    return { axis, subject: this.subject, status, reason, checked: this.content.counts.checked };
  }
}

const foreignThere = '; quarantined bytes stand there, but nothing in them is of an entry';

/** An entry that has the same one before it as another. */
type LooseFork = Pick<LooseEntry, 'place' | 'n'>;
