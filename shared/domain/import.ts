import type { Mapping } from '../mapping/mapping.ts';
import type { ContainerInfo, SkippedFile, SourceInfo } from './case.ts';
import type { ColumnValues } from './columns.ts';

/** What a file looks like, and what importing it would do; nothing is imported. */
export interface Detection {
  /** The file, in a container its name there. */
  readonly name: string;
  readonly system: string;
  readonly format: string;
  readonly encoding: string;
  readonly compression: 'gzip' | 'zstd' | null;
  /** Why: one sentence each. */
  readonly evidence: readonly string[];
  /** Of the file as it stands. */
  readonly bytes: number;
  /** How its records would become columns. */
  readonly mapping: Mapping;
  /** The system is not known: the mapping was made from the data, and wants to be looked at. */
  readonly proposed: boolean;
  /** The values that records hold, by path; of the records looked at. */
  readonly fields: readonly DetectedField[];
  /** The first records as they would be. */
  readonly preview: readonly ColumnValues[];
  /** What this form of the trail cannot hold, or its system cut off; one sentence each. */
  readonly losses: readonly string[];
}

export interface DetectedField {
  readonly path: string;
  /** `text`, `number`, `boolean`, `object`, `array`, `null`: what was met, the most frequent first. */
  readonly types: readonly string[];
  /** Of the records looked at, how many have a value there: 0 to 1. */
  readonly fill: number;
  /** The first few distinct values, shortened. */
  readonly examples: readonly string[];
}

export interface DetectResult {
  readonly files: readonly Detection[];
  readonly skipped: readonly SkippedFile[];
  /** Files of which only form and system are told, since there are so many; `files` does not list them. */
  readonly others: readonly DetectedForm[];
}

/** How many files have the same form and system. */
export interface DetectedForm {
  readonly system: string;
  readonly format: string;
  readonly compression: 'gzip' | 'zstd' | null;
  readonly files: number;
  readonly bytes: number;
}

export interface ImportResult {
  readonly sources: readonly SourceInfo[];
  readonly containers: readonly ContainerInfo[];
  /** Files of folders and containers that are no trails. */
  readonly skipped: readonly SkippedFile[];
  /** The expected hashes that were found, all of them matched; a file that differs is not imported. */
  readonly hashes: readonly CheckedHash[];
  /** Expected hashes that were stated and could not be checked. */
  readonly unchecked: readonly UncheckedHash[];
  /** Of files that the case has already: how they were to be read now, and are not. */
  readonly unapplied: readonly UnappliedOption[];
}

/** An import option that another holds against, of a source that was imported before. */
export interface UnappliedOption {
  /** Of the source. */
  readonly id: number;
  /** Of the file as it was given now. */
  readonly name: string;
  /** How much of it could not be read then. */
  readonly quarantined: number;
  readonly option: 'mapping' | 'system' | 'partial';
  /** Of a mapping its name, which may be that of the other too; `partial`. */
  readonly asked: string;
  /** The mapping or the system that it is read by; `whole`. */
  readonly holds: string;
}

/** Of a file that is missing, or in a hash file that cannot be read. */
export interface UncheckedHash {
  /** Of the file that is missing, or the hash file; `zip: member` in a zip. */
  readonly name: string;
  /** One clause. */
  readonly reason: string;
}

export interface CheckedHash {
  /** Of the source, or of the container. */
  readonly id: number;
  /** The file that states it, or the option. */
  readonly by: string;
}

/** How much of a source, or of the case, could not be read as entries. */
export interface QuarantineCount {
  readonly spans: number;
  readonly bytes: number;
  /** Spans by reason. */
  readonly reasons: Readonly<Record<string, number>>;
}

export interface QuarantineExport {
  readonly out: string;
  readonly spans: number;
  /** Of the file, line feeds between spans included. */
  readonly bytes: number;
}

export interface RereadResult {
  /** The new source; null where nothing more could be read, and the case is as before. */
  readonly source: SourceInfo | null;
}
