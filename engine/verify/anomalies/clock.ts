import type { RecordPlace } from '../chain/loose-entry.ts';
import type { ClockProgress } from '../state/trail-progress.ts';

/** Milliseconds that entries may stand in each other's way: many are logged at once. */
const jitter = 1000;
/** Records in a row that must stay behind before the clock itself is taken to have moved, not one entry. */
const stepLength = 8;
/** Each kind of observation keeps so many places; all are counted. */
const placesKept = 10_000;
/** Steps before a direction may be given up. */
const triedSteps = 500;
/** A gap is held against the tenth longest: nights and week ends come back, what comes back ten times is rhythm. */
const rhythm = 10;

/** Where records stand: the one that is added, and the one that was added before it. */
export interface Places {
  here(): RecordPlace;
  before(): RecordPlace;
}

/** A place in the trail, and the two times that it is about, in milliseconds since 1970. */
export interface Observed {
  readonly place: RecordPlace;
  readonly expected: number;
  readonly actual: number;
}

/**
 * How the times of a trail go on in one direction: oldest first, or newest first. Holds at most some 20,000 places. It gives
 * up where most entries stand against it, so that a trail in the other direction costs nothing.
 */
export class Clock {
  /** Entries that stand behind the time reached before them, alone or few. */
  late = 0;
  readonly latePlaces: Observed[] = [];
  /** Places from which on the time that had been reached is left for good. */
  steps = 0;
  readonly stepPlaces: Observed[] = [];
  /** The longest distances from the time reached to the next, the longest first. */
  readonly gaps: Observed[] = [];
  /** Whether most entries stand against this direction; then the rest was not looked at. */
  lost = false;
  private readonly sign: 1 | -1;
  private readonly places: Places;
  /** The time reached before the last advance, and the record of that advance, once one stands behind it. */
  private before = Number.NEGATIVE_INFINITY;
  private ahead: Observed | null = null;
  private advancedLast = false;
  private records = 0;
  private front = Number.NEGATIVE_INFINITY;
  private behind: Observed[] = [];
  private behindFront = Number.NEGATIVE_INFINITY;

  /** `progress`: of the clock as it went on before. */
  constructor(
    direction: 'oldest first' | 'newest first',
    places: Places,
    progress: ClockProgress | null = null,
  ) {
    this.places = places;
    this.sign = direction === 'oldest first' ? 1 : -1;
    if (progress === null) return;
    this.late = progress.late;
    this.latePlaces.push(...progress.latePlaces);
    this.steps = progress.steps;
    this.stepPlaces.push(...progress.stepPlaces);
    this.gaps.push(...progress.gaps);
    this.lost = progress.lost;
    this.before = progress.before;
    this.ahead = progress.ahead;
    this.advancedLast = progress.advancedLast;
    this.records = progress.records;
    this.front = progress.front;
    this.behind = progress.behind;
    this.behindFront = progress.behindFront;
  }

  progress(): ClockProgress {
    const { late, latePlaces, steps, stepPlaces, gaps, lost, before, ahead, advancedLast, records } = this;
    const { front, behind, behindFront } = this;
    return {
      late,
      latePlaces,
      steps,
      stepPlaces,
      gaps,
      lost,
      before,
      ahead,
      advancedLast,
      records,
      front,
      behind,
      behindFront,
    };
  }

  /** Records that are not where their time would have them. */
  get disordered(): number {
    return this.lost ? Number.POSITIVE_INFINITY : this.late + this.behind.length + this.steps * stepLength;
  }

  /** The time of the next record, in milliseconds since 1970. */
  add(ms: number): void {
    if (this.lost) return;
    this.records++;
    const time = this.sign * ms;
    if (time < this.front - jitter) {
      this.stayBehind(time);
      return;
    }
    if (this.behind.length > 0) this.settle();
    this.advancedLast = time > this.front;
    if (this.advancedLast) this.advance(time);
  }

  /** Call it when every record was added. */
  finish(): void {
    this.settle();
  }

  private advance(time: number): void {
    const gap = time - this.front;
    if (gap !== Number.POSITIVE_INFINITY && (this.gaps.length < rhythm || gap > lengthOf(this.gaps.at(-1)))) {
      this.gaps.push(this.observed(this.front, time));
      this.gaps.sort((a, b) => lengthOf(b) - lengthOf(a));
      this.gaps.length = Math.min(this.gaps.length, rhythm);
    }
    this.before = this.front;
    this.front = time;
  }

  private stayBehind(time: number): void {
    if (this.behind.length === 0 && this.advancedLast && time >= this.before - jitter)
      this.ahead = { ...this.observed(this.before, this.front), place: this.places.before() };
    this.advancedLast = false;
    this.behind.push(this.observed(this.front, time));
    this.behindFront = Math.max(this.behindFront, time);
    if (this.behind.length < stepLength) return;
    if (this.ahead === null) this.step();
    else this.strayAhead(this.ahead);
    this.front = this.behindFront;
    this.forget();
    this.lost = this.steps > triedSteps && this.disordered * 2 > this.records;
  }

  private step(): void {
    this.steps++;
    const [first] = this.behind;
    if (first !== undefined && this.stepPlaces.length < placesKept) this.stepPlaces.push(first);
  }

  /** One record alone stood ahead, and the time goes on where it was before that. */
  private strayAhead(stray: Observed): void {
    this.late++;
    if (this.latePlaces.length < placesKept) this.latePlaces.push(stray);
    const itsGap = this.gaps.findIndex((gap) => gap.place.ordinal === stray.place.ordinal);
    if (itsGap >= 0) this.gaps.splice(itsGap, 1);
  }

  /** The time reached goes on: those behind it stood elsewhere, one by one. */
  private settle(): void {
    if (this.ahead !== null && this.behind.length > 1) {
      this.strayAhead(this.ahead);
    } else {
      this.late += this.behind.length;
      for (const each of this.behind) if (this.latePlaces.length < placesKept) this.latePlaces.push(each);
    }
    this.forget();
  }

  private forget(): void {
    this.behind = [];
    this.ahead = null;
    this.behindFront = Number.NEGATIVE_INFINITY;
  }

  private observed(expected: number, actual: number): Observed {
    return { place: this.places.here(), expected: this.sign * expected, actual: this.sign * actual };
  }
}

/** Between the two times, in milliseconds. */
export function lengthOf(observed: Observed | undefined): number {
  return observed === undefined ? 0 : Math.abs(observed.actual - observed.expected);
}

/** Gaps that are far longer than the trail's own: at least six times its tenth longest, and a minute. At most nine. */
export function implausibleGaps({ gaps }: Clock, records: number): Observed[] {
  const usual = lengthOf(gaps[rhythm - 1]);
  if (records < 100 || usual === 0) return [];
  return gaps.filter((gap) => lengthOf(gap) >= Math.max(6 * usual, 60_000));
}
