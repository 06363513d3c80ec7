/** Keys and packs: sealing packs, reading them, and what is added to them later. */
import { z } from 'zod';
import type { CaseInfo, EntryRow } from '../domain/case.ts';
import type { VerifyReport } from '../domain/verification.ts';
import type { PackDifference } from '../pack/difference/difference.ts';
import { annotationKinds, type PackSources } from '../pack/lines.ts';
import { namedScopes, type RelatedReason, relatedReasons } from '../pack/scope.ts';
import { pathInput as path } from './inputs.ts';
import { call, job } from './operation.ts';
import { redactionSchema } from './redaction.ts';

/** Entries chosen one by one: by their numbers in the case file, or by their own ids (every entry with that id). */
const selection = z.union([
  z.strictObject({ entries: z.array(z.number().int().positive()).min(1).max(1_000_000) }),
  z.strictObject({ entryIds: z.array(z.string().min(1)).min(1).max(100_000) }),
]);

/** The scope of a pack: exactly one of these. */
export const scopeSchema = z.union([...namedScopes, z.strictObject({ selection })]);
export type Scope = z.output<typeof scopeSchema>;

/** Looks for related entries; those with one of these reasons go into the pack. */
export const relatedSchema = z.strictObject({ include: z.array(z.enum(relatedReasons)) });
export type RelatedWish = z.output<typeof relatedSchema>;

const reason = z.string().min(1).max(2000);

/** Which annotations on the entries go into the pack; the others are only known to exist. */
export const annotationsSchema = z.strictObject({
  kinds: z.array(z.enum(annotationKinds)).default([...annotationKinds]),
  /** Whether notes on privileged entries go into the pack as well. */
  privilegedNotes: z.boolean().default(false),
});
export type AnnotationWish = z.output<typeof annotationsSchema>;
export const everyAnnotation: AnnotationWish = { kinds: [...annotationKinds], privilegedNotes: false };

/** Numbers for citing records. `start`: by default where the last pack with that prefix ended. */
export const batesSchema = z.strictObject({
  prefix: z
    .string()
    .regex(
      /^[A-Za-z][A-Za-z0-9._-]{0,19}$/,
      'a letter, then up to 19 letters, digits, dots, dashes and underscores',
    ),
  start: z.number().int().min(1).max(1e12).optional(),
});
export type Bates = z.output<typeof batesSchema>;

/** Entries of the case outside the scope, and why they are offered with it. */
export interface RelatedOffer {
  readonly reason: RelatedReason;
  /** The reason in words. */
  readonly words: string;
  readonly entries: number;
  readonly included: boolean;
  /** Of administrative events: where was looked, ISO 8601 in UTC; null where no entry of the scope states a time. */
  readonly window: { readonly from: string; readonly to: string } | null;
  /** The first few, in the order of the sources. */
  readonly sample: readonly EntryRow[];
}

export interface SealPreview {
  /** Related ones that go into the pack are among them. */
  readonly entries: number;
  /** Null if related entries were not asked for; otherwise one for each reason, included or not. */
  readonly related: readonly RelatedOffer[] | null;
  readonly images: number;
  readonly cases: number;
  readonly bytes: number;
  readonly annotations: number;
  readonly annotationsWithheld: number;
  /** Of the entries: those that are withheld, and those that are in the pack as a masked copy. */
  readonly withheld: number;
  readonly masked: number;
  readonly number: number;
  readonly name: string;
  /** What the seal will not be able to say, and findings to consider. */
  readonly notices: readonly string[];
}

/** The Merkle root of a source, hex. */
export interface SourceRoot {
  readonly source: number;
  readonly name: string;
  readonly root: string;
}

export interface SealResult {
  readonly pack: string;
  /** Of the file, hex. */
  readonly sha256: string;
  /** SHA-256 of its tag manifest, hex: the seals are over that, and a timestamp changes the file alone. */
  readonly tagmanifest: string;
  readonly entries: number;
  /** Of each source that the pack has records of, in their order. */
  readonly roots: readonly SourceRoot[];
  readonly fingerprint: string;
  readonly verification: VerifyReport;
}

export interface KeyInfo {
  readonly path: string;
  /** As ssh-keygen prints it: `SHA256:...`. */
  readonly fingerprint: string;
  /** One line, as in authorized_keys. */
  readonly publicKey: string;
}

export interface TimestampResult {
  readonly pack: string;
  /** Of the file as it is now. */
  readonly sha256: string;
  /** The pack was sealed before this time, as the authority vouches: ISO 8601 in UTC. */
  readonly time: string;
  /** The names of the authority's certificate and of the root that vouches for it. */
  readonly authority: string;
  readonly root: string;
  /** What anybody can check it with, in the folder of the unpacked pack. */
  readonly command: string;
}

export const packOperations = {
  'key.generate': call<KeyInfo>()(
    z.object({ out: path, passphrase: z.string(), name: z.string().max(1000).optional() }),
  ),
  'seal.preview': call<SealPreview>()(
    z.object({
      scope: scopeSchema,
      redaction: redactionSchema.default([]),
      annotations: annotationsSchema.default(everyAnnotation),
      related: relatedSchema.optional(),
    }),
  ),
  /** What a pack claims to hold, unchecked. */
  'pack.info': call<PackSources>()(z.object({ path })),
  /** Opens a pack as one opens a case, but read-only: it is checked first, and opened whatever the outcome. */
  'pack.open': job<CaseInfo>()(z.object({ path })),
  /** Why a pack differs in bytes from another of the same scope: both are checked, and the differences explained. */
  'pack.compare': job<PackDifference>()(z.object({ path, against: path })),
  'seal.run': job<SealResult>()(
    z.object({
      scope: scopeSchema,
      key: path,
      passphrase: z.string(),
      p12: path.optional(),
      p12Passphrase: z.string().optional(),
      out: path,
      number: z.number().int().min(1).optional(),
      redaction: redactionSchema.default([]),
      annotations: annotationsSchema.default(everyAnnotation),
      related: relatedSchema.optional(),
      /** The report as a PDF too. */
      pdf: z.boolean().default(false),
      bates: batesSchema.optional(),
      /** Why it is sealed although a check that concerns it fails: kept in custody. */
      integrityReason: reason.optional(),
    }),
  ),
  /** Puts a timestamp authority's answer into a pack, in place; a wrong one changes nothing. */
  'pack.timestamp': job<TimestampResult>()(
    z.object({
      path,
      response: path,
      /** Certificates that vouch for the authority and are missing from its answer. */
      chain: path.optional(),
    }),
  ),
} as const;
