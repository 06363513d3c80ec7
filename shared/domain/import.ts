import type { Mapping } from '../mapping/mapping.ts';
import type { ContainerInfo, SkippedFile, SourceInfo } from './case.ts';
import type { ColumnValues } from './columns.ts';

/** What a file holds, and how it would be imported; nothing is imported. */
export interface Detection {
  /** Name of the file; in a container, its name there. */
  readonly name: string;
  readonly system: string;
  readonly format: string;
  readonly encoding: string;
  readonly compression: 'gzip' | 'zstd' | null;
  /** The evidence, one sentence each. */
  readonly evidence: readonly string[];
  /** Size of the file as it is. */
  readonly bytes: number;
  /** The mapping that would fill its columns. */
  readonly mapping: Mapping;
  /** The system is not known: the mapping was proposed from the data and should be reviewed. */
  readonly proposed: boolean;
  /** The values in the sampled records, by path. */
  readonly fields: readonly DetectedField[];
  /** The first records as they would be imported. */
  readonly preview: readonly ColumnValues[];
  /** What this form of the trail cannot express, or its system cut off; one sentence each. */
  readonly losses: readonly string[];
}

export interface DetectedField {
  readonly path: string;
  /** The types found, most frequent first: `text`, `number`, `boolean`, `object`, `array`, `null`. */
  readonly types: readonly string[];
  /** The share of sampled records with a value there: 0 to 1. */
  readonly fill: number;
  /** The first few distinct values, shortened. */
  readonly examples: readonly string[];
}

export interface DetectResult {
  readonly files: readonly Detection[];
  readonly skipped: readonly SkippedFile[];
  /** Further files, too many to list in `files`: only their form and system are given. */
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
  /** Files in folders and containers that are not trails. */
  readonly skipped: readonly SkippedFile[];
  /** The expected hashes that were found. All of them match, since a file that differs is not imported. */
  readonly hashes: readonly CheckedHash[];
  /** Expected hashes that were stated but could not be checked. */
  readonly unchecked: readonly UncheckedHash[];
  /** For files that the case already has: options that were not applied. */
  readonly unapplied: readonly UnappliedOption[];
}

/** An import option that was not applied, because the source was imported before with another value. */
export interface UnappliedOption {
  /** Of the source. */
  readonly id: number;
  /** Of the file as it was given now. */
  readonly name: string;
  /** How much of it could not be read then. */
  readonly quarantined: number;
  readonly option: 'mapping' | 'system' | 'partial';
  /** The value that was given: the name of a mapping (the other may have the same one), a system, or `partial`. */
  readonly asked: string;
  /** The value that the source has: the name of its mapping, its system, or `whole`. */
  readonly holds: string;
}

/** An expected hash that could not be checked: its file is missing, or the hash file cannot be read. */
export interface UncheckedHash {
  /** The name of the missing file, or of the hash file; in a zip, `zip: member`. */
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
