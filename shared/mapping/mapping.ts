import { columns } from '../domain/columns.ts';
import { type Formula, parseFormula } from './formula.ts';
import type { Mapping } from './schema.ts';

export type { Mapping } from './schema.ts';

/** A column's place in `columns`, and its formulas: the first that yields a value counts. */
export interface MappedColumn {
  readonly column: number;
  readonly formulas: readonly Formula[];
}

/** What a mapping says about each column it names. */
export function mappedColumns(mapping: Mapping): MappedColumn[] {
  return Object.entries(mapping.columns).map(([name, texts]) => ({
    column: columns.findIndex((column) => column.name === name),
    formulas: [texts].flat().map((text) => {
      const parsed = parseFormula(text);
      if (typeof parsed === 'string') throw new TypeError(`${name}: ${parsed}`);
      return parsed;
    }),
  }));
}

/** The offset, in minutes east of UTC, for times that state none; null if the mapping gives none. */
export function zoneOf({ zone }: Mapping): number | null {
  if (zone === undefined) return null;
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4));
  return zone.startsWith('-') ? -minutes : minutes;
}
