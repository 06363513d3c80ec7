import { type Axis, findingsListed } from '../../../shared/domain/verification.ts';
import { counted } from '../../../shared/report/counted.ts';
import type { Batch } from '../../import/batch/batch.ts';
import type { RecordPlace } from '../chain/loose-entry.ts';
import type { Findings } from '../findings.ts';
import { located, placeOf } from '../record-place.ts';
import type { AnomaliesProgress } from '../state/trail-progress.ts';
import { Clock, implausibleGaps, lengthOf, type Observed, type Places } from './clock.ts';

/** Milliseconds that the maker's clock may be ahead of the one that acquired the trail. */
const skew = 60_000;

/**
 * What is odd about the times of one source: observations, which never fail. A clock is wrong more often than a trail, and
 * an export may be sorted by anything.
 */
export class Anomalies {
  private readonly subject: string;
  private readonly findings: Findings;
  /** When the trail was acquired, in milliseconds since 1970. */
  private readonly acquired: number;
  private oldestFirst = new Clock('oldest first', this.places());
  private newestFirst = new Clock('newest first', this.places());
  /** The record that is looked at. */
  private batch: Batch | null = null;
  private i = 0;
  private timedBefore = -1;
  private lastPlace: RecordPlace | null = null;
  private records = 0;
  private timed = 0;
  private loggedEarly = 0;
  private afterwards = 0;

  private readonly asked: boolean;
  private readonly exported: number | null;
  private afterExport = 0;

  /**
   * `asked`: records stand in the order in which an API was asked for them. `exported`: when the export says that it was made, in
   * milliseconds since 1970.
   */
  constructor(
    subject: string,
    acquired: number,
    findings: Findings,
    { asked = false, exported = null }: { readonly asked?: boolean; readonly exported?: number | null } = {},
  ) {
    this.asked = asked;
    this.exported = exported;
    this.subject = subject;
    this.acquired = acquired;
    this.findings = findings;
  }

  /** Goes on from where they were looked at before. */
  resume(progress: AnomaliesProgress): void {
    this.oldestFirst = new Clock('oldest first', this.places(), progress.oldestFirst);
    this.newestFirst = new Clock('newest first', this.places(), progress.newestFirst);
    this.records = progress.records;
    this.timed = progress.timed;
    this.loggedEarly = progress.loggedEarly;
    this.afterwards = progress.afterwards;
    this.lastPlace = progress.lastPlace;
  }

  /** Call it at the end of a batch. */
  progress(): AnomaliesProgress {
    const { records, timed, loggedEarly, afterwards, lastPlace, oldestFirst, newestFirst } = this;
    return {
      records,
      timed,
      loggedEarly,
      afterwards,
      lastPlace,
      oldestFirst: oldestFirst.progress(),
      newestFirst: newestFirst.progress(),
    };
  }

  /** The records of a source, in its order. */
  add(batch: Batch, i: number): void {
    this.batch = batch;
    this.i = i;
    this.records++;
    const { time: times, logged_at: loggings } = batch.columns;
    const time = times?.kind === 'time' ? (times.ms[i] as number) : Number.NaN;
    const loggedAt = loggings?.kind === 'time' ? (loggings.ms[i] as number) : Number.NaN;
    const latest = loggedAt > time || Number.isNaN(time) ? loggedAt : time;
    if (latest > this.acquired + skew) this.findAfterwards(latest);
    // Both clocks are the maker's: they need not agree with any other.
    if (this.exported !== null && latest > this.exported + skew) this.findAfterExport(latest, this.exported);
    if (!Number.isNaN(time)) this.addTime(time, loggedAt);
    if (i === batch.count - 1) this.endBatch();
  }

  /** A record of the batch that is not to be looked at. */
  pass(batch: Batch, i: number): void {
    this.records++;
    this.batch = batch;
    if (i === batch.count - 1) this.endBatch();
  }

  private addTime(time: number, loggedAt: number): void {
    this.timed++;
    if (loggedAt < time) this.findEarly(time, loggedAt);
    this.oldestFirst.add(time);
    this.newestFirst.add(time);
    this.timedBefore = this.i;
  }

  private place(): RecordPlace {
    return placeOf(this.batch as Batch, this.i);
  }

  private places(): Places {
    return { here: () => this.place(), before: () => this.placeBefore() };
  }

  /** Of the last record before with a time; a batch is empty once the next comes, so its last such is kept. */
  private placeBefore(): RecordPlace {
    const kept = this.lastPlace;
    return this.timedBefore < 0 && kept !== null
      ? kept
      : placeOf(this.batch as Batch, Math.max(0, this.timedBefore));
  }

  private endBatch(): void {
    if (this.timedBefore >= 0) this.lastPlace = this.placeBefore();
    this.timedBefore = -1;
    // A batch is large, and a case may have thousands of sources.
    this.batch = null;
  }

  /** Call it once, when every record was added. */
  axis(): Axis {
    const axis = { axis: 'time', subject: this.subject, checked: this.records } as const;
    if (this.timed === 0)
      return { ...axis, status: 'absent', reason: 'the entries state no times that could be read' };
    const seen = [...this.ofEach(), ...(this.asked ? [] : this.ofOrder())];
    return {
      ...axis,
      status: 'unverifiable',
      reason: `no signed time to hold them against; ${seen.length === 0 ? 'nothing implausible was seen' : seen.join('; ')}`,
    };
  }

  private ofEach(): string[] {
    const { loggedEarly, afterwards, afterExport } = this;
    return [
      ...(loggedEarly > 0 ? [`${entries(loggedEarly)} logged before their own time`] : []),
      ...(afterwards > 0 ? [`${entries(afterwards)} dated after the trail was acquired`] : []),
      ...(afterExport > 0
        ? [`${entries(afterExport)} dated after the time that the export gives for itself`]
        : []),
    ];
  }

  /** What is said of the order of times, in the direction in which fewer stand against it. */
  private ofOrder(): string[] {
    this.oldestFirst.finish();
    this.newestFirst.finish();
    const reversed = this.newestFirst.disordered < this.oldestFirst.disordered;
    const clock = reversed ? this.newestFirst : this.oldestFirst;
    if (clock.disordered * 4 > this.timed && clock.disordered > 1)
      return ['entries stand in no order of time'];
    const gaps = implausibleGaps(clock, this.timed);
    this.findOrder(clock, gaps);
    return [
      ...(clock.late > 0 ? [`${entries(clock.late)} out of the order of time`] : []),
      ...(clock.steps > 0
        ? [`times step ${reversed ? 'forward' : 'back'} at ${counted(clock.steps, 'place')}`]
        : []),
      ...(gaps.length > 0
        ? [`${counted(gaps.length, 'place')} without entries for far longer than elsewhere`]
        : []),
    ];
  }

  private findOrder(clock: Clock, gaps: readonly Observed[]): void {
    for (const late of clock.latePlaces)
      this.find(late, 'TIME_DISORDER', 'the entry stands out of the order of time, by more than a second');
    this.findings.count(this.subject, 'time', clock.late - clock.latePlaces.length);
    for (const step of clock.stepPlaces)
      this.find(
        step,
        'TIME_STEP',
        'from here on, times are behind those reached before: a clock was set, or files were joined',
      );
    this.findings.count(this.subject, 'time', clock.steps - clock.stepPlaces.length);
    const usual = duration(lengthOf(clock.gaps.at(-1)));
    for (const gap of gaps)
      this.find(
        gap,
        'TIME_GAP',
        `no entry for ${duration(lengthOf(gap))} before this one, where the tenth longest such time is ${usual}: nothing happened, was logged or was exported`,
      );
  }

  private findEarly(time: number, loggedAt: number): void {
    if (++this.loggedEarly > findingsListed) {
      this.findings.count(this.subject, 'time', 1);
      return;
    }
    const message = 'the entry states that it was logged before its own time';
    this.find({ place: this.place(), expected: time, actual: loggedAt }, 'TIME_LOGGED_EARLY', message);
  }

  private findAfterwards(latest: number): void {
    if (++this.afterwards > findingsListed) {
      this.findings.count(this.subject, 'time', 1);
      return;
    }
    const message =
      'the entry is dated after its trail was acquired: the two clocks differed, or the time is not that of its logging';
    const found = { place: this.place(), expected: this.acquired, actual: latest };
    this.find(found, 'TIME_AFTER_ACQUISITION', message);
  }

  private findAfterExport(latest: number, exported: number): void {
    if (++this.afterExport > findingsListed) {
      this.findings.count(this.subject, 'time', 1);
      return;
    }
    const message = 'the entry is dated after the time at which its file says that it was exported';
    this.find({ place: this.place(), expected: exported, actual: latest }, 'TIME_AFTER_EXPORT', message);
  }

  private find({ place, expected, actual }: Observed, code: string, message: string): void {
    this.findings.add({
      ...located(place),
      axis: 'time',
      subject: this.subject,
      code,
      message,
      expected: written(expected),
      actual: written(actual),
    });
  }
}

/** ISO 8601 in UTC, as far as that goes. */
function written(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? `${ms} ms` : date.toISOString();
}

function entries(count: number): string {
  return counted(count, 'entry is', 'entries are');
}

/** Such as `3 d 4 h`; the two largest units. */
function duration(ms: number): string {
  const units = [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['min', 60_000],
    ['s', 1000],
    ['ms', 1],
  ] as const;
  const parts: string[] = [];
  let rest = Math.round(ms);
  for (const [unit, length] of units) {
    const whole = Math.floor(rest / length);
    rest -= whole * length;
    if (whole > 0 && parts.length < 2) parts.push(`${whole} ${unit}`);
  }
  return parts.join(' ') || '0 ms';
}
