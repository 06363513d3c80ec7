/** What a person looks at on the way to a seal, and of a pack that was sealed. Nothing of it changes a case. */
import { z } from 'zod';
import type { Finding } from '../domain/verification.ts';
import type { SealKind } from '../pack/layout.ts';
import type { AnnotationKind } from '../pack/lines.ts';
import { pathInput as path } from './inputs.ts';
import { call, job } from './operation.ts';
import {
  annotationsSchema,
  batesSchema,
  everyAnnotation,
  type RelatedOffer,
  relatedSchema,
  scopeSchema,
} from './pack-operations.ts';
import { redactionSchema } from './redaction.ts';

/** What a key file and a PKCS#12 file hold, once their passphrases have opened them. */
export interface KeyCheck {
  /** As ssh-keygen prints it: `SHA256:...`. */
  readonly fingerprint: string;
  /** What CMS seals are made with; null where the key has no certificate. */
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

/** What the entries of a scope are, and of what goes along with it. */
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
  /** First and last time that they state, ISO 8601 in UTC; null where none does. */
  readonly period: { readonly from: string; readonly to: string } | null;
  /** Names of the sources that they come from, and how many the case has. */
  readonly sources: readonly string[];
  readonly sourcesInCase: number;
  /** Entries that are coded as privileged. */
  readonly privileged: number;
  /** What the last recorded verification says of them. */
  readonly integrity: ScopeIntegrity;
}

export interface ScopeIntegrity {
  /** When the case was verified, ISO 8601 in UTC; null where no verification has been recorded. */
  readonly verified: string | null;
  /** Sources in the scope that were imported after it. */
  readonly unverifiedSources: readonly string[];
  /** Findings on entries of the scope, or on a source or the case as a whole, whose check failed: the first of them, and all. */
  readonly blocking: readonly Finding[];
  readonly blockingTotal: number;
  /** The same of checks that did not fail. */
  readonly observations: number;
  /** Findings on other entries. */
  readonly elsewhere: number;
}

/** An entry of which something stays back, as it will stand in the pack. */
export interface RedactedEntry {
  readonly id: number;
  readonly entryId: string | null;
  readonly kind: 'withheld' | 'masked';
  /** The rules that it is for, by their places among them, from 0. */
  readonly rules: readonly number[];
  /** Of a masked one: JSON pointers of what is masked, and the beginning of the copy. */
  readonly fields: readonly string[];
  readonly text: string;
}

/** What one rule does. */
export interface RuleEffect {
  /** Entries of the pack that it is about, and of these, those that another rule withholds. */
  readonly caught: number;
  readonly withheldElsewhere: number;
  /** Entries that stay back for it, whole or in part. Of a mask also those that it is not about and that repeat what it masks. */
  readonly held: number;
}

export interface RedactionPreview {
  readonly entries: number;
  readonly withheld: number;
  readonly masked: number;
  /** Events that go into the pack, and those of which it has the hash alone. */
  readonly annotations: {
    readonly events: number;
    readonly withheld: Readonly<Record<AnnotationKind, number>>;
  };
  /** One for each rule. */
  readonly rules: readonly RuleEffect[];
  /** Privileged entries that nothing is withheld or masked of. */
  readonly privilegedShown: number;
  readonly first: readonly RedactedEntry[];
}

/** A file of a pack, as sealing makes it. */
export interface PreviewedMember {
  readonly path: string;
  /** In bytes; null where it is known only once everything is written. */
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
  /** Annotation events of which the pack has the hash alone, by kind. */
  readonly annotationsWithheld: Readonly<Record<AnnotationKind, number>>;
  readonly bates: { readonly first: string; readonly last: string } | null;
  /** The first rows of `data/entries.csv`. */
  readonly columns: readonly string[];
  readonly rows: readonly { readonly masked: boolean; readonly values: readonly (string | null)[] }[];
  /** The draft as it stands in the pack. */
  readonly certification: string;
  /** What the seal will not be able to say, and findings to weigh. */
  readonly notices: readonly string[];
}

/** What a pack's file says of itself. Nothing of it is checked. */
export interface PackState {
  readonly bytes: number;
  readonly name: string;
  readonly records: number;
  /** Hex, of each source that the pack has records of. */
  readonly roots: readonly string[];
  readonly seals: readonly SealKind[];
  /** Of the Ed25519 key, as ssh-keygen prints it; null where it does not read. */
  readonly fingerprint: string | null;
  readonly certificate: CertificateInfo | null;
  /** Whether a timestamp stands in it, and what it says. */
  readonly timestamp: PackTimestamp | null;
}

/** When the pack was sealed at the latest, ISO 8601 in UTC, and who vouches for it; or why that does not hold. */
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
  /** Opens the keys as sealing does. Nothing is written. */
  'key.check': call<KeyCheck>()(
    z.object({
      key: path,
      passphrase: z.string(),
      p12: path.optional(),
      p12Passphrase: z.string().optional(),
    }),
  ),
  'seal.scope': job<ScopeContents>()(z.object({ scope: scopeSchema, related: relatedSchema.optional() })),
  /** What else the case holds that bears on the scope: one group for each reason, in or out as `related` has it. */
  'seal.related': job<readonly RelatedOffer[]>()(
    z.object({ scope: scopeSchema, related: relatedSchema.optional() }),
  ),
  'seal.redaction': job<RedactionPreview>()(scoped),
  'seal.contents': job<PackContents>()(previewed),
  /** Its files: as long as making the proofs takes. */
  'seal.members': job<readonly PreviewedMember[]>()(previewed),
  'pack.state': call<PackState>()(z.object({ path })),
  /** Of the file as it is now: a timestamp that was put in changes it. Apart, since all of it is read. */
  'pack.digest': job<{ readonly sha256: string }>()(z.object({ path })),
  /** Writes the pack's timestamp request into a file, to be sent to an authority. */
  'pack.request': call<{ readonly out: string }>()(z.object({ path, out: path })),
} as const;
