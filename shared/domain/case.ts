import type { AnnotationEvent } from '../annotation/answers.ts';
import type { Encoding } from '../bytes/encoded-text.ts';
import type { Mark } from '../json/marks.ts';
import type { PackOutcome } from '../pack/outcome.ts';
import type { PackRelated } from '../pack/scope.ts';
import type { ColumnValues } from './columns.ts';
import type { Finding, SealSigner } from './verification.ts';

/** How a case is opened: leaving the file untouched; to annotate and export; to do everything. */
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
  /** Records with the same bytes as an entry already in the case. */
  readonly duplicates: number;
  /** Entries that were stored although their id was already in the case with other bytes. */
  readonly conflicts: number;
  readonly quarantined: number;
  /** RFC 6962 root over the readable records, hex. */
  readonly merkleRoot: string;
  readonly compression: 'gzip' | 'zstd' | null;
  /** The container of the file, or null. */
  readonly container: number | null;
  /** Its name in the container: a label that somebody wrote, never a path to use. Null outside a container. */
  readonly member: string | null;
  /** The source whose bytes this one read anew, or null. */
  readonly rereadOf: number | null;
}

/** A file that held others; containers and sources share one sequence of ids. */
export interface ContainerInfo {
  readonly id: number;
  readonly name: string;
  readonly format: 'zip';
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}

/** A file that was left out because it holds no trail. */
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
  /** Of the file as sealed, hex: adding a timestamp later changes the file. */
  readonly sha256: string;
  /** SHA-256 of its tag manifest, hex: identifies what is sealed, which never changes. */
  readonly tagmanifest: string;
  readonly sealed: string;
  /** First and last Bates number of its records; null if they have none. */
  readonly bates: { readonly first: string; readonly last: string } | null;
}

/** When a case was closed, and by whom; until it is reopened, nothing can be imported or annotated. */
export interface CaseClosing {
  /** ISO 8601 in UTC. */
  readonly time: string;
  readonly actor: string;
  readonly reason: string | null;
}

/** A pack that is open for review: what it says about itself, and what its check found. */
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
  /** The outcome of its check, and the number of findings; the report is the last verification. */
  readonly outcome: PackOutcome;
  readonly findingsTotal: number;
  readonly signers: readonly SealSigner[];
  /** The counts of each source in the sealing case; the pack itself has only some of these records. */
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
  /** Not null if this is a pack rather than a case file: nothing in it was acquired here, and nothing can be changed. */
  readonly pack: OpenedPack | null;
  readonly path: string;
  readonly uuid: string;
  readonly title: string;
  readonly examiner: string | null;
  readonly created: string;
  readonly mode: AccessMode;
  /** Null if the case is open. */
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
 * The last recorded verification's result for one entry. `unverifiable`: its source carries no chain that could be
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
  /** Character encoding of these bytes. */
  readonly encoding: Encoding;
  /** For a row of a table: the headings of its cells. */
  readonly heading: readonly string[] | null;
  /** Other entries with the same id and other bytes. */
  readonly conflictsWith: readonly { readonly id: number; readonly source: number; readonly line: number }[];
  /** Where else the same bytes occur. */
  readonly duplicates: readonly {
    readonly source: number;
    readonly sourceName: string;
    readonly line: number;
  }[];
  /** Anything unusual in the entry's exact text. */
  readonly marks: readonly Mark[];
  /** Findings of the last recorded verification on this entry. */
  readonly findings: readonly Finding[];
  /** Annotation events on this entry, oldest first. */
  readonly annotations: readonly AnnotationEvent[];
}

/** How many bytes of an entry come with its detail; the rest is read with `entry.raw`. */
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
  /** Character encoding of the bytes, if they are text. */
  readonly encoding: Encoding;
  /** The first bytes, base64. */
  readonly preview: string;
}
