/** One request as a vendor's API reads it. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** JSON of the body; undefined where there is none. */
  readonly body: unknown;
}

export interface Answered {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

export type Entry = Readonly<Record<string, unknown>>;

/** A vendor's API as its documentation has it, over the entries that there are now. */
export type Vendor = (asked: Asked, entries: readonly Entry[]) => Answered;

export function json(value: unknown, status = 200): Answered {
  return { status, type: 'application/json', body: JSON.stringify(value) };
}

export function ndjson(entries: readonly Entry[]): Answered {
  const body = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
  return { status: 200, type: 'application/x-ndjson', body };
}

export function failure(status: number, code: string, message: string): Answered {
  return json({ error: { code, message } }, status);
}

/** The number that a parameter says, within its bounds; null where it says none. */
export function numberIn(text: string | null, least: number, most: number, usual: number): number | null {
  if (text === null) return usual;
  const value = Number(text);
  return /^\d+$/.test(text) && value >= least && value <= most ? value : null;
}

/** Milliseconds since 1970 of an ISO 8601 time or date; NaN where it is none. */
export function timeOf(text: unknown): number {
  return typeof text === 'string' && /^\d{4}-\d\d-\d\d(T|$)/.test(text) ? Date.parse(text) : Number.NaN;
}

/** How a period's bounds count. */
export type Bounds = 'both' | 'from' | 'to' | 'neither';

export function within(at: number, from: number, to: number, bounds: Bounds): boolean {
  const after = bounds === 'to' || bounds === 'neither' ? at > from : at >= from;
  const before = bounds === 'from' || bounds === 'neither' ? at < to : at <= to;
  return (Number.isNaN(from) || after) && (Number.isNaN(to) || before);
}
