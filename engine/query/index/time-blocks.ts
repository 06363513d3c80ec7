import { farthestMoment } from '../moments.ts';

/** Words of an `EntrySet` that hold the entries of a block. */
export const wordsPerBlock = 64;
const entriesPerBlock = wordsPerBlock * 32;

/**
 * What is known of many entries' moments at once. Trails mostly stand in the order of time: whether all the entries of a block are before
 * or behind a moment, or between two, is then said without looking at them.
 */
export class TimeBlocks {
  readonly length: number;
  /** By block, milliseconds since 1970-01-01 UTC: the first and the last of the moments that are understood; infinite where there is none. */
  readonly earliest: Float64Array;
  readonly latest: Float64Array;
  /** By block, 1 where every entry has a moment that is understood. */
  readonly whole: Uint8Array;

  /** @param ms by entry, of 1 to `last`, as `TimeValues` has them */
  constructor(ms: Float64Array, last: number) {
    this.length = Math.ceil(last / entriesPerBlock);
    this.earliest = new Float64Array(this.length);
    this.latest = new Float64Array(this.length);
    this.whole = new Uint8Array(this.length);
    for (let block = 0; block < this.length; block++) {
      const end = Math.min(last, (block + 1) * entriesPerBlock);
      let earliest = Number.POSITIVE_INFINITY;
      let latest = Number.NEGATIVE_INFINITY;
      let whole = 1;
      for (let place = block * entriesPerBlock; place < end; place++) {
        const moment = ms[place] as number;
        if (!(Math.abs(moment) <= farthestMoment)) {
          whole = 0;
          continue;
        }
        if (moment < earliest) earliest = moment;
        if (moment > latest) latest = moment;
      }
      this.earliest[block] = earliest;
      this.latest[block] = latest;
      this.whole[block] = whole;
    }
  }
}
