import { z } from 'zod';
import { namesOf } from '../domain/columns.ts';
import { queryInput, sortInput } from './inputs.ts';
import { call } from './operation.ts';
import type { FacetsAnswer, PageAnswer } from './operations.ts';

/** Calendar units of a histogram's interval; a week begins on Monday. */
export const intervalUnits = [
  'millisecond',
  'second',
  'minute',
  'hour',
  'day',
  'week',
  'month',
  'year',
] as const;
export interface Interval {
  readonly unit: (typeof intervalUnits)[number];
  /** How many of the unit: 1, 2, 5 and the like. */
  readonly step: number;
}

/** The part of a histogram that belongs to one value of the field by which it is stacked. */
export interface Series {
  /** `none`: entries without a value; `others`: all values without a series of their own. */
  readonly kind: 'value' | 'none' | 'others';
  /** Empty but for `value`. */
  readonly value: string;
  readonly count: number;
  /** By bucket. */
  readonly counts: readonly number[];
}

export interface Histogram {
  readonly field: string;
  readonly zone: string;
  /** Null if no matching entry has a time that is understood: then there are no buckets. */
  readonly interval: Interval | null;
  /**
   * One more than buckets, ascending, milliseconds since 1970-01-01 UTC: bucket i holds what is from `edges[i]` on and
   * before `edges[i + 1]`. Buckets without entries are there too.
   */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
  /** Matching entries whose time is absent or not understood. */
  readonly unknown: number;
  /** The most frequent first, then `others`, then `none`; null where it is not stacked. An entry of several tags is in the series of each. */
  readonly series: readonly Series[] | null;
}

export interface ValuesAnswer {
  /** A page of the values found, in the requested order. */
  readonly values: readonly { readonly value: string; readonly count: number }[];
  /** How many distinct values were found. */
  readonly found: number;
  /** How many there would be without the search. */
  readonly distinct: number;
  /** Entries without a value. */
  readonly missing: number;
}

export interface RangeAnswer {
  /** Of a time milliseconds since 1970-01-01 UTC, rounded down; null where no matching entry has a value. */
  readonly min: number | null;
  readonly max: number | null;
  /** Matching entries with a value (of a time, one that is understood), and the others. */
  readonly known: number;
  readonly missing: number;
}

export interface WholeAnswer extends PageAnswer {
  readonly facets: FacetsAnswer;
  /** Null where none was asked for. */
  readonly histogram: Histogram | null;
  /** Spent in the engine. */
  readonly elapsedMs: number;
}

const timeField = z.enum(namesOf('time')).default('time');

const histogramInput = z.object({
  field: timeField,
  /** Stacked by a field that facets can be counted of. */
  by: z.string().max(100).optional(),
  /** Values with a series of their own. */
  top: z.number().int().min(1).max(50).default(8),
  /** The interval is the smallest for which this many buckets suffice. */
  buckets: z.number().int().min(1).max(2000).default(80),
  /** IANA name or offset such as `+02:00`: where days, weeks, months and years begin. */
  zone: z.string().min(1).max(100).default('UTC'),
  /** Leaves out the terms of the field at the top level of the query: what a brush chooses from. */
  whole: z.boolean().default(false),
});

/** Questions about a result as a whole. */
export const analysisOperations = {
  /** A page of the matching entries, facets and a histogram in one answer, for a screen that shows them together. */
  'query.answer': call<WholeAnswer>()(
    z.object({
      query: queryInput,
      sort: sortInput.optional(),
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(0).max(2000).default(200),
      /** Facets of these fields. */
      fields: z.array(z.string()).max(100).default([]),
      top: z.number().int().min(1).max(10_000).default(100),
      histogram: histogramInput.optional(),
    }),
  ),
  /** How the matching entries are spread over time. */
  'query.histogram': call<Histogram>()(histogramInput.extend({ query: queryInput })),
  /**
   * The distinct values of a field among the matching entries. As in facets, the field's own `field:value` terms at the top
   * level of the query do not narrow them.
   */
  'query.values': call<ValuesAnswer>()(
    z.object({
      query: queryInput,
      field: z.string().max(100),
      /** What values contain or begin with, in any case. */
      search: z.string().max(1000).default(''),
      match: z.enum(['contains', 'prefix']).default('contains'),
      /** The most frequent first, or by UTF-16 code units. */
      order: z.enum(['count', 'value']).default('count'),
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(10_000).default(100),
    }),
  ),
  /** The least and the greatest value of a number or a time among the matching entries. */
  'query.range': call<RangeAnswer>()(
    z.object({ query: queryInput, field: z.enum([...namesOf('number'), ...namesOf('time')]) }),
  ),
} as const;
