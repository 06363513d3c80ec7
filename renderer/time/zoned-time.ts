/** ISO 8601 with its offset: date, time to the minute or finer, `Z` or `+hh:mm`. */
const isoPattern = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
/** Zones change their offset at quarters of an hour, so one answer holds for all of a quarter. */
const quarterMs = 15 * 60_000;
const minuteMs = 60_000;
const mostKept = 20_000;

const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();

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
  const shift = offsetMinutes(ms, zone);
  const there = new Date(ms + shift * minuteMs);
  const text = there.toISOString();
  if (text.length !== 24) return time;
  const shown = `${text.slice(0, 10)} ${text.slice(11, 11 + clock.length)}${fraction}`;
  return zone === 'UTC' ? shown : `${shown} ${offsetText(shift)}`;
}

/** The 30th of February would otherwise be read as one of March. */
function isDay(date: string): boolean {
  const ms = Date.parse(`${date}T00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date);
}

/** Minutes that the zone is ahead of UTC at that moment. */
export function offsetMinutes(ms: number, zone: string): number {
  if (zone === 'UTC') return 0;
  const key = `${zone} ${Math.floor(ms / quarterMs)}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts;
  const wall = Date.UTC(year, month - 1, day, hour, minute);
  const offset = Math.round((wall - Math.floor(ms / minuteMs) * minuteMs) / minuteMs);
  if (offsets.size >= mostKept) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

/** `+01:00`. */
function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** Whether this machine knows the zone. */
export function isZone(name: string): boolean {
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
    formats.set(zone, format);
  }
  return format;
}
