import { z } from 'zod';

/**
 * How far the records of a source were followed: everything that was counted and collected, so that following can go on from there.
 * Hashes of entries grow with the source, and stand beside it.
 */

const count = z.number().int().min(0);
/** Any number, those that JSON has no form for as their names. */
const real = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity']).transform(Number)]);

const place = z.strictObject({
  entryId: z.string().nullable(),
  ordinal: count,
  line: count,
  byteOffset: count,
  time: real,
});

const observed = z.strictObject({ place, expected: real, actual: real });

const clock = z.strictObject({
  late: count,
  latePlaces: z.array(observed),
  steps: count,
  stepPlaces: z.array(observed),
  gaps: z.array(observed),
  lost: z.boolean(),
  before: real,
  ahead: observed.nullable(),
  advancedLast: z.boolean(),
  records: count,
  front: real,
  behind: z.array(observed),
  behindFront: real,
});

const anomalies = z.strictObject({
  records: count,
  timed: count,
  loggedEarly: count,
  afterwards: count,
  lastPlace: place.nullable(),
  oldestFirst: clock,
  newestFirst: clock,
});

const quarantine = z.enum(['remains', 'foreign']).nullable();

const loose = z.strictObject({
  place,
  n: count,
  previous: z.string(),
  quarantine: z.strictObject({ before: quarantine, after: quarantine }),
  times: z.strictObject({ before: real, after: real }),
  repeated: z.boolean(),
});

const links = z.strictObject({
  forwards: count,
  backwards: count,
  beginnings: count,
  firstPlace: place.nullable(),
  /** What quarantined bytes stand before the first. */
  before: quarantine,
  loose: z.array(loose),
  pending: loose.nullable(),
  last: z.strictObject({ hash: z.string(), recomputed: z.string().nullable(), place }).nullable(),
  recomputed: z.array(z.tuple([z.string(), count])),
});

const runs = z.strictObject({
  entries: z.array(z.strictObject({ place, hash: z.string(), recomputed: z.string() })),
  count,
  soundBefore: z.boolean(),
});

const chain = z.strictObject({
  checked: count,
  recomputed: count,
  broken: count,
  unknown: count,
  doubts: z.strictObject({ redacted: count, nulls: count, digits: count }),
  otherwiseMade: count,
  runs,
  links,
});

const whole = z.number().int();

const numbers = z.strictObject({
  runs: z.array(
    z.strictObject({ first: whole, last: whole, begun: z.strictObject({ number: whole, place }) }),
  ),
  before: real,
  repeated: count,
  up: count,
  down: count,
  count,
  isRunning: z.boolean(),
});

export const trailProgressSchema = z.strictObject({
  records: count,
  repeats: count,
  repeatsSeen: count,
  reusedIds: count,
  anomalies,
  chain: chain.nullable(),
  /** Where entries carry running numbers. */
  numbers: numbers.nullable(),
});

export type ClockProgress = z.output<typeof clock>;
export type AnomaliesProgress = z.output<typeof anomalies>;
export type NumbersProgress = z.output<typeof numbers>;
export type LinksProgress = z.output<typeof links>;
export type RunsProgress = z.output<typeof runs>;
export type ChainProgress = z.output<typeof chain>;
export type TrailProgress = z.output<typeof trailProgressSchema>;

/** Numbers that JSON has no form for as `real` reads them. */
export function printProgress(progress: unknown): string {
  return JSON.stringify(progress, (_, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
  );
}
