import type { TaskContext } from '../../task.ts';
import type { CodedValues } from '../index/coded-values.ts';
import { bitsIn, type EntrySet } from '../index/entry-set.ts';
import { type TimeBlocks, wordsPerBlock } from '../index/time-blocks.ts';
import type { TimeValues } from '../index/time-values.ts';
import { farthestMoment } from '../moments.ts';
import type { Bucketing } from './bucketing.ts';

const entriesPerBlock = wordsPerBlock * 32;
/** Blocks between two looks at the cancel flag. */
const blocksAtOnce = 256;

/** Labels above which they are not counted for each bucket before it is known which have a series. */
export const mostLabels = 64;

/** From a first moment to a last one, milliseconds since 1970-01-01 UTC. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** How the entries of a set are spread over time, told block by block: where all of a block are in one bucket, none is looked at. */
export class Blockwise {
  private readonly set: EntrySet;
  private readonly ms: Float64Array;
  private readonly blocks: TimeBlocks;
  private readonly context: TaskContext;
  private readonly places = new Uint32Array(entriesPerBlock);
  private readonly moments = new Float64Array(entriesPerBlock);

  constructor(set: EntrySet, times: TimeValues, context: TaskContext) {
    this.set = set;
    this.ms = times.ms;
    this.blocks = times.blocks();
    this.context = context;
  }

  /** The first and the last moment that is understood; null where there is none. */
  period(): Period | null {
    const { earliest, latest, length } = this.blocks;
    let from = Number.POSITIVE_INFINITY;
    let to = Number.NEGATIVE_INFINITY;
    const widen = (block: number) => {
      if (block % blocksAtOnce === 0) this.context.checkCancelled();
      const count = this.understoodIn(block);
      for (let i = 0; i < count; i++) {
        const moment = this.moments[i] as number;
        if (moment < from) from = moment;
        if (moment > to) to = moment;
      }
    };
    // Mostly the first block that holds any of the set has the first, and the last one the last.
    for (let block = 0; block < length; block++) if ((earliest[block] as number) < from) widen(block);
    for (let block = length - 1; block >= 0; block--) if ((latest[block] as number) > to) widen(block);
    return from > to ? null : { from, to };
  }

  /** By label (slot of `by`, 0 without one), and by bucket in each, how many entries. */
  stacks(bucketing: Bucketing, by: CodedValues | null): Uint32Array {
    const { earliest, latest, whole, length } = this.blocks;
    const buckets = bucketing.length;
    const stacks = new Uint32Array(buckets * (by?.table.length ?? 1));
    for (let block = 0; block < length; block++) {
      if (block % blocksAtOnce === 0) this.context.checkCancelled();
      const [first, last] = [earliest[block] as number, latest[block] as number];
      const bucket = whole[block] === 1 ? bucketing.bucketOfAll(first, last) : null;
      if (bucket !== null) {
        this.addBlock(block, bucket, buckets, by, stacks);
      } else {
        const count = this.understoodIn(block);
        for (let i = 0; i < count; i++) {
          const label = by === null ? 0 : (by.slots[this.places[i] as number] as number);
          (stacks[label * buckets + bucketing.bucketOf(this.moments[i] as number)] as number)++;
        }
      }
    }
    return stacks;
  }

  private addBlock(
    block: number,
    bucket: number,
    buckets: number,
    by: CodedValues | null,
    stacks: Uint32Array,
  ): void {
    const { words } = this.set;
    const start = block * wordsPerBlock;
    const end = Math.min(words.length, start + wordsPerBlock);
    const bits = by?.bits(this.set.last) ?? null;
    if (by !== null && bits === null) {
      const { places } = this;
      const count = this.set.placesIn(start, end, places);
      for (let i = 0; i < count; i++) {
        (stacks[(by.slots[places[i] as number] as number) * buckets + bucket] as number)++;
      }
      return;
    }
    let left = 0;
    for (let w = start; w < end; w++) left += bitsIn(words[w] as number);
    for (let label = 1; bits !== null && left > 0 && label < bits.length; label++) {
      const count = bits.count(label, words, start, end);
      (stacks[label * buckets + bucket] as number) += count;
      left -= count;
    }
    (stacks[bucket] as number) += left;
  }

  /** Writes the places and the moments of the set's entries in a block that have one that is understood. How many they are. */
  private understoodIn(block: number): number {
    const { words } = this.set;
    const start = block * wordsPerBlock;
    const { places, moments, ms } = this;
    const count = this.set.placesIn(start, Math.min(words.length, start + wordsPerBlock), places);
    let known = 0;
    for (let i = 0; i < count; i++) {
      const place = places[i] as number;
      const moment = ms[place] as number;
      if (!(Math.abs(moment) <= farthestMoment)) continue;
      places[known] = place;
      moments[known++] = moment;
    }
    return known;
  }
}
