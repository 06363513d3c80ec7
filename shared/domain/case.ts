import type { AnnotationEvent } from '../annotation/answers.ts';
import type { Encoding } from '../bytes/encoded-text.ts';
import type { Mark } from '../json/marks.ts';
import type { PackOutcome } from '../pack/outcome.ts';
import type { PackRelated } from '../pack/scope.ts';
import type { ColumnValues } from './columns.ts';
import type { Finding, SealSigner } from './verification.ts';

/** How a case was opened: the file untouched; annotate and export; everything. */
export const accessModes = ['read-only', 'review', 'full'] as const;
export type AccessMode = (typeof accessModes)[number];

export interface SourceInfo {
  readonly id: number;
  readonly name: string;
  readonly system: string;
  readonly format: string;
  /** Of the file as acquired. */
  readonly bytes: number;
  /** Of the file as acquired, hex. */
  readonly sha256: string;
  /** What this source added. */
  readonly entries: number;
  /** Records byte-identical to an entry already in the case. */
  readonly duplicates: number;
  /** Entries stored although their id is already there with other bytes. */
  readonly conflicts: number;
  readonly quarantined: number;
  /** RFC 6962 root over the readable records, hex. */
  readonly merkleRoot: string;
  readonly compression: 'gzip' | 'zstd' | null;
  /** The container that the file came in, or null. */
  readonly container: number | null;
  /** Its name there: a label that somebody wrote, never a path to use. Null outside of a container. */
  readonly member: string | null;
  /** The source whose bytes this one read anew, or null. */
  readonly rereadOf: number | null;
}

/** A file that held others; its id is of the same count as those of sources. */
export interface ContainerInfo {
  readonly id: number;
  readonly name: string;
  readonly format: 'zip';
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}

/** A file among others that holds no trail, and was left out. */
export interface SkippedFile {
  readonly name: string;
  /** One sentence. */
  readonly reason: string;
}

export interface PackInfo {
  readonly number: number;
  readonly name: string;
  readonly path: string;
  readonly scope: string;
  readonly entries: number;
  /** Of the file as it was sealed, hex: a timestamp that is put in later makes it another file. */
  readonly sha256: string;
  /** SHA-256 of its tag manifest, hex: of what is sealed, which stays what it is. */
  readonly tagmanifest: string;
  readonly sealed: string;
  /** First and last number that its records are cited by; null where they have none. */
  readonly bates: { readonly first: string; readonly last: string } | null;
}

/** Who closed a case: no import and no annotation until it is reopened. */
export interface CaseClosing {
  /** ISO 8601 in UTC. */
  readonly time: string;
  readonly actor: string;
  readonly reason: string | null;
}

/** A pack that is open for review: what it says of itself, and what its check found. */
export interface OpenedPack {
  readonly path: string;
  readonly name: string;
  readonly number: number;
  /** Of the file, hex. */
  readonly sha256: string;
  /** In words. */
  readonly scope: string;
  readonly records: number;
  readonly withheld: number;
  readonly masked: number;
  readonly related: readonly PackRelated[] | null;
  /** What its check came to, and how much it found; the report is the last verification. */
  readonly outcome: PackOutcome;
  readonly findingsTotal: number;
  readonly signers: readonly SealSigner[];
  /** What the sealing case had of each source; here are only the records of the pack. */
  readonly sources: readonly {
    readonly id: number;
    readonly entries: number;
    readonly duplicates: number;
    readonly conflicts: number;
    readonly quarantined: number;
    readonly period: { readonly from: string; readonly to: string } | null;
    readonly records: number;
  }[];
}

export interface CaseInfo {
  /** Not null where this is no case file, but a pack: nothing of it was acquired here, and nothing can be changed. */
  readonly pack: OpenedPack | null;
  readonly path: string;
  readonly uuid: string;
  readonly title: string;
  readonly examiner: string | null;
  readonly created: string;
  readonly mode: AccessMode;
  /** Null in a case that is not closed. */
  readonly closed: CaseClosing | null;
  readonly schemaVersion: number;
  readonly sources: readonly SourceInfo[];
  readonly containers: readonly ContainerInfo[];
  readonly packs: readonly PackInfo[];
  readonly counts: {
    readonly entries: number;
    readonly duplicates: number;
    readonly conflicts: number;
    readonly quarantined: number;
    readonly annotations: number;
    readonly custodyEvents: number;
  };
  /** First and last entry time, ISO 8601 in UTC; null in a case without times. */
  readonly period: { readonly from: string; readonly to: string } | null;
  /** The last recorded verification, or null. */
  readonly verification: {
    readonly time: string;
    readonly ok: boolean;
    readonly findingsTotal: number;
  } | null;
}

/**
 * What the last recorded verification said of one entry. `unverifiable`: its source carries no chain that could be
 * recomputed. `unchecked`: no verification has been recorded since its import.
 */
export type EntryIntegrity = 'verified' | 'broken' | 'unverifiable' | 'unchecked';

/** One line of the grid. */
export interface EntryRow {
  /** The entry's number in this case file; not stable between case files. */
  readonly id: number;
  readonly source: number;
  readonly ordinal: number;
  readonly integrity: EntryIntegrity;
  readonly conflict: boolean;
  readonly tags: readonly string[];
  readonly notes: number;
  /** Coding field to value. */
  readonly codes: Readonly<Record<string, string>>;
  readonly reviewed: boolean;
  readonly values: ColumnValues;
}

export interface EntryDetail {
  readonly row: EntryRow;
  readonly sourceName: string;
  readonly system: string;
  readonly line: number;
  /** Byte offset and length in the source file. */
  readonly offset: number;
  readonly length: number;
  /** SHA-256 of the entry's bytes, hex. */
  readonly content: string;
  /** The first `rawShown` of the entry's exact bytes, base64. */
  readonly raw: string;
  /** How these bytes encode characters. */
  readonly encoding: Encoding;
  /** Of a row of a table: the headings over its cells. */
  readonly heading: readonly string[] | null;
  /** Other entries that carry the same id with other bytes. */
  readonly conflictsWith: readonly { readonly id: number; readonly source: number; readonly line: number }[];
  /** Where the same bytes stand again. */
  readonly duplicates: readonly {
    readonly source: number;
    readonly sourceName: string;
    readonly line: number;
  }[];
  /** What is out of the ordinary in the entry's exact text. */
  readonly marks: readonly Mark[];
  /** Findings of the last recorded verification on this entry. */
  readonly findings: readonly Finding[];
  /** Annotation events on this entry, oldest first. */
  readonly annotations: readonly AnnotationEvent[];
}

/** Bytes of an entry that travel with its detail; longer ones are read with `entry.raw`. */
export const rawShown = 1 << 20;

export interface QuarantinedSpan {
  readonly id: number;
  readonly source: number;
  readonly line: number;
  readonly offset: number;
  readonly length: number;
  /** Upper case, such as JSON_INVALID. */
  readonly reason: string;
  readonly detail: string;
  /** How the bytes encode characters, where they do. */
  readonly encoding: Encoding;
  /** The first bytes, base64. */
  readonly preview: string;
}
