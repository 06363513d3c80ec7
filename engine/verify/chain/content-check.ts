import { pathList } from '../../../shared/chain/coverage.ts';
import { type DoubtCounts, noDoubts, unknownEntries } from '../../../shared/chain/doubt.ts';
import { type ChainLink, isSound } from '../../../shared/chain/evaluate.ts';
import { otherMaking } from '../../../shared/chain/other-making.ts';
import { type ChainProfile, isKeyed } from '../../../shared/chain/profile.ts';
import type { AxisStatus, Finding } from '../../../shared/domain/verification.ts';
import { countText, entryCount } from '../../../shared/report/counted.ts';
import type { RunsProgress } from '../state/trail-progress.ts';
import { ApartEntries, type ApartEntry, type Before, unsought } from './apart-entries.ts';
import { type BrokenRun, BrokenRuns } from './broken-runs.ts';
import { doubtWords } from './chain-doubts.ts';
import type { RecordPlace } from './loose-entry.ts';

const cannotWriteImplied =
  'what was hashed cannot be written again: the entry before it is not here, a name stands in it twice, or a text has no UTF-8 form';

/** What was counted of the entries of a source. */
export interface ContentCounts {
  readonly checked: number;
  readonly recomputed: number;
  readonly broken: number;
  readonly unknown: number;
  readonly doubts: DoubtCounts;
  readonly otherwiseMade: number;
}

/** Tells a finding at a place. */
export type FindContent = (
  place: RecordPlace,
  code: string,
  what: Pick<Finding, 'message' | 'expected' | 'actual'>,
) => void;

/** Whether the own hash of each entry of a source recomputes. */
export class ContentCheck {
  /** Where entries do not state what is before them: those that do not follow their neighbour. */
  readonly apart = new ApartEntries();
  uncoveredFurtherOn: string[] = [];
  private readonly profile: ChainProfile;
  private readonly uncovered: readonly string[];
  private readonly partial: boolean;
  private readonly find: FindContent;
  private runs: BrokenRuns;
  private checked = 0;
  private recomputed = 0;
  private broken = 0;
  private unknown = 0;
  private doubts = { ...noDoubts };
  private otherwiseMade = 0;
  /** Entries that do not follow their neighbours, of which the ones before them are not known, and the first of them. */
  private unfollowed = 0;
  private firstUnfollowed: RecordPlace | null = null;
  /** How many of them there are. Call it after `finish`. */
  unordered = 0;
  /** Of those that are broken, how many were held against hashes near them alone. */
  private nearOnly = 0;

  constructor(profile: ChainProfile, uncovered: readonly string[], partial: boolean, find: FindContent) {
    this.profile = profile;
    this.uncovered = uncovered;
    this.partial = partial;
    this.find = find;
    this.runs = new BrokenRuns((run) => this.judge(run));
  }

  get counts(): ContentCounts {
    const { checked, recomputed, broken, unknown, doubts, otherwiseMade } = this;
    return { checked, recomputed, broken, unknown, doubts: { ...doubts }, otherwiseMade };
  }

  get runsProgress(): RunsProgress {
    return this.runs.progress();
  }

  /** Goes on from what was counted before. Call it before anything is added. */
  resume(counts: ContentCounts, runs: RunsProgress | null = null): void {
    this.checked = counts.checked;
    this.recomputed = counts.recomputed;
    this.broken = counts.broken;
    this.unknown = counts.unknown;
    this.doubts = { ...counts.doubts };
    this.otherwiseMade = counts.otherwiseMade;
    this.runs = new BrokenRuns((run) => this.judge(run), runs);
  }

  /**
   * `n`: the entry's number among those that state a hash. `overQuarantine`: quarantined bytes stand where the one before it would.
   * `repeated`: the same bytes stood in the source before.
   */
  add(link: ChainLink, place: RecordPlace, n: number, overQuarantine: boolean, repeated: boolean): void {
    this.checked++;
    const { hash, recomputed, doubt } = link;
    if (isSound(link)) {
      this.runs.sound();
      if (doubt === undefined) this.recomputed++;
      else this.doubtful(place, doubt);
      return;
    }
    if (hash === null) {
      this.cannotTell(place, 'the entry carries no hash of its own, though others of its trail do');
      return;
    }
    if (this.implied) this.apart.leave(n);
    if (this.implied && repeated) {
      // Where it stood first, it was judged.
      this.checked--;
    } else if (doubt !== undefined) {
      this.doubtful(place, doubt);
    } else if (this.implied && (link.apart !== undefined || recomputed !== null)) {
      const text = link.apart ?? null;
      if (this.apart.isWhole)
        this.apart.add({
          place,
          n,
          at: this.checked,
          hash,
          recomputed,
          text,
          overQuarantine,
          copyOverQuarantine: null,
        });
      else this.cannotFollow(place);
    } else if (recomputed === null) {
      this.cannotTell(
        place,
        this.implied
          ? cannotWriteImplied
          : 'the hash that the entry carries cannot be recomputed: a name stands in it twice, or a text has no UTF-8 form',
      );
    } else {
      this.runs.broken({ place, hash, recomputed });
    }
  }

  /** So many sound ones. */
  addSound(count: number): void {
    this.checked += count;
    this.recomputed += count;
    this.runs.sound();
  }

  /** Call it when every record was added, and the entries apart were looked for. */
  finish(): void {
    const runs: BrokenRun[] = [];
    if (this.implied) this.runs = new BrokenRuns((run) => runs.push(run), this.runs.progress());
    let last = 0;
    for (const entry of this.apart.take()) {
      const { place, hash, recomputed, before, at } = entry;
      const why = this.whyOpen(entry);
      if (this.mayBeAnywhere(entry)) {
        this.cannotFollow(place);
      } else if (why !== null) {
        this.cannotTell(place, why);
      } else if (before !== null && before !== unsought) {
        this.recomputed++;
      } else if (recomputed !== null) {
        if (at > last + 1) this.runs.sound();
        last = at;
        this.runs.broken({ place, hash, recomputed, nearOnly: before === unsought });
      }
    }
    if (last > 0 && last < this.checked) this.runs.sound();
    this.runs.finish();
    // That of one no hash there is fits shows that entries were changed, or are missing; of others it is likely then.
    const isShown = runs.some(
      (run) => !this.isOtherMaking(run) && run.entries.some(({ nearOnly }) => nearOnly === false),
    );
    for (const run of runs) {
      if (isShown || this.isOtherMaking(run)) this.judge(run);
      else this.cannotFollow(run.entries[0]?.place, run.count);
    }
    this.tellUnfollowed();
  }

  /** Why nothing is said of an entry that stands apart; null where it is known what is before it, or that nothing is. */
  private whyOpen(entry: ApartEntry & { readonly before: Before }): string | null {
    const { before, recomputed, overQuarantine, copyOverQuarantine: copy } = entry;
    if (before !== null && before !== unsought) return null;
    if (overQuarantine) return 'quarantined bytes stand where the entry before it would';
    if (copy !== null) return `the entry before it may stand in ${copy.subject}, ${copy.why}`;
    if (recomputed === null) return cannotWriteImplied;
    const other = this.apart.elsewhere.find(({ hashes }) => hashes === null || before === unsought);
    if (other !== undefined) return `the entry before it may stand in ${other.subject}, ${other.why}`;
    return this.partial ? 'the entry before it may not be here: the source is a declared selection' : null;
  }

  /** Whether an entry may well stand in another order: it was not looked for, and others do. */
  private mayBeAnywhere({ before }: { readonly before: Before }): boolean {
    return before === unsought && !this.partial && (this.apart.isScattered || !this.apart.isWhole);
  }

  /** Some entry is not known to be what it was. */
  get isOpen(): boolean {
    return this.broken + this.otherwiseMade + this.unknown > 0;
  }

  /** Call it after `finish`. */
  verdict(): { readonly status: AxisStatus; readonly reason: string; readonly checked: number } {
    const [status, reason] = this.judged();
    return { status, reason, checked: this.checked };
  }

  private judged(): [AxisStatus, string] {
    const { broken, nearOnly, unknown, otherwiseMade, recomputed } = this;
    if (broken > 0)
      return [
        'fail',
        `${entryCount(broken)} ${broken === 1 ? 'does' : 'do'} not match ${broken === 1 ? 'its' : 'their'} own hash${nearOnly === 0 ? '' : `, ${countText(nearOnly)} of which were held against hashes near them alone`}; ${countText(recomputed)} ${recomputed === 1 ? 'does' : 'do'}`,
      ];
    if (otherwiseMade > 0) {
      const key = isKeyed(this.profile.algorithm) ? 'another key, ' : '';
      return [
        'unverifiable',
        `from some entry on none recomputes, ${entryCount(otherwiseMade)} in all: ${key}another making, or a change of all of them; ${countText(recomputed)} recompute`,
      ];
    }
    if (unknown > 0)
      return ['unverifiable', `${unknownEntries(unknown, this.doubts)}; ${countText(recomputed)} recompute`];
    const uncovered = [...new Set([...this.uncovered, ...this.uncoveredFurtherOn])];
    if (uncovered.length > 0)
      return [
        'unverifiable',
        `every entry matches its own hash (${this.profile.name}), which does not cover ${pathList(uncovered)}: changes there leave no trace`,
      ];
    return ['pass', `every entry matches its own hash (${this.profile.name})`];
  }

  /** Entries do not state what is before them: a record that is missing shows in the hash of the next. */
  private get implied(): boolean {
    return this.profile.previous === null;
  }

  private doubtful(place: RecordPlace, doubt: keyof DoubtCounts): void {
    this.doubts[doubt]++;
    this.cannotTell(place, doubtWords[doubt]);
  }

  private cannotTell(place: RecordPlace, message: string): void {
    this.unknown++;
    this.find(place, 'CHAIN_UNKNOWN', { message });
  }

  private cannotFollow(place: RecordPlace | undefined, count = 1): void {
    this.unfollowed += count;
    const { firstUnfollowed: first } = this;
    if (place !== undefined && !(first !== null && first.ordinal < place.ordinal))
      this.firstUnfollowed = place;
  }

  private tellUnfollowed(): void {
    const { unfollowed: count, firstUnfollowed: place } = this;
    if (count === 0 || place === null) return;
    this.unknown += count;
    this.find(place, 'CHAIN_UNKNOWN', {
      message: `${entryCount(count)}, this one the first, do not follow their neighbours, and too many do so for the ones before them to be looked for: they stand in another order, were changed, or others are missing`,
    });
    this.unordered = count;
    this.unfollowed = 0;
  }

  /** Whether another way of making hashes, from some entry on, explains a run as well as a change of all of them. */
  private isOtherMaking({ count, atAnEnd }: BrokenRun): boolean {
    return atAnEnd && count >= otherMaking[isKeyed(this.profile.algorithm) ? 'keyed' : 'keyless'];
  }

  /** `fail` needs a chain that otherwise recomputes. */
  private judge(run: BrokenRun): void {
    const { entries: listed, count } = run;
    const [first] = listed;
    if (first === undefined) return;
    const { hash: expected, recomputed: actual } = first;
    if (this.isOtherMaking(run)) {
      const key = isKeyed(this.profile.algorithm) ? 'another key, ' : '';
      this.otherwiseMade += count;
      this.find(first.place, 'CHAIN_UNKNOWN', {
        message: `none of ${entryCount(count)} from here on recomputes: ${key}another way of making their hashes, or all of them were changed`,
        expected,
        actual,
      });
      return;
    }
    this.broken += count;
    for (let n = 0; n < count; n++) {
      const { place, hash, recomputed, nearOnly = false } = listed[Math.min(n, listed.length - 1)] ?? first;
      if (nearOnly) this.nearOnly++;
      const message = this.implied ? (nearOnly ? noneNear : noneHere) : notOfContent;
      this.find(place, 'CHAIN_BREAK', { message, expected: hash, actual: recomputed });
    }
  }
}

const notOfContent =
  'the hash that the entry carries is not that of its content: one of the two was changed since it was made, or this hash was made otherwise than the others';
const noneHere =
  'the hash that the entry carries is not that of its content and of any hash here that no other entry follows: the entry was changed, or others are missing before it';
const noneNear =
  'the hash that the entry carries is not that of its content and of a hash near it: the entry was changed, or others are missing before it; too many are like it for the one before each to be looked for everywhere, and of none that was it was found';
