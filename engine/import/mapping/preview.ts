import { type ColumnName, type ColumnValues, columns } from '../../../shared/domain/columns.ts';
import { type Mapping, zoneOf } from '../../../shared/mapping/mapping.ts';
import type { Layout } from '../layout/layout.ts';
import { EntryMapper } from '../record/map-entry.ts';
import { statedTime } from '../time/time.ts';
import type { SampleRecord } from './sample.ts';

/** The columns of records as they would be; times as text, as a case gives them. */
export function previewRows(
  records: readonly SampleRecord[],
  layout: Layout,
  mapping: Mapping,
): ColumnValues[] {
  const mapper = new EntryMapper(mapping, layout);
  return records.map(({ value, bytes }) => {
    const row = Object.fromEntries(columns.map(({ name }) => [name, null])) as Record<
      ColumnName,
      string | number | null
    >;
    const put = (column: number, each: string | number) => {
      row[(columns[column] as (typeof columns)[number]).name] =
        typeof each === 'string' ? each.toWellFormed() : each;
    };
    mapper.map(value, bytes, { text: put, number: put });
    return row as ColumnValues;
  });
}

/** Of the times that a mapping finds: how many are moments, how many are so only at a zone that nobody states, how many are none. */
export interface TimeCensus {
  readonly moments: number;
  readonly zoneless: number;
  readonly none: number;
}

export function timesOf(rows: readonly ColumnValues[], mapping: Mapping): TimeCensus {
  const zone = zoneOf(mapping);
  const census = { moments: 0, zoneless: 0, none: 0 };
  for (const { time } of rows) {
    if (time === null) continue;
    if (statedTime(time, zone).ms !== null) census.moments++;
    else if (statedTime(time, 0).ms !== null) census.zoneless++;
    else census.none++;
  }
  return census;
}
