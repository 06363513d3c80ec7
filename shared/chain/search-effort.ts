/** UTF-16 code units written over all samples in which profiles are searched for: some seconds of work. */
const allOfThem = 600_000_000;
/** For each sample once that is used up: enough for the usual forms. */
const leastOfOne = 3_000_000;

/**
 * How much may be tried on the samples of one verification. A sample that fits nothing takes a second or two, and an
 * export may have a file for every day of several years. A profile that is found in one sample is checked against all
 * others at any cost.
 */
export class SearchEffort {
  private left = allOfThem;

  /** As much of `wanted` as is left. */
  atMost(wanted: number): number {
    return Math.max(leastOfOne, Math.min(wanted, this.left));
  }

  /** The same for what is tried only if there is time. */
  spare(wanted: number, spent: number): number {
    return Math.max(0, Math.min(wanted, this.left - spent));
  }

  spend(work: number): void {
    this.left = Math.max(0, this.left - work);
  }
}
