import { pathList } from '../../../shared/chain/coverage.ts';
import { type DoubtCounts, noDoubts, unknownEntries } from '../../../shared/chain/doubt.ts';
import { type ChainLink, isSound } from '../../../shared/chain/evaluate.ts';
import { type ChainProfile, isKeyed } from '../../../shared/chain/profile.ts';
import type { AxisStatus, Finding } from '../../../shared/domain/verification.ts';
import { countText, entryCount } from '../../../shared/report/counted.ts';
import type { RunsProgress } from '../state/trail-progress.ts';
import { ApartEntries } from './apart-entries.ts';
import { type BrokenRun, BrokenRuns } from './broken-runs.ts';
import { doubtWords } from './chain-doubts.ts';
import type { RecordPlace } from './chain-links.ts';

/**
 * From how many entries on, at the beginning or the end of a source, another making explains that none of them recomputes.
 * With a key, a change of it does: keys are changed.
 */
const otherMaking = { keyed: 2, keyless: 8 } as const;

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
      this.cannotTell(
        place,
        'the entry carries no hash, though others of its trail do: the chain says nothing of it',
      );
      return;
    }
    if (this.implied) this.apart.leave(n);
    if (this.implied && repeated) {
      // Where it stood first, it was judged.
      this.checked--;
    } else if (doubt !== undefined) {
      this.doubtful(place, doubt);
    } else if (link.apart !== undefined) {
      const text = link.apart;
      this.apart.add({ place, n, at: this.checked, hash, recomputed, text, overQuarantine });
    } else if (recomputed === null) {
      this.cannotTell(
        place,
        this.implied
          ? 'what was hashed cannot be written again: the entry before it is not here, a name stands in it twice, or a text has no UTF-8 form'
          : 'the hash that the entry carries cannot be recomputed: a name stands in it twice, or a text has no UTF-8 form',
      );
    } else {
      if (this.implied) this.apart.isWhole = false;
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
    let last = 0;
    for (const entry of this.apart.take()) {
      const { place, hash, recomputed, before, overQuarantine, at } = entry;
      if (before !== null) {
        this.recomputed++;
      } else if (overQuarantine) {
        this.cannotTell(place, 'quarantined bytes stand where the entry before it would');
      } else if (recomputed === null) {
        this.cannotTell(
          place,
          'what was hashed cannot be written again: the entry before it is not here, a name stands in it twice, or a text has no UTF-8 form',
        );
      } else if (this.partial) {
        this.cannotTell(place, 'the entry before it may not be here: the source is a declared selection');
      } else {
        if (at > last + 1) this.runs.sound();
        last = at;
        this.runs.broken({ place, hash, recomputed });
      }
    }
    if (last > 0 && last < this.checked) this.runs.sound();
    this.runs.finish();
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
    const { broken, unknown, otherwiseMade, recomputed } = this;
    if (broken > 0)
      return [
        'fail',
        `the own hash of ${entryCount(broken)} does not recompute; that of ${countText(recomputed)} does`,
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
        `the own hash of every entry recomputes (${this.profile.name}), but does not cover ${pathList(uncovered)}: changes there leave no trace`,
      ];
    return ['pass', `the own hash of every entry recomputes (${this.profile.name})`];
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

  /** `fail` needs a chain that otherwise recomputes. */
  private judge({ entries: listed, count, atAnEnd }: BrokenRun): void {
    const keyed = isKeyed(this.profile.algorithm);
    const [first] = listed;
    if (first === undefined) return;
    const { hash: expected, recomputed: actual } = first;
    if (this.implied && !this.apart.isWhole) {
      this.unknown += count;
      const message = `${entryCount(count)} from here on do not follow their neighbours, and too many do so for the ones before them to be looked for: they stand in another order, were changed, or others are missing`;
      this.find(first.place, 'CHAIN_UNKNOWN', { message, expected, actual });
      return;
    }
    if (atAnEnd && count >= (keyed ? otherMaking.keyed : otherMaking.keyless)) {
      this.otherwiseMade += count;
      this.find(first.place, 'CHAIN_UNKNOWN', {
        message: `none of ${entryCount(count)} from here on recomputes: ${keyed ? 'another key, ' : ''}another way of making their hashes, or all of them were changed`,
        expected,
        actual,
      });
      return;
    }
    this.broken += count;
    const message = this.implied
      ? 'the hash that the entry carries is not that of its content and of a hash that is here: the entry was changed, or others are missing before it'
      : 'the hash that the entry carries is not that of its content: one of the two was changed since it was made, or this hash was made otherwise than the others';
    for (let n = 0; n < count; n++) {
      const { place, hash, recomputed } = listed[Math.min(n, listed.length - 1)] ?? first;
      this.find(place, 'CHAIN_BREAK', { message, expected: hash, actual: recomputed });
    }
  }
}
