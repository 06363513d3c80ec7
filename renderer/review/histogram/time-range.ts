import { topTerms, withoutTermsOf } from '../../../shared/query/edit.ts';
import { joined, parseQuery } from '../../../shared/query/parse.ts';
import { printQuery } from '../../../shared/query/print.ts';

/** From one moment to before another, in milliseconds since 1970-01-01 UTC; null if open. */
export interface TimeRange {
  readonly from: number | null;
  readonly before: number | null;
}

/** One with both ends, as a brush has. */
export interface ChosenRange {
  readonly from: number;
  readonly before: number;
}

const dayMs = 86_400_000;
const minuteMs = 60_000;

/**
 * The time in which all matches of the query fall, by its terms at the top level; null if it says nothing about it.
 */
export function timeRangeOf(text: string): TimeRange | null {
  const parts = topTerms(parseQuery(text))
    .map((term) => (term.kind === 'time' && term.field === 'time' ? rangeOfTest(term.test) : null))
    .filter((part) => part !== null);
  if (parts.length === 0) return null;
  return parts.reduce((all, part) => ({
    from: latest(all.from, part.from),
    before: earliest(all.before, part.before),
  }));
}

type TimeTest = Extract<ReturnType<typeof topTerms>[number], { kind: 'time' }>['test'];

function rangeOfTest(test: TimeTest): TimeRange | null {
  switch (test.op) {
    case 'range':
      return { from: test.from.first.ms, before: test.to.next.ms };
    case 'in': {
      const [only] = test.values;
      return test.values.length === 1 && only ? { from: only.first.ms, before: only.next.ms } : null;
    }
    case '>=':
      return { from: test.value.first.ms, before: null };
    case '>':
      return { from: test.value.next.ms, before: null };
    case '<':
      return { from: null, before: test.value.first.ms };
    case '<=':
      return { from: null, before: test.value.next.ms };
  }
}

function latest(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

function earliest(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}

/** The query's text with this range in place of its top-level terms about the time; null removes them. */
export function withTimeRange(text: string, range: ChosenRange | null): string {
  const rest = withoutTermsOf(parseQuery(text), 'time');
  if (range === null) return printQuery(rest);
  const term = parseQuery(`time:${rangeText(range.from, range.before)}`);
  return printQuery(rest.kind === 'everything' ? term : joined('and', [rest, term]));
}

/** Both ends written as coarsely as possible: each stands for its whole day, minute or millisecond. */
function rangeText(from: number, before: number): string {
  if (from % dayMs === 0 && before % dayMs === 0) return `${day(from)}..${day(before - dayMs)}`;
  if (from % minuteMs === 0 && before % minuteMs === 0)
    return `${minute(from)}..${minute(before - minuteMs)}`;
  return `${new Date(from).toISOString()}..${new Date(before - 1).toISOString()}`;
}

function day(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

function minute(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16)}Z`;
}
