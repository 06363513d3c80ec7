import { expect, test } from 'vitest';
import { type ColumnValues, columns } from '../../shared/domain/columns.ts';
import type { History, HistoryEntry, HistoryKind } from '../../shared/domain/history.ts';
import { timelineOf } from './lanes.ts';

const noValues = Object.fromEntries(columns.map(({ name }) => [name, null])) as ColumnValues;

function entry(
  id: number,
  ms: number | null,
  kind: HistoryKind,
  product: string | null = null,
): HistoryEntry {
  const row = {
    id,
    source: 1,
    ordinal: id,
    integrity: 'unchecked' as const,
    conflict: false,
    tags: [],
    notes: 0,
    codes: {},
    reviewed: false,
    values: { ...noValues, product },
  };
  return { row, kind, system: 'itsreal', ms };
}

function history(entries: HistoryEntry[], around: HistoryEntry[] = []): History {
  return {
    query: '',
    count: entries.length,
    examined: entries.length,
    entries,
    lanes: [
      { system: 'itsreal', product: 'image_detect', entries: 1 },
      { system: 'itsreal', product: '', entries: 1 },
    ],
    changes: [],
    contradictions: [],
    missing: [],
    administration: { from: 0, to: 9, count: around.length, query: '', entries: around },
  };
}

test('an image has a lane for each product, one of them for entries that state none', () => {
  const { lanes, rows } = timelineOf(
    'image',
    history([entry(1, 1, 'detection', 'image_detect'), entry(2, 2, 'action')]),
  );
  expect(rows.map(({ lane }) => lanes.findIndex(({ key }) => key === lane))).toEqual([0, 1]);
});

test('a claim has a lane for each kind that it has, and administrative events stand where their times are', () => {
  const claim = history(
    [entry(1, 10, 'submission'), entry(4, 30, 'detection'), entry(3, null, 'action')],
    [entry(2, 20, 'administration'), entry(1, 10, 'submission')],
  );
  const { lanes, rows } = timelineOf('claim', claim);
  expect(lanes.map(({ key }) => key)).toEqual(['submission', 'detection', 'action', 'administration']);
  expect(rows.map(({ entry: { row } }) => row.id)).toEqual([1, 2, 4, 3]);
});
