import { ZoneClock } from '../../shared/time/zone.ts';

/** ISO 8601 with its offset: date, time to the minute or finer, `Z` or `+hh:mm`. */
const isoPattern = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const offsetPattern = /(?:Z|[+-]\d\d:\d\d(?::\d\d)?)$/;

const clocks = new Map<string, ZoneClock>();

/**
 * A time of an entry as it was in the zone: `2025-11-04 15:10:31.847 +01:00`; in UTC without the offset. Every digit of
 * its fraction is kept. A time that states no offset is left as the entry has it: what zone it was in is not known.
 */
export function zonedTimeText(time: string, zone: string): string {
  const match = isoPattern.exec(time);
  if (match === null) return time;
  const [, date = '', clock = '', fraction = '', offset = ''] = match;
  if (!isDay(date)) return time;
  if (zone === 'UTC' && offset === 'Z') return `${date} ${clock}${fraction}`;
  const ms = Date.parse(`${date}T${clock}${offset}`);
  if (Number.isNaN(ms)) return time;
  const text = clockOf(zone).text(ms);
  const [there = ''] = offsetPattern.exec(text) ?? [];
  const shown = `${text.slice(0, 10)} ${text.slice(11, 11 + clock.length)}${fraction}`;
  return zone === 'UTC' ? shown : `${shown} ${there}`;
}

/** The same where nothing beside it says the zone: in UTC with its name, otherwise with the offset. */
export function zonedTimeAlone(time: string, zone: string): string {
  const text = zonedTimeText(time, zone);
  return zone === 'UTC' && text !== time ? `${text} UTC` : text;
}

function clockOf(zone: string): ZoneClock {
  let clock = clocks.get(zone);
  if (clock === undefined) {
    clock = new ZoneClock(zone);
    clocks.set(zone, clock);
  }
  return clock;
}

/** The 30th of February would otherwise be read as one of March. */
function isDay(date: string): boolean {
  const ms = Date.parse(`${date}T00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date);
}
