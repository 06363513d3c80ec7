/** UTF-16 code units that are written over all samples in which profiles are looked for: some seconds of work. */
const allOfThem = 600_000_000;
/** Of a sample, once those are used up: enough for the usual forms. */
const leastOfOne = 3_000_000;

/**
 * How much may be tried on the samples of one verification: where nothing fits, that takes a second or two of each, and an export may have a
 * file for every day of years. What is found in one is held against all others, whatever that takes.
 */
export class SearchEffort {
  private left = allOfThem;

  /** So much of `wanted` as is left. */
  atMost(wanted: number): number {
    return Math.max(leastOfOne, Math.min(wanted, this.left));
  }

  /** The same of what is tried only where there is time. */
  spare(wanted: number, spent: number): number {
    return Math.max(0, Math.min(wanted, this.left - spent));
  }

  spend(work: number): void {
    this.left = Math.max(0, this.left - work);
  }
}
