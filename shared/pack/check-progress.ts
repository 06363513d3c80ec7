import type { Progress } from '../domain/progress.ts';
import type { FoundMember } from './zip-directory.ts';

/** Pieces can be small, and whoever is told may draw each time: in bytes. */
const tellEvery = 1 << 20;

/** How far a check is, in bytes of files, each of which is read once to be hashed. */
export class CheckProgress {
  /** What is being done, for people. */
  phase = 'checking entries';
  private readonly total: number;
  private readonly onProgress: (progress: Progress) => void;
  private done = 0;
  private told = 0;

  constructor(files: ReadonlyMap<string, FoundMember>, onProgress: (progress: Progress) => void) {
    this.onProgress = onProgress;
    this.total = [...files.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** What is read a second time does not take it beyond the end. */
  add(bytes: number): void {
    this.done = Math.min(this.total, this.done + bytes);
    if (this.done - this.told < tellEvery && this.done < this.total) return;
    this.told = this.done;
    this.onProgress({ phase: this.phase, done: this.done, total: this.total, unit: 'bytes' });
  }
}
