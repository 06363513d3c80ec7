/** Milliseconds. An offset that is the same at both ends of so long a block is taken to hold in all of it. */
const block = 15 * 60_000;
const day = 24 * 60 * 60_000;
/** What a Date can hold, less a margin for offsets. */
const furthest = 8.64e15 - 2 * day;

/** Whether it names a time zone: `UTC`, an offset such as `+02:00`, or a zone of the IANA time zone database. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The clock of one time zone. */
export class ZoneClock {
  readonly zone: string;
  private readonly format: Intl.DateTimeFormat;
  private readonly offsets = new Map<number, number | null>();

  /** @throws RangeError for no time zone */
  constructor(zone: string) {
    this.zone = zone;
    this.format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  /** What the zone's clocks show at a moment, in milliseconds as if it were UTC. */
  wallTime(utc: number): number {
    return utc + this.offsetAt(utc);
  }

  /** The first moment at which the zone's clocks show a wall time; where they skip it, that at which they do. */
  utcOf(wall: number): number {
    const before = wall - this.offsetAt(wall - day);
    const after = wall - this.offsetAt(wall + day);
    const [earlier, later] = before < after ? [before, after] : [after, before];
    return [earlier, later].find((moment) => this.wallTime(moment) === wall) ?? before;
  }

  /** Milliseconds that the zone's clocks are ahead of UTC at a moment, given in milliseconds since 1970-01-01 UTC. */
  offsetAt(ms: number): number {
    if (this.zone === 'UTC') return 0;
    const near = Math.min(Math.max(ms, -furthest), furthest);
    const at = Math.floor(near / block);
    let known = this.offsets.get(at);
    if (known === undefined) {
      const first = this.exactOffset(at * block);
      known = first === this.exactOffset((at + 1) * block) ? first : null;
      if (this.offsets.size > 100_000) this.offsets.clear();
      this.offsets.set(at, known);
    }
    return known ?? this.exactOffset(near);
  }

  /** ISO 8601 with milliseconds and the zone's offset then: `2025-11-01T08:13:18.239+01:00`; `Z` for UTC itself. */
  text(ms: number, fraction?: string): string {
    const offset = this.offsetAt(ms);
    const local = new Date(ms + offset).toISOString().slice(0, -1);
    const clock = fraction === undefined ? local : local.slice(0, local.lastIndexOf('.')) + fraction;
    return clock + (this.zone === 'UTC' ? 'Z' : offsetText(offset));
  }

  private exactOffset(ms: number): number {
    const second = Math.floor(ms / 1000) * 1000;
    const parts: Record<string, string> = {};
    for (const { type, value } of this.format.formatToParts(second)) parts[type] = value;
    const { year, month, day: date, hour, minute, second: s } = parts;
    const local = new Date(0);
    local.setUTCFullYear(
      parts['era'] === 'BC' ? 1 - Number(year) : Number(year),
      Number(month) - 1,
      Number(date),
    );
    local.setUTCHours(Number(hour), Number(minute), Number(s));
    const offset = local.getTime() - second;
    // No zone is a day apart from UTC.
    return Math.abs(offset) < 2 * day ? offset : 0;
  }
}

function offsetText(offset: number): string {
  const seconds = Math.abs(offset) / 1000;
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const odd = seconds % 60 === 0 ? '' : `:${two(seconds % 60)}`;
  return `${offset < 0 ? '-' : '+'}${two(seconds / 3600)}:${two((seconds / 60) % 60)}${odd}`;
}
