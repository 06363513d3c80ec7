import { AppError } from '../../../shared/errors.ts';

const day = 86_400_000;
/** Years before are told backwards; no zone had changed its clocks by then. */
const firstMoment = Date.parse('0001-01-02T00:00:00Z');

/** A time zone as rules that tell wall time from UTC. Both are milliseconds; wall time counts as if it were UTC. */
export class Zone {
  readonly name: string;
  private readonly format: Intl.DateTimeFormat | null;

  /** @throws AppError INVALID_INPUT for a name that is no IANA zone and no offset */
  constructor(name: string) {
    this.name = name;
    this.format = name === 'UTC' ? null : formatOf(name);
  }

  wallTime(utc: number): number {
    return utc + this.offsetAt(utc);
  }

  /** The first moment of a wall time; where clocks skip it, that at which they do. */
  utcOf(wall: number): number {
    const before = wall - this.offsetAt(wall - day);
    const after = wall - this.offsetAt(wall + day);
    const [earlier, later] = before < after ? [before, after] : [after, before];
    return [earlier, later].find((moment) => this.wallTime(moment) === wall) ?? before;
  }

  /** Wall time less UTC, in milliseconds. */
  private offsetAt(utc: number): number {
    if (this.format === null) return 0;
    const seconds = Math.max(Math.floor(utc / 1000) * 1000, firstMoment);
    const part: Record<string, number> = {};
    for (const { type, value } of this.format.formatToParts(seconds)) part[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
    return wallClock(year, month - 1, day) + ((hour * 60 + minute) * 60 + second) * 1000 - seconds;
  }
}

/** As `Date.UTC`, which takes the years 0 to 99 for others. `year`: astronomical. */
export function wallClock(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month, day);
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-u-ca-gregory', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    throw new AppError({
      code: 'INVALID_INPUT',
      message: `${JSON.stringify(timeZone)} is no time zone`,
      safe: 'nothing was searched or changed',
      next: 'name one as in Europe/Berlin, UTC or +02:00',
    });
  }
}
