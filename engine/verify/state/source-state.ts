import { z } from 'zod';
import { chainProfileSchema } from '../../../shared/chain/profile-schema.ts';
import { type Axis, axisNames, type Finding } from '../../../shared/domain/verification.ts';

/**
 * Raised with every change of what a verification derives or of how: what was derived by other rules is derived again.
 */
export const stateVersion = 9;

/** More of either, and a source is derived again rather than remembered. */
export const rememberedAtMost = 1000;

const count = z.number().int().min(0);
const hex = z.string().regex(/^[0-9a-f]{64}$/);
const hash = z.string().max(10_000);
/** NaN, which JSON has not, as null. */
const time = z.number().nullable();
const base64 = z.base64().transform((text): Uint8Array => new Uint8Array(Buffer.from(text, 'base64')));

const place = z.strictObject({
  entryId: z.string().nullable(),
  ordinal: count,
  line: count,
  byteOffset: count,
  time,
});
/** What quarantined bytes stand on either side. */
const quarantine = z.enum(['remains', 'foreign']).nullable();
const quarantines = z.strictObject({ before: quarantine, after: quarantine });
const loose = z.strictObject({
  place,
  n: count,
  previous: hash,
  quarantine: quarantines,
  times: z.strictObject({ before: time, after: time }),
  repeated: z.boolean(),
});

const links = z.strictObject({
  count,
  forwards: count,
  backwards: count,
  beginnings: count,
  firstPlace: place.nullable(),
  /** Of all entries that state a hash. */
  outer: quarantines,
  loose: z.array(loose).max(rememberedAtMost),
  /** Hashes by their numbers: those that findings speak of. */
  places: z.array(z.tuple([count, hash])),
  /** All places of these hashes, and the neighbours that name them. */
  lookups: z.array(z.strictObject({ hash, n: count, followers: z.array(hash) })),
  recomputed: z.array(z.tuple([hash, count])).max(rememberedAtMost),
  /** Of all hashes. */
  filter: base64,
});

const chain = z.strictObject({
  checked: count,
  recomputed: count,
  broken: count,
  unknown: count,
  doubts: z.strictObject({ redacted: count, nulls: count, digits: count }),
  otherwiseMade: count,
  uncoveredFurtherOn: z.array(z.string()),
  links,
});

const axis = z.custom<Axis>((value) => {
  const { axis: name, reason } = (value ?? {}) as Axis;
  return axisNames.includes(name) && typeof reason === 'string';
});
export const findingSchema = z.custom<Finding>((value) => {
  const { axis: name, message, code, subject } = (value ?? {}) as Finding;
  return axisNames.includes(name) && [message, code, subject].every((text) => typeof text === 'string');
});

/** What was found of the chain at the beginning of the source; of the key, how it was taken and how long it was. */
const sample = z.strictObject({
  detected: z
    .strictObject({
      profile: chainProfileSchema,
      recompute: count,
      looked: count,
      covers: z.array(z.string()),
      omits: z.array(z.string()),
      uncovered: z.array(z.string()),
      key: z.strictObject({ form: z.enum(['hex', 'base64', 'raw']), length: count }).nullable(),
    })
    .nullable(),
  unknown: z.string().nullable(),
  claims: count,
  deepintshield: z.boolean(),
  numbers: z.array(z.string()).nullable(),
  /** Null where no entry of an implied chain is among these; what may be is never remembered. */
  besideImplied: z.null().optional(),
});

/** What the running numbers of its entries say. */
const numbered = z.strictObject({
  path: z.string(),
  first: z.number().int(),
  last: z.number().int(),
  gaps: count,
  repeated: count,
  moved: count,
  newestFirst: z.boolean(),
});

/** What a verification derived of one source, so that a later one need not: everything but what other sources decide. */
export const sourceStateSchema = z.strictObject({
  source: z.number().int().positive(),
  /** SHA-256 of everything that the case file holds of the source, hex. */
  held: hex,
  /** SHA-256 of how it was verified: by which rules, with which profile and key, as a selection or not. Hex. */
  asked: hex,
  /** When: ISO 8601. */
  time: z.iso.datetime(),
  records: count,
  repeats: count,
  timeAxis: axis,
  numbered: numbered.nullable(),
  also: z.array(z.string()).max(rememberedAtMost),
  findings: z.array(findingSchema).max(rememberedAtMost),
  /** By column, the codes of terms that its records have: a bit a code. */
  terms: z.record(z.string(), base64),
  sample,
  chain: chain.nullable(),
});

export type SourceState = z.output<typeof sourceStateSchema>;
export type TrailState = Pick<
  SourceState,
  'records' | 'repeats' | 'timeAxis' | 'also' | 'chain' | 'numbered'
>;
export type ChainState = z.output<typeof chain>;
export type LinksState = z.output<typeof links>;

/** As a line of a file has it. */
export function printState({ terms, chain: chained, ...state }: SourceState): string {
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  return JSON.stringify({
    ...state,
    terms: Object.fromEntries(Object.entries(terms).map(([column, bits]) => [column, text(bits)])),
    chain: chained && { ...chained, links: { ...chained.links, filter: text(chained.links.filter) } },
  });
}
