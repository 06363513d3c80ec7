import { findingsListed } from '../../../shared/domain/verification.ts';
import type { RunsProgress } from '../state/trail-progress.ts';
import type { RecordPlace } from './loose-entry.ts';

/** An entry whose own hash is not that of its content. */
export interface BrokenEntry {
  readonly place: RecordPlace;
  readonly hash: string;
  readonly recomputed: string;
  /** Whether the one before it was looked for near it alone, where entries do not state it. */
  readonly nearOnly?: boolean;
}

/** Entries that do not recompute, one after another. */
export interface BrokenRun {
  /** The first of them, as many as a report could list. */
  readonly entries: readonly BrokenEntry[];
  readonly count: number;
  /** Whether no entry recomputes before it, or none after it. */
  readonly atAnEnd: boolean;
}

/**
 * Collects entries that do not recompute into runs. A few of them among others that do were changed; where none recomputes from some
 * entry on, another key or another profile explains it as well.
 */
export class BrokenRuns {
  private readonly judge: (run: BrokenRun) => void;
  private entries: BrokenEntry[] = [];
  private count = 0;
  private soundBefore = false;

  constructor(judge: (run: BrokenRun) => void, progress: RunsProgress | null = null) {
    this.judge = judge;
    if (progress === null) return;
    this.entries = progress.entries;
    this.count = progress.count;
    this.soundBefore = progress.soundBefore;
  }

  progress(): RunsProgress {
    const { entries, count, soundBefore } = this;
    return { entries, count, soundBefore };
  }

  broken(entry: BrokenEntry): void {
    this.count++;
    if (this.entries.length < findingsListed) this.entries.push(entry);
  }

  sound(): void {
    this.end(!this.soundBefore);
    this.soundBefore = true;
  }

  /** Call it when every record was added. */
  finish(): void {
    this.end(true);
  }

  private end(atAnEnd: boolean): void {
    if (this.count === 0) return;
    const { entries, count } = this;
    this.entries = [];
    this.count = 0;
    this.judge({ entries, count, atAnEnd });
  }
}
