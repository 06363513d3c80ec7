/**
 * The lines of a pack's own files, written by sealing and read back as hostile input. Field names are those of the pack
 * format, section "Field names": other checkers recompute from them.
 */
import { z } from 'zod';
import { packFormat, sealKinds } from './layout.ts';
import { packRelatedSchema, packScopeSchema, relatedReasons } from './scope.ts';

const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const sourceId = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const salt = z.string().regex(/^[0-9a-f]{32}$/);
/** A tree has at most 2^53 leaves. */
const proof = z.array(hash).max(53);

/** One record of one source: where its bytes are in the pack and in the source, and their hash. */
export const indexLineSchema = z.strictObject({
  n: count,
  source: sourceId,
  ordinal: count,
  file: z.string().max(200),
  offset: count,
  length: count,
  /** Absent for sources with anything masked or withheld: the places of neighbours would reveal its length. */
  sourceOffset: count.optional(),
  content: hash,
  salt,
  /** The Bates number to cite it by. */
  bates: z.string().optional(),
  /** Why it is in the pack although outside the scope: such lines count in no proof of completeness. */
  related: z.array(z.enum(relatedReasons)).min(1).optional(),
  /** The entry's own id, for people: the bytes are the record. */
  entryId: z.string().optional(),
});

/** A record with a masked copy in the pack: its leaf is in the proofs, but the inputs of the leaf are held back. */
export const maskedLineSchema = indexLineSchema
  .omit({ content: true, salt: true, sourceOffset: true })
  .extend({ masked: z.array(z.string()).min(1) });

/** A record that is only in the proofs. */
export const withheldLineSchema = indexLineSchema
  .pick({ n: true, source: true, ordinal: true, bates: true, related: true })
  .extend({ withheld: z.literal(true) });

export const anyIndexLineSchema = z.union([indexLineSchema, maskedLineSchema, withheldLineSchema]);
export type IndexLine = z.output<typeof indexLineSchema>;
export type MaskedLine = z.output<typeof maskedLineSchema>;
export type WithheldLine = z.output<typeof withheldLineSchema>;
export type AnyIndexLine = z.output<typeof anyIndexLineSchema>;

export const proofLineSchema = z.strictObject({
  source: sourceId,
  ordinal: count,
  leaf: hash,
  treeSize: count,
  proof,
});
export type ProofLine = z.output<typeof proofLineSchema>;

export const completenessSchema = z.strictObject({
  key: z.enum(['case_id', 'image_id']),
  value: z.string(),
  sources: z.array(
    z.strictObject({
      source: sourceId,
      count,
      salt,
      subtreeRoot: hash,
      leafIndex: count,
      treeSize: count,
      proof,
      root: hash,
    }),
  ),
});
export type Completeness = z.output<typeof completenessSchema>;

const treeHead = z.strictObject({ size: count, root: hash });

const time = z.string().max(40);

/** One request of an acquisition, as the case file records it: what was asked, and what came of it. */
const requestSchema = z.strictObject({
  seq: count,
  method: z.string(),
  url: z.string(),
  body: z.string().nullable(),
  sent: time,
  received: time.nullable(),
  status: count.nullable(),
  fault: z.string().nullable(),
  date: z.string().nullable(),
  encoding: z.string().nullable(),
  bytes: count.nullable(),
  sha256: hash.nullable(),
  records: count.nullable(),
  offset: count.nullable(),
  same_as: count.nullable(),
  peer: z.string().nullable(),
});

/** How a source was acquired from an API, and how far its completeness is proven. */
const acquisitionSchema = z.strictObject({
  origin: z.string(),
  from: time.nullable(),
  to: time,
  covered: time.nullable(),
  filters: z.record(z.string(), z.array(z.string()).readonly()),
  entry: z.string().optional(),
  begunBy: z.string(),
  started: time,
  ended: time.nullable(),
  complete: z.boolean(),
  reason: z.string().nullable(),
  reported: count.nullable(),
  /** In milliseconds. */
  clockOffset: z.number().int().nullable(),
  requests: count,
  /** Over the canonical form of each request, each followed by a line feed. */
  requestsSha256: hash,
  /** The first 1,000 of them. */
  listed: z.array(requestSchema).max(1000),
});
export type PackAcquisition = z.output<typeof acquisitionSchema>;

export const packSourceSchema = z.strictObject({
  id: sourceId,
  name: z.string(),
  system: z.string(),
  format: z.string(),
  bytes: count,
  sha256: hash,
  imported: z.string(),
  /** Whether it was imported as a selection of the trail. */
  partial: z.boolean(),
  entries: count,
  duplicates: count,
  conflicts: count,
  quarantined: count,
  tree: treeHead,
  caseIdTree: treeHead,
  imageIdTree: treeHead,
  /** First and last time that its entries state, ISO 8601 in UTC; null if none does. */
  period: z.strictObject({ from: z.string(), to: z.string() }).nullable(),
  /** Records of this source in the pack. */
  records: count,
  /** Their encoding in the pack, which is the source's. */
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be']),
  table: z
    .strictObject({ delimiter: z.string().length(1), header: z.array(z.string()).readonly() })
    .nullable(),
  /** The file with the mapping that filled its columns; absent if the mapping quotes what is masked. */
  mapping: z
    .string()
    .regex(/^data\/mappings\/[1-9]\d{0,8}\.json$/)
    .optional(),
  /** Compression of the file: the stream is what it decompresses to, and `sourceOffset` is in the stream. */
  compression: z.enum(['gzip', 'zstd']).nullable(),
  stream: z.strictObject({ bytes: count, sha256: hash }).nullable(),
  /** The container of the file, and its name there. */
  container: z.strictObject({ id: sourceId, member: z.string() }).nullable(),
  /** The source whose bytes this one read anew. */
  rereadOf: sourceId.nullable(),
  /** Present if it was acquired from an API. */
  acquisition: acquisitionSchema.optional(),
});
export type PackSource = z.output<typeof packSourceSchema>;

/** `data/sources.json`: what the pack is, and everything that its case was made from. */
export const sourcesSchema = z.strictObject({
  format: z.literal(packFormat),
  case: z.strictObject({ uuid: z.uuid(), title: z.string(), created: z.string() }),
  pack: z.strictObject({
    name: z.string(),
    number: count,
    scope: packScopeSchema,
    /** What was found related to the scope, in the pack or left out; null if nobody looked. */
    related: z.array(packRelatedSchema).nullable(),
    entries: count,
    records: count,
    /** Of the records: those that are only in the proofs, and those with a masked copy. */
    withheld: count,
    masked: count,
    /** The number of withheld annotation events on its entries, by kind; present only if there are any. */
    annotationsWithheld: z.strictObject({ tags: count, coding: count, notes: count }).optional(),
    /** The seals in `seal/` at the time of sealing: nothing else would show that one was removed. */
    seals: z.array(z.enum(sealKinds)),
  }),
  /** The files that sources came in. */
  containers: z.array(
    z.strictObject({ id: sourceId, name: z.string(), format: z.string(), bytes: count, sha256: hash }),
  ),
  sources: z
    .array(packSourceSchema)
    .refine((sources) => new Set(sources.map(({ id }) => id)).size === sources.length),
});
export type PackSources = z.output<typeof sourcesSchema>;

/** How deep the details of an event may be nested: without a limit, each recursive reader would give up at a depth of its own. */
const deepest = 100;

function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth === 0 || Object.values(value).some((each) => isDeeper(each, depth - 1));
}

export const eventSchema = z.strictObject({
  seq: count,
  time: z.string(),
  actor: z.string(),
  action: z.string(),
  details: z.record(z.string(), z.unknown()).refine((details) => !isDeeper(details, deepest)),
  prev: hash,
  hash,
});

/**
 * What annotation `seq` is about: the `n` of index lines. `salt` is there only if it is about no entries outside the pack.
 * This stands beside the event and not in it, so that a line of annotations is an event exactly as it was hashed.
 */
export const annotationTargetsSchema = z.strictObject({
  seq: count,
  entries: z.array(count),
  salt: salt.optional(),
});
export type AnnotationTargets = z.output<typeof annotationTargetsSchema>;

export const annotationKinds = ['tags', 'coding', 'notes'] as const;
export type AnnotationKind = (typeof annotationKinds)[number];

/**
 * An annotation event whose content is withheld: its hash shows that it exists, and where in the chain. Nobody can find the
 * content by trying guesses against the hash, for the event commits to its entries under a salt of its own.
 */
export const withheldAnnotationSchema = z.strictObject({
  seq: count,
  /** The kind of what it says; for an undo, the kind of what the reversed event says. */
  kind: z.enum(annotationKinds),
  prev: hash,
  hash,
});
export type WithheldAnnotation = z.output<typeof withheldAnnotationSchema>;

/** An annotation with its targets. */
export interface PackAnnotation {
  readonly event: z.output<typeof eventSchema>;
  /** The index lines it is about, ascending; there may be a million. */
  readonly entries: Uint32Array;
  /** As in `AnnotationTargets`. */
  readonly salt?: string;
}
