import { z } from 'zod';
import { readPath } from '../mapping/path.ts';
import { plainly } from '../schema/fault-words.ts';
import { joinsPrevious } from './preimage.ts';
import {
  algorithms,
  type ChainProfile,
  encodings,
  escapesKnown,
  type JoinPart,
  joinParts,
  serializers,
  uncoveredPaths,
} from './profile.ts';

/** A profile that somebody wrote, hostile perhaps: every text is bounded, none of it is a pattern. */
const pathsAtMost = 100;
const shortText = z.string().max(100);

const path = z
  .string()
  .min(1)
  .max(1000)
  .refine((text) => isPath(text), {
    message: 'is no path: names joined by dots, one with dots or spaces in double quotes',
  });

const entry = z
  .strictObject({
    serialize: z.enum(serializers),
    itemSeparator: shortText.default(','),
    keySeparator: shortText.default(':'),
    asciiOnly: z.boolean().default(false),
    omit: z.array(path).max(pathsAtMost).readonly().default([]),
    blank: z
      .record(path, shortText.nullable())
      .readonly()
      .refine((blank) => Object.keys(blank).length <= pathsAtMost, { message: 'names too many paths' })
      .optional(),
    only: z.array(path).min(1).max(pathsAtMost).readonly().nullable().default(null),
    inner: z
      .strictObject({
        serialize: z.enum(['jcs', 'sorted', 'insertion']),
        itemSeparator: shortText.default(','),
        keySeparator: shortText.default(':'),
        asciiOnly: z.boolean().default(false),
      })
      .optional(),
    nested: z.enum(['keep', 'drop']).default('keep'),
    nulls: z.enum(['keep', 'drop']).default('keep'),
    escapeHtml: z.boolean().default(false),
    escapes: z.enum(escapesKnown).optional(),
    indent: z
      .string()
      .max(16)
      .regex(/^[ \t]+$/, { message: 'is spaces or tabs' })
      .optional(),
    numbers: z.enum(['source', 'ecmascript']).default('source'),
  })
  .refine(({ serialize, only }) => serialize !== 'fields' || only !== null, {
    message: 'serialize "fields" needs "only": the fields that are joined, in order',
    path: ['only'],
  })
  .refine(
    ({ serialize, blank }) => blank === undefined || (serialize !== 'raw-without' && serialize !== 'fields'),
    {
      message: 'is for forms that write an entry member by member',
      path: ['blank'],
    },
  );

export const chainProfileSchema = z
  .strictObject({
    name: z.string().min(1).max(200),
    hash: path,
    previous: path.nullable(),
    // Also as JSON has it: what the first entry states.
    genesis: z
      .string()
      .max(1000)
      .nullable()
      .default('any')
      .transform((text) => text ?? 'null'),
    algorithm: z.enum(algorithms),
    output: z
      .strictObject({
        encoding: z.enum(encodings).default('hex'),
        prefix: shortText.default(''),
      })
      .default({ encoding: 'hex', prefix: '' }),
    preimage: z.strictObject({
      join: z
        .array(z.enum(joinParts))
        .min(1)
        .max(2)
        .refine(holdsEachOnce, {
          message: 'holds "entry" or its digest once, and "previous" or its bytes at most once',
        })
        .readonly(),
      separator: shortText.default(''),
      end: shortText.optional(),
      entry,
    }),
  })
  .refine(({ previous, preimage }) => previous !== null || joinsPrevious(preimage.join), {
    message: 'join has to hold "previous" where the entries do not state it: nothing would link them',
    path: ['preimage', 'join'],
  })
  .refine(({ hash, previous }) => hash !== previous, {
    message: 'is the path of the hash itself',
    path: ['previous'],
  })
  .refine(
    ({ hash, preimage: { entry: form } }) =>
      form.serialize === 'fields' || form.only !== null || isLeftOut(hash, uncoveredPaths(form)),
    {
      message:
        'has to name the hash itself, or what it stands in, unless it is blank: a hash cannot cover itself',
      path: ['preimage', 'entry', 'omit'],
    },
  ) satisfies z.ZodType<ChainProfile, unknown>;

/** What a person says of the chain before it is verified. */
export const chainInputSchema = z.strictObject({
  /** The bytes of a key file, or of what was typed, base64. Never kept. */
  hmacKey: z.base64().max(8192).optional(),
  /** A profile, or the name of one. */
  profile: z.union([z.string().min(1).max(200), chainProfileSchema]).optional(),
});
export type ChainInput = z.output<typeof chainInputSchema>;

/** What is wrong with a profile in one sentence; the profile where nothing is. */
export function readProfile(value: unknown): ChainProfile | string {
  const parsed = chainProfileSchema.safeParse(value, plainly);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue?.path.map(String).join('.') ?? '';
  return `${place === '' ? 'it' : place}: ${issue?.message ?? 'is no profile'}`;
}

/** With its members in the order of the schema, however it was put together: written down, equal profiles are equal texts. */
export function inSchemaOrder(profile: ChainProfile): ChainProfile {
  const parsed = chainProfileSchema.safeParse(profile);
  return parsed.success ? parsed.data : profile;
}

function holdsEachOnce(parts: readonly JoinPart[]): boolean {
  const previous = parts.filter((part) => part.startsWith('previous')).length;
  return previous <= 1 && parts.length - previous === 1;
}

function isPath(text: string): boolean {
  const read = readPath(text, 0);
  return typeof read !== 'string' && read.end === text.length;
}

function isLeftOut(hash: string, omit: readonly string[]): boolean {
  return omit.some((left) => hash === left || hash.startsWith(`${left}.`));
}
