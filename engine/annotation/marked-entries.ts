import type { TaskContext } from '../task.ts';
import { eachRun } from './entry-set.ts';
import { type Marks, unmarked, withMark } from './marks.ts';
import type { Said } from './said.ts';

/** Entries marked between two looks at the cancel flag. */
const entriesAtOnce = 1 << 18;

/**
 * What is effectively said of each entry of a case: for each a number of 4 bytes, its place in a list of what is said.
 * Entries of which the same events said something share one `Marks`, so a million coded at once cost no more than one.
 */
export class MarkedEntries {
  private places = new Uint32Array(0);
  private said: Marks[] = [unmarked];

  /** Makes room for entries up to this number. */
  grow(last: number): void {
    if (last < this.places.length) return;
    const larger = new Uint32Array(last + 1);
    larger.set(this.places);
    this.places = larger;
  }

  get last(): number {
    return this.places.length - 1;
  }

  get(id: number): Marks {
    return this.said[this.places[id] ?? 0] as Marks;
  }

  /** The numbers of the entries whose marks pass the test, ascending; it is asked once for each `Marks`. */
  idsWhere(test: (marks: Marks) => boolean): Float64Array {
    const passes = Uint8Array.from(this.said, (marks) => Number(test(marks)));
    let count = 0;
    for (let id = 1; id < this.places.length; id++) count += passes[this.places[id] as number] as number;
    const ids = new Float64Array(count);
    let at = 0;
    for (let id = 1; at < count; id++) if (passes[this.places[id] as number] === 1) ids[at++] = id;
    return ids;
  }

  /** Each `Marks` that some entry has, with how many have it. */
  counted(): Map<Marks, number> {
    const counts = new Float64Array(this.said.length);
    for (let id = 1; id < this.places.length; id++) {
      const place = this.places[id] as number;
      counts[place] = (counts[place] as number) + 1;
    }
    const counted = new Map<Marks, number>();
    counts.forEach((count, place) => {
      if (count > 0) counted.set(this.said[place] as Marks, count);
    });
    return counted;
  }

  /**
   * Visits each pair of what is said here and there of some entry, where something is said in both, with how many entries
   * have it and the numbers of the first few.
   */
  eachPair(
    other: MarkedEntries,
    most: number,
    visit: (mine: Marks, theirs: Marks, count: number, first: readonly number[]) => void,
  ): void {
    const pairs = new Map<number, { count: number; first: number[] }>();
    for (let id = 1; id < Math.min(this.places.length, other.places.length); id++) {
      const [mine, theirs] = [this.places[id] as number, other.places[id] as number];
      if (mine === 0 || theirs === 0) continue;
      const key = mine * 2 ** 26 + theirs;
      let pair = pairs.get(key);
      if (pair === undefined) {
        pair = { count: 0, first: [] };
        pairs.set(key, pair);
      }
      pair.count++;
      if (pair.first.length < most) pair.first.push(id);
    }
    for (const [key, { count, first }] of pairs) {
      const theirs = key % 2 ** 26;
      visit(this.said[(key - theirs) / 2 ** 26] as Marks, other.said[theirs] as Marks, count, first);
    }
  }

  /** How long the list is: what no entry has any more stays in it until all is told anew. */
  get listed(): number {
    return this.said.length;
  }

  clear(): void {
    this.places.fill(0);
    this.said = [unmarked];
  }

  /** Takes in one event, on all its entries. */
  apply(event: Said, context: TaskContext): void {
    const add = this.adding(event, context);
    if (add === null) return;
    eachRun(event.entries, 1, this.last, add);
    for (const id of event.found) add(id, id);
  }

  /** Tells anew what is said of the entries of `about`, by the events given in their order. */
  retell(about: Said, events: Iterable<Said>, context: TaskContext): void {
    const wanted = new Uint8Array(this.places.length);
    let low = Number.POSITIVE_INFINITY;
    let high = 0;
    const want = (first: number, last: number) => {
      wanted.fill(1, first, last + 1);
      this.places.fill(0, first, last + 1);
      low = Math.min(low, first);
      high = Math.max(high, last);
    };
    eachRun(about.entries, 1, this.last, want);
    for (const id of about.found) want(id, id);
    for (const event of events) {
      const add = this.adding(event, context, wanted);
      if (add === null) continue;
      eachRun(event.entries, low, high, add);
      for (const id of event.found) add(id, id);
    }
  }

  /** What adds the event's mark to a run of entries, of which only those `wanted`; null where it marks nothing. */
  private adding(event: Said, context: TaskContext, wanted?: Uint8Array) {
    const { mark, seq } = event;
    if (mark === null) return null;
    const { places, said } = this;
    const next = new Map<number, number>();
    const marked = (place: number): number => {
      let known = next.get(place);
      if (known === undefined) {
        known = said.push(withMark(said[place] as Marks, mark, seq)) - 1;
        next.set(place, known);
      }
      return known;
    };
    let before = -1;
    let after = -1;
    let done = 0;
    return (first: number, last: number): void => {
      for (let id = first; id <= last; id++) {
        if (++done % entriesAtOnce === 0) context.checkCancelled();
        if (wanted !== undefined && wanted[id] !== 1) continue;
        const place = places[id] as number;
        if (place !== before) {
          before = place;
          after = marked(place);
        }
        places[id] = after;
      }
    };
  }
}
