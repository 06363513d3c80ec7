import type { Progress } from '../domain/progress.ts';
import { entryFilePattern } from './entry-files.ts';
import { paths } from './layout.ts';
import type { FoundMember } from './zip-directory.ts';

/** Pieces can be small, and whoever is told may draw each time: in bytes. */
const tellEvery = 1 << 20;

/** How far a check is, in bytes: each file is hashed once, and entries and their index are read for themselves too where hashing is apart. */
export class CheckProgress {
  /** What is being done, for people. */
  phase = 'checking entries';
  private readonly total: number;
  private readonly onProgress: (progress: Progress) => void;
  private done = 0;
  private told = 0;

  constructor(
    files: ReadonlyMap<string, FoundMember>,
    apart: boolean,
    onProgress: (progress: Progress) => void,
  ) {
    this.onProgress = onProgress;
    this.total = [...files].reduce(
      (sum, [path, { size }]) => sum + (apart && isReadByLine(path) ? 2 * size : size),
      0,
    );
  }

  /** What is read again, because the other thread could not, does not take it beyond the end. */
  add(bytes: number): void {
    this.done = Math.min(this.total, this.done + bytes);
    if (this.done - this.told < tellEvery && this.done < this.total) return;
    this.told = this.done;
    this.onProgress({ phase: this.phase, done: this.done, total: this.total, unit: 'bytes' });
  }
}

function isReadByLine(path: string): boolean {
  return path === paths.index || entryFilePattern.test(path);
}
