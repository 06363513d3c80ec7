import { coversLinks, pathList } from '../../shared/chain/coverage.ts';
import type { Detected } from '../../shared/chain/detect.ts';
import { type ChainLink, isSound } from '../../shared/chain/evaluate.ts';
import type { LinkList } from '../../shared/chain/link-list.ts';
import { type ChainProfile, isKeyed } from '../../shared/chain/profile.ts';
import type { Axis, Finding } from '../../shared/domain/verification.ts';
import { counted, countText, entryCount } from '../../shared/report/counted.ts';
import type { Scratch } from '../proof/scratch.ts';
import { type BrokenRun, BrokenRuns } from './broken-runs.ts';
import { doubtWords } from './chain-doubts.ts';
import {
  type Carried,
  ChainLinks,
  type LooseEntry,
  type QuarantinedBetween,
  type RecordPlace,
} from './chain-links.ts';
import { ChainOrder } from './chain-order.ts';
import type { Findings } from './findings.ts';
import type { ChainState } from './state/source-state.ts';
import type { ChainProgress } from './state/trail-progress.ts';
import type { HashesPart } from './stated-hashes.ts';

/**
 * From how many entries on, at the beginning or the end of a source, another making explains that none of them recomputes.
 * With a key, a change of it does: keys are changed.
 */
const otherMaking = { keyed: 2, keyless: 8 } as const;

/** Follows one source's chain, record by record: whether each hash recomputes, and whether the entries link. */
export class ChainCheck {
  readonly subject: string;
  readonly links: ChainLinks;
  private readonly profile: ChainProfile;
  private readonly uncovered: readonly string[];
  /** By profiles that were met further on. */
  private uncoveredFurtherOn: string[] = [];
  private readonly partial: boolean;
  private readonly findings: Findings;
  /** Of all sources with entries that are hashed like these, the one that begins before them. */
  begunBefore: ChainCheck | null = null;
  private runs: BrokenRuns;
  private checked = 0;
  private recomputed = 0;
  private broken = 0;
  private unknown = 0;
  private otherwiseMade = 0;

  /** `state`: of the chain as it was followed before, instead of following it now. `aside`: as of `StatedHashes`. */
  constructor(
    subject: string,
    { profile, uncovered }: Pick<Detected, 'profile' | 'uncovered'>,
    partial: boolean,
    findings: Findings,
    state: ChainState | null = null,
    aside: Scratch | null = null,
  ) {
    this.subject = subject;
    this.profile = profile;
    this.uncovered = uncovered;
    this.partial = partial;
    this.findings = findings;
    this.links = new ChainLinks(profile, state?.links ?? null, aside);
    this.runs = new BrokenRuns((run) => this.judge(run));
    if (state === null) return;
    this.checked = state.checked;
    this.recomputed = state.recomputed;
    this.broken = state.broken;
    this.unknown = state.unknown;
    this.otherwiseMade = state.otherwiseMade;
    this.uncoveredFurtherOn = state.uncoveredFurtherOn;
  }

  /** What a later verification needs of it; null where that is too much. Call it when every record was added. */
  state(): ChainState | null {
    this.runs.finish();
    const { checked, recomputed, broken, unknown, otherwiseMade, uncoveredFurtherOn } = this;
    const links = this.links.state();
    return links && { checked, recomputed, broken, unknown, otherwiseMade, uncoveredFurtherOn, links };
  }

  /**
   * As far as it was followed; null where that is too much to keep, or where entries do not state what is before them, so that the
   * reader would have to know it too.
   */
  progress(): ChainProgress | null {
    const { checked, recomputed, broken, unknown, otherwiseMade } = this;
    const links = this.implied ? null : this.links.progress();
    return (
      links && { checked, recomputed, broken, unknown, otherwiseMade, runs: this.runs.progress(), links }
    );
  }

  /** Goes on from `progress`; `parts`: the hashes of all entries until then. Call it before anything is added. */
  resume(progress: ChainProgress, parts: Iterable<HashesPart>): void {
    this.checked = progress.checked;
    this.recomputed = progress.recomputed;
    this.broken = progress.broken;
    this.unknown = progress.unknown;
    this.otherwiseMade = progress.otherwiseMade;
    this.runs = new BrokenRuns((run) => this.judge(run), progress.runs);
    this.links.resume(progress.links, parts);
  }

  add(link: ChainLink, place: RecordPlace, quarantinedBetween: QuarantinedBetween, repeated = false): void {
    this.checked++;
    this.checkContent(link, place);
    this.links.add(link, place, quarantinedBetween, repeated);
  }

  /** Another profile that entries recompute under further on. */
  met({ uncovered }: Pick<Detected, 'uncovered'>): void {
    this.uncoveredFurtherOn.push(...uncovered);
  }

  /** As `ChainLinks.addRun`. */
  addRun(links: LinkList, from: number, to: number, place: RecordPlace): boolean {
    if (!this.links.addRun(links, from, to, place)) return false;
    this.checked += to - from;
    this.recomputed += to - from;
    this.runs.sound();
    return true;
  }

  private checkContent(link: ChainLink, place: RecordPlace): void {
    const { hash, recomputed, doubt } = link;
    if (isSound(link)) {
      this.runs.sound();
      if (doubt === undefined) this.recomputed++;
      else this.cannotTell(place, doubtWords[doubt]);
    } else if (hash === null) {
      this.cannotTell(
        place,
        'the entry carries no hash, though others of its trail do: the chain says nothing of it',
      );
    } else if (recomputed === null) {
      this.cannotTell(
        place,
        this.implied
          ? 'what was hashed cannot be written again: the entry before it is not here, a name stands in it twice, or a text has no UTF-8 form'
          : 'the hash that the entry carries cannot be recomputed: a name stands in it twice, or a text has no UTF-8 form',
      );
    } else if (doubt !== undefined) {
      this.cannotTell(place, doubtWords[doubt]);
    } else if (this.implied && this.partial) {
      this.cannotTell(place, 'the entry before it may not be here: the source is a declared selection');
    } else {
      this.runs.broken({ place, hash, recomputed });
    }
  }

  private cannotTell(place: RecordPlace, message: string): void {
    this.unknown++;
    this.find(place, 'content', 'CHAIN_UNKNOWN', { message });
  }

  /** What chains have alike that may be one. */
  get kind(): string {
    const { hash, previous, algorithm } = this.profile;
    return JSON.stringify([hash, previous, algorithm]);
  }

  /** Entries do not state what is before them: a record that is missing shows in the hash of the next. */
  private get implied(): boolean {
    return this.profile.previous === null;
  }

  /** `fail` needs a chain that otherwise recomputes. */
  private judge({ entries: listed, count, atAnEnd }: BrokenRun): void {
    const keyed = isKeyed(this.profile.algorithm);
    const [first] = listed;
    if (first === undefined) return;
    if (atAnEnd && count >= (keyed ? otherMaking.keyed : otherMaking.keyless)) {
      this.otherwiseMade += count;
      this.find(first.place, 'content', 'CHAIN_UNKNOWN', {
        message: `none of ${entryCount(count)} from here on recomputes: ${keyed ? 'another key, ' : ''}another way of making their hashes, or all of them were changed`,
        expected: first.hash,
        actual: first.recomputed,
      });
      return;
    }
    this.broken += count;
    const message = this.implied
      ? 'the hash that the entry carries is not that of its content and the hash before it: the entry was changed, or others are missing before it'
      : 'the hash that the entry carries is not that of its content: one of the two was changed since it was made, or this hash was made otherwise than the others';
    for (let n = 0; n < count; n++) {
      const { place, hash, recomputed } = listed[Math.min(n, listed.length - 1)] ?? first;
      this.find(place, 'content', 'CHAIN_BREAK', { message, expected: hash, actual: recomputed });
    }
  }

  /** The axes that speak of the chain, once every source has been read. */
  axes(carried: Carried): Axis[] {
    this.runs.finish();
    const order = new ChainOrder(this.links, carried);
    this.findRepeated(order);
    return [
      this.content(),
      this.linkage(order.gaps, this.findForks(order), order),
      this.sequence(order),
      this.head(order),
      this.tail(),
    ];
  }

  private findForks(order: ChainOrder): number {
    const { forks } = order;
    for (const { entry, other } of forks) {
      this.find(entry.place, 'linkage', 'CHAIN_FORK', {
        message:
          'another entry names the same one before it: one of the two was put in later, or two were logged at once',
        expected: other,
        actual: this.links.hashOf(entry.n) ?? '',
      });
    }
    return forks.length;
  }

  private findRepeated({ repeated }: ChainOrder): void {
    for (const { place, n } of repeated) {
      this.find(place, 'sequence', 'CHAIN_REPEATED', {
        message: 'another entry carries the same hash: what differs between the two is not covered by it',
        actual: this.links.hashOf(n) ?? '',
      });
    }
  }

  private content(): Axis {
    const { broken, unknown, otherwiseMade, recomputed } = this;
    if (broken > 0) {
      return this.axis(
        'content',
        'fail',
        `the own hash of ${entryCount(broken)} does not recompute; that of ${countText(recomputed)} does`,
      );
    }
    if (otherwiseMade > 0) {
      const key = isKeyed(this.profile.algorithm) ? 'another key, ' : '';
      return this.axis(
        'content',
        'unverifiable',
        `from some entry on none recomputes, ${entryCount(otherwiseMade)} in all: ${key}another making, or a change of all of them; ${countText(recomputed)} recompute`,
      );
    }
    if (unknown > 0) {
      return this.axis(
        'content',
        'unverifiable',
        `${entryCount(unknown)} without a hash that can be recomputed; ${countText(recomputed)} recompute`,
      );
    }
    const uncovered = [...new Set([...this.uncovered, ...this.uncoveredFurtherOn])];
    if (uncovered.length > 0) {
      return this.axis(
        'content',
        'unverifiable',
        `the own hash of every entry recomputes (${this.profile.name}), but does not cover ${pathList(uncovered)}: changes there leave no trace`,
      );
    }
    return this.axis('content', 'pass', `the own hash of every entry recomputes (${this.profile.name})`);
  }

  private linkage(gaps: readonly LooseEntry[], forks: number, order: ChainOrder): Axis {
    const unexplained = this.partial ? 0 : gaps.filter((gap) => !this.isOverQuarantine(gap)).length;
    if (!this.partial) for (const gap of gaps) this.findGap(gap, this.isOverQuarantine(gap));
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
    if (this.implied && this.broken + this.otherwiseMade + this.unknown > 0)
      return 'entries do not state which one is before them: where one does not recompute, it was changed, or others are missing before it';
    if (gaps.length > 0) {
      const why = this.partial
        ? 'the source is a declared selection'
        : 'quarantined bytes stand where the missing entry would';
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
    if (head === undefined || ahead === null || !(ahead.links.earliest < head.place.time)) return null;
    if (!this.partial)
      this.find(head.place, 'linkage', 'CHAIN_GAP', {
        message: `the entry before this one is in no source, though ${ahead.subject} has earlier ones`,
        expected: head.previous,
      });
    return ahead.subject;
  }

  private isOverQuarantine({ quarantine }: LooseEntry): boolean {
    return this.links.newestFirst ? quarantine.after : quarantine.before;
  }

  private findGap({ place, previous, n }: LooseEntry, explained: boolean): void {
    const actual = this.links.hashOf(this.links.newestFirst ? n + 1 : n - 1);
    this.find(place, 'linkage', 'CHAIN_GAP', {
      message: explained
        ? 'the entry before this one is not here, where quarantined bytes stand'
        : 'entries are missing before this one: removed, or never exported',
      expected: previous,
      ...(actual === null ? {} : { actual }),
    });
  }

  private sequence({ moved: movedEntries, repeated }: ChainOrder): Axis {
    const { links } = this;
    if (repeated.length > 0)
      return this.axis(
        'sequence',
        'fail',
        `at ${counted(repeated.length, 'place')} an entry carries the hash of another and differs from it where no hash covers it: it was repeated`,
      );
    const moved = movedEntries + links.against;
    if (moved === 0 && !links.newestFirst)
      return this.axis('sequence', 'pass', 'entries stand in the order of their links');
    const order =
      moved > 0 ? `at ${counted(moved, 'place')} in another order than their links` : 'newest first';
    return this.axis('sequence', 'unverifiable', `entries stand ${order}; an export may sort them so`);
  }

  private head({ head, isCircle }: ChainOrder): Axis {
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
      'entries removed at the end leave no trace in a chain: only a later copy or a checkpoint given out could show it',
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
    return { axis, subject: this.subject, status, reason, checked: this.checked };
  }
}
