import type { z } from 'zod';
import { type ColumnName, columns } from '../../shared/domain/columns.ts';
import { readNotation } from '../../shared/mapping/notation.ts';
import { readMapping } from '../../shared/mapping/read.ts';
import { type Mapping, mappingSchema } from '../../shared/mapping/schema.ts';
import { strings } from '../strings.ts';

/** A mapping while it is being edited: every field is text, so that it may be invalid for the moment. */
export interface MappingDraft {
  readonly name: string;
  /** Paths separated by spaces; empty to have them detected. */
  readonly records: string;
  /** Empty for found out. */
  readonly delimiter: string;
  /** Empty for not known. */
  readonly zone: string;
  readonly columns: Readonly<Partial<Record<ColumnName, readonly string[]>>>;
}

/** What is wrong with a draft, by field: `name`, `records`, `delimiter`, `zone`, `columns` or the name of a column. */
export type DraftFaults = ReadonlyMap<string, string>;

export function draftOf(mapping: Mapping): MappingDraft {
  const paths = Object.entries(mapping.columns).map(([name, path]) => [
    name,
    typeof path === 'string' ? [path] : path,
  ]);
  return {
    name: mapping.name,
    records: mapping.records?.join(' ') ?? '',
    delimiter: mapping.delimiter ?? '',
    zone: mapping.zone ?? '',
    columns: Object.fromEntries(paths) as MappingDraft['columns'],
  };
}

/** The mapping that a draft describes, or what is wrong with it. Empty paths are ignored. */
export function mappingOf(draft: MappingDraft): { mapping: Mapping | null; faults: DraftFaults } {
  const stated = columns.flatMap(({ name }): [string, string | string[]][] => {
    const paths = (draft.columns[name] ?? []).map((path) => path.trim()).filter((path) => path !== '');
    const [first] = paths;
    if (first === undefined) return [];
    return [[name, paths.length === 1 ? first : paths]];
  });
  const records = recordPaths(draft.records);
  const zone = draft.zone.trim();
  const parsed = mappingSchema.safeParse({
    name: draft.name.trim(),
    ...(records.length > 0 ? { records } : {}),
    ...(draft.delimiter === '' ? {} : { delimiter: draft.delimiter }),
    ...(zone === '' ? {} : { zone }),
    columns: Object.fromEntries(stated),
  });
  if (!parsed.success) return { mapping: null, faults: faultsOf(parsed.error) };
  if (stated.length > 0) return { mapping: parsed.data, faults: new Map() };
  return { mapping: null, faults: new Map([['columns', strings.importing.mapping.unmappedAll]]) };
}

/**
 * Paths contain no spaces except in quotes; if one cannot be read, the rest of the text counts as one invalid path.
 */
function recordPaths(text: string): string[] {
  const paths: string[] = [];
  let at = 0;
  while (at < text.length) {
    if (text[at] === ' ') {
      at += 1;
      continue;
    }
    const read = readNotation(text, at);
    const end = typeof read === 'string' ? text.length : read.end;
    paths.push(text.slice(at, end));
    at = end;
  }
  return paths;
}

/** The first fault of each field. */
function faultsOf({ issues }: z.ZodError): DraftFaults {
  const faults = new Map<string, string>();
  for (const { path, message } of issues) {
    const [top = '', column] = path.map(String);
    const field = top === 'columns' && column !== undefined ? column : top;
    if (!faults.has(field)) faults.set(field, message);
  }
  return faults;
}

/**
 * The text of a mapping file as a draft.
 *
 * @returns what is wrong with it instead, in words, where it is none
 */
export function readMappingFile(name: string, text: string): MappingDraft | string {
  const mapping = readMapping(text);
  return typeof mapping === 'string' ? strings.importing.mapping.notMapping(name, mapping) : draftOf(mapping);
}

/** As `--mapping` reads it, indented for a person. */
export function mappingFileText(mapping: Mapping): string {
  return `${JSON.stringify(mapping, null, 2)}\n`;
}
