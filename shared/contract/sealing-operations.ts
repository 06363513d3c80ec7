/** What a person looks at before sealing a pack, and about a sealed one. None of it changes a case. */
import { z } from 'zod';
import type { Finding } from '../domain/verification.ts';
import type { SealKind } from '../pack/layout.ts';
import type { AnnotationKind } from '../pack/lines.ts';
import { pathInput as path } from './inputs.ts';
import { call, job } from './operation.ts';
import type { SourceRoot } from './pack-operations.ts';
import {
  annotationsSchema,
  batesSchema,
  everyAnnotation,
  type RelatedOffer,
  relatedSchema,
  scopeSchema,
} from './pack-operations.ts';
import { redactionSchema } from './redaction.ts';

/** What a key file and a PKCS#12 file hold, once opened with their passphrases. */
export interface KeyCheck {
  /** As ssh-keygen prints it: `SHA256:...`. */
  readonly fingerprint: string;
  /** The certificate for CMS seals; null if the key has none. */
  readonly certificate: CertificateInfo | null;
}

export interface CertificateInfo {
  readonly subject: string;
  readonly issuer: string;
  /** ISO 8601 in UTC. */
  readonly notAfter: string;
  /** SHA-256 of its DER, as openssl prints it: upper case, with colons. */
  readonly fingerprint: string;
}

/** What the entries in a scope are, and what goes with them. */
export interface ScopeContents {
  readonly entries: number;
  /** Of these, those that go along. */
  readonly related: number;
  /** Entries and their repetitions. */
  readonly records: number;
  readonly images: number;
  readonly cases: number;
  /** Of the entries' own bytes. */
  readonly bytes: number;
  /** The first and last time in the entries, ISO 8601 in UTC; null if none states a time. */
  readonly period: { readonly from: string; readonly to: string } | null;
  /** Names of the sources that they come from, and how many the case has. */
  readonly sources: readonly string[];
  readonly sourcesInCase: number;
  /** Entries that are coded as privileged. */
  readonly privileged: number;
  /** The last recorded verification's results for them. */
  readonly integrity: ScopeIntegrity;
}

export interface ScopeIntegrity {
  /** When the case was verified, ISO 8601 in UTC; null where no verification has been recorded. */
  readonly verified: string | null;
  /** Sources in the scope that were imported after it. */
  readonly unverifiedSources: readonly string[];
  /**
   * Findings on entries in the scope, or on a source or the case as a whole, whose check failed: the first of them,
   * and their number.
   */
  readonly blocking: readonly Finding[];
  readonly blockingTotal: number;
  /** The same of checks that did not fail. */
  readonly observations: number;
  /** Findings on other entries. */
  readonly elsewhere: number;
}

/** An entry that is withheld or masked, as it will appear in the pack. */
export interface RedactedEntry {
  readonly id: number;
  readonly entryId: string | null;
  readonly kind: 'withheld' | 'masked';
  /** The rules that apply to it, by their positions, from 0. */
  readonly rules: readonly number[];
  /** For a masked entry: JSON pointers of what is masked, and the beginning of the copy. */
  readonly fields: readonly string[];
  readonly text: string;
}

/** What one rule does. */
export interface RuleEffect {
  /** Entries of the pack that the rule selects, and how many of these another rule withholds. */
  readonly caught: number;
  readonly withheldElsewhere: number;
  /**
   * Entries withheld or masked because of the rule. For a mask, this includes entries that it does not select but
   * that repeat what it masks.
   */
  readonly held: number;
}

export interface RedactionPreview {
  readonly entries: number;
  readonly withheld: number;
  readonly masked: number;
  /** Events that go into the pack, and those that it has only the hash of. */
  readonly annotations: {
    readonly events: number;
    readonly withheld: Readonly<Record<AnnotationKind, number>>;
  };
  /** One for each rule. */
  readonly rules: readonly RuleEffect[];
  /** Privileged entries of which nothing is withheld or masked. */
  readonly privilegedShown: number;
  readonly first: readonly RedactedEntry[];
}

/** A file of a pack, as sealing makes it. */
export interface PreviewedMember {
  readonly path: string;
  /** In bytes; null if it is only known once everything is written. */
  readonly size: number | null;
}

/** What a pack would say of itself. */
export interface PackContents {
  readonly number: number;
  readonly name: string;
  readonly entries: number;
  readonly records: number;
  readonly withheld: number;
  readonly masked: number;
  readonly annotations: number;
  /** Annotation events that the pack has only the hash of, by kind. */
  readonly annotationsWithheld: Readonly<Record<AnnotationKind, number>>;
  readonly bates: { readonly first: string; readonly last: string } | null;
  /** The first rows of `data/entries.csv`. */
  readonly columns: readonly string[];
  readonly rows: readonly { readonly masked: boolean; readonly values: readonly (string | null)[] }[];
  /** The draft of the certification, as in the pack. */
  readonly certification: string;
  /** What the seal will not be able to say, and findings to weigh. */
  readonly notices: readonly string[];
}

/** What a pack's file says of itself. Nothing of it is checked. */
export interface PackState {
  readonly bytes: number;
  readonly name: string;
  readonly records: number;
  /** Of each source that the pack has records of. */
  readonly roots: readonly SourceRoot[];
  readonly seals: readonly SealKind[];
  /** Of the Ed25519 key, as ssh-keygen prints it; null if it cannot be read. */
  readonly fingerprint: string | null;
  readonly certificate: CertificateInfo | null;
  /** Whether a timestamp stands in it, and what it says. */
  readonly timestamp: PackTimestamp | null;
}

/**
 * The time before which the pack was sealed, ISO 8601 in UTC, and who vouches for it; or why the timestamp is not
 * valid.
 */
export type PackTimestamp =
  | { readonly time: string; readonly authority: string }
  | { readonly fault: string };

const scoped = z.object({
  scope: scopeSchema,
  redaction: redactionSchema.default([]),
  annotations: annotationsSchema.default(everyAnnotation),
  related: relatedSchema.optional(),
});

const previewed = scoped.extend({
  pdf: z.boolean().default(false),
  number: z.number().int().min(1).optional(),
  bates: batesSchema.optional(),
  certified: z.boolean().default(true),
});

export const sealingOperations = {
  /** Opens the keys as sealing does, without writing anything. */
  'key.check': call<KeyCheck>()(
    z.object({
      key: path,
      passphrase: z.string(),
      p12: path.optional(),
      p12Passphrase: z.string().optional(),
    }),
  ),
  'seal.scope': job<ScopeContents>()(z.object({ scope: scopeSchema, related: relatedSchema.optional() })),
  /** What else in the case concerns the scope: one group for each reason, included or not as `related` says. */
  'seal.related': job<readonly RelatedOffer[]>()(
    z.object({ scope: scopeSchema, related: relatedSchema.optional() }),
  ),
  'seal.redaction': job<RedactionPreview>()(scoped),
  'seal.contents': job<PackContents>()(previewed),
  /** Its files. This takes as long as making the proofs. */
  'seal.members': job<readonly PreviewedMember[]>()(previewed),
  'pack.state': call<PackState>()(z.object({ path })),
  /** Of the file as it is now: adding a timestamp changes it. Asked for separately, since it reads the whole file. */
  'pack.digest': job<{ readonly sha256: string }>()(z.object({ path })),
  /** Writes the pack's timestamp request to a file, to be sent to an authority. */
  'pack.request': call<{ readonly out: string }>()(z.object({ path, out: path })),
} as const;
