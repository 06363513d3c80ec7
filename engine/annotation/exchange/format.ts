/**
 * The file that takes annotations from one copy of a case to another: lines of JSON, LF, UTF-8. First what it is, then
 * the content hashes of the entries, then the events of the copy, all of them in the order of its chain, and an end.
 */
import { z } from 'zod';
import { codingLayoutSchema } from '../../../shared/annotation/layout.ts';
import { markSchema } from '../../../shared/annotation/mark.ts';

export const fileFormat = 'casebound-annotations/1';
/** Content hashes on one line. */
export const contentsOnLine = 8192;

const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const seq = count.min(1);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const time = z.iso.datetime({ precision: 3 });
const base64 = z.base64();

export const headSchema = z.strictObject({
  format: z.literal(fileFormat),
  case: z.strictObject({ uuid: z.uuid(), title: z.string() }),
  exported: time,
  entries: count,
  events: count,
});

/** 32 bytes each. An entry's place is its number among all of the file, from 1. */
export const contentsSchema = z.strictObject({ contents: base64 });

const originSchema = z.strictObject({
  case: z.uuid(),
  seq,
  prev: hash,
  hash,
  reverses: seq.optional(),
  order: z.tuple([time, count]),
});
const common = {
  targets: z.strictObject({ count, digest: hash }),
  origin: originSchema.optional(),
};

/** Parsed to be checked alone: what is hashed and kept are the details as they stand there. */
export const detailsSchema = z.union([
  z.strictObject({ mark: markSchema, ...common }),
  z.strictObject({ layout: codingLayoutSchema, ...common }),
  z.strictObject({ reverses: seq, ...common }),
]);
export type FileDetails = z.output<typeof detailsSchema>;

export const eventLineSchema = z.strictObject({
  event: z.strictObject({
    seq,
    time,
    actor: z.string().min(1).max(200),
    action: z.string(),
    details: z.record(z.string(), z.unknown()),
    prev: hash,
    hash,
  }),
  /** Hex. */
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  /** The places of its entries: runs as in the case file. */
  about: base64,
});

/** `sha256`: of every byte before this line. */
export const endSchema = z.strictObject({ end: z.literal(true), sha256: hash });
