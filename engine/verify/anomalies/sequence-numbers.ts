import { counted, countText } from '../../../shared/report/counted.ts';
import type { RecordPlace } from '../chain/loose-entry.ts';
import type { NumbersProgress } from '../state/trail-progress.ts';

/** Numbers that follow each other, both ends included. */
interface Run {
  first: number;
  last: number;
  /** The entry that stood before any beside it. */
  begun: { readonly number: number; readonly place: RecordPlace };
}

/** Beyond so many runs, what entries carry is no running number. */
const runsAtMost = 10_000;
/** More, and where they were followed to is not kept. */
const runsKept = 1_000;

/** What the running numbers of a source's entries say. */
export interface Numbered {
  /** Where they stand, for people. */
  readonly path: string;
  readonly first: number;
  readonly last: number;
  /** Places at which numbers are missing between others. */
  readonly gaps: number;
  /** Entries whose number another has. */
  readonly repeated: number;
  /** Entries that stand neither behind the number before theirs nor, in the source, at its beginning. */
  readonly moved: number;
  readonly newestFirst: boolean;
}

/** Follows the running numbers of a source's entries, whatever their order. Holds each run of them. */
export class SequenceNumbers {
  private readonly path: string;
  private runs: Run[] = [];
  private before = Number.NaN;
  private repeated = 0;
  private up = 0;
  private down = 0;
  private count = 0;
  private isRunning = true;

  constructor(path: readonly string[]) {
    this.path = path.join('.');
  }

  /** `place`: asked for where it may be told. */
  add(number: number, place: () => RecordPlace): void {
    if (!this.isRunning) return;
    if (Number.isNaN(number) || this.runs.length > runsAtMost) {
      this.isRunning = false;
      return;
    }
    this.count++;
    if (number === this.before + 1) this.up++;
    else if (number === this.before - 1) this.down++;
    this.before = number;
    const at = this.runBelow(number);
    const below = this.runs[at];
    const above = this.runs[at + 1];
    if (below !== undefined && number <= below.last) {
      this.repeated++;
    } else if (below?.last === number - 1) {
      below.last = number;
      if (above?.first === number + 1) {
        if (below.begun.number !== below.first && above.begun.number === above.last)
          below.begun = above.begun;
        below.last = above.last;
        this.runs.splice(at + 1, 1);
      }
    } else if (above?.first === number + 1) {
      above.first = number;
    } else {
      this.runs.splice(at + 1, 0, { first: number, last: number, begun: { number, place: place() } });
    }
  }

  /** As far as numbers were followed; null where that is too much to keep. */
  progress(): NumbersProgress | null {
    const { runs, before, repeated, up, down, count, isRunning } = this;
    if (!isRunning) return { runs: [], before, repeated, up, down, count, isRunning };
    return runs.length > runsKept ? null : { runs, before, repeated, up, down, count, isRunning };
  }

  resume({ runs, before, repeated, up, down, count, isRunning }: NumbersProgress): void {
    this.runs = runs.map((run) => ({ ...run }));
    this.before = before;
    this.repeated = repeated;
    this.up = up;
    this.down = down;
    this.count = count;
    this.isRunning = isRunning;
  }

  /** The index of the last run that begins at the number or below; -1 where none does. */
  private runBelow(number: number): number {
    let at = this.runs.length - 1;
    // Mostly it is the last, or the first.
    if (at >= 0 && (this.runs[at] as Run).first <= number) return at;
    let low = -1;
    while (at - low > 1) {
      const middle = (low + at) >> 1;
      if ((this.runs[middle] as Run).first <= number) low = middle;
      else at = middle;
    }
    return low;
  }

  /** Null where some entry has no such number, or they are in no order at all. Call it when every record was added. */
  get found(): Numbered | null {
    const { runs, path, repeated, up, down, count } = this;
    const [first] = runs;
    const last = runs.at(-1);
    if (!this.isRunning || first === undefined || last === undefined) return null;
    const newestFirst = down > up;
    const moved = count - 1 - Math.max(up, down) - (runs.length - 1) - repeated;
    return {
      path,
      first: first.first,
      last: last.last,
      gaps: runs.length - 1,
      repeated,
      moved: Math.max(0, moved),
      newestFirst,
    };
  }

  /** Where numbers are missing: the numbers beside the gap, and an entry that stands at one of them. */
  *gaps(): Generator<{
    readonly before: number;
    readonly after: number;
    readonly place: RecordPlace | null;
  }> {
    for (let n = 1; n < this.runs.length; n++) {
      const [left, right] = [this.runs[n - 1] as Run, this.runs[n] as Run];
      const [before, after] = [left.last, right.first];
      const beside = [right.begun, left.begun].find(({ number }) => number === after || number === before);
      yield { before, after, place: beside?.place ?? null };
    }
  }
}

/** Why the numbers do not show that all is there and in order; null where they do. `partial`: the source is a declared selection. */
export function whyNumbersOpen(
  { path, gaps, repeated, moved, newestFirst }: Numbered,
  partial: boolean,
): string | null {
  const of = `their numbers (${path})`;
  const open = [
    ...(gaps > 0
      ? [
          `${of} leave out others at ${counted(gaps, 'place')}: ${partial ? 'the source is a declared selection' : 'entries stand elsewhere, were removed or never exported, or the numbers were never given'}`,
        ]
      : []),
    ...(repeated > 0
      ? [`${counted(repeated, 'entry has', 'entries have')} a number (${path}) that another has`]
      : []),
    ...(moved > 0
      ? [
          `entries stand at ${counted(moved, 'place')} in another order than ${of}; an export may sort them so`,
        ]
      : newestFirst
        ? [`entries stand newest first by ${of}; an export may sort them so`]
        : []),
  ];
  return open.length === 0 ? null : open.join('; ');
}

/** What they show where nothing is open. */
export function numbersWhole({ path, first, last }: Numbered): string {
  return `entries are numbered from ${countText(first)} to ${countText(last)} (${path}), in order and without a gap; nothing protects the numbers`;
}
