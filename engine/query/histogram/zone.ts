import { AppError } from '../../../shared/errors.ts';
import { isTimeZone, ZoneClock } from '../../../shared/time/zone.ts';

/** @throws AppError INVALID_INPUT for a name that is no IANA zone and no offset */
export function clockOf(zone: string): ZoneClock {
  if (isTimeZone(zone)) return new ZoneClock(zone);
  throw new AppError({
    code: 'INVALID_INPUT',
    message: `${JSON.stringify(zone)} is no time zone`,
    safe: 'nothing was searched or changed',
    next: 'name one as in Europe/Berlin, UTC or +02:00',
  });
}

/** As `Date.UTC`, which takes the years 0 to 99 for others. `year`: astronomical. */
export function wallClock(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month, day);
}
