import { z } from 'zod';
import type { Acquisition, SyncFilters, SyncSystem } from '../../shared/domain/sync.ts';
import { AppError } from '../../shared/errors.ts';
import { prepared, type ReadableDb } from '../case/database.ts';
import { statedJson } from '../case/stated-json.ts';
import { type Layout, layoutSchema } from '../import/layout/layout-schema.ts';
import type { WalkState } from './walk/walk.ts';

/** What an acquisition asks for, as it is stored. Times ISO 8601 in UTC. */
export interface StoredWish {
  /** As the person gave it: the same again goes on with an acquisition that is not done. */
  readonly asked: {
    readonly from: string | null;
    readonly to: string | null;
    readonly full: boolean;
  };
  readonly from: string | null;
  readonly to: string;
  /** Since when this and earlier acquisitions hold everything; null where that is from the beginning. */
  readonly since: string | null;
  /** Until when entries can be in it, by the server's clock; null before its first answer. */
  readonly covered: string | null;
  readonly filters: SyncFilters;
  readonly entry: string | null;
  readonly limit: number;
}

const time = z.string();
const wishSchema: z.ZodType<StoredWish> = z.object({
  asked: z.object({ from: time.nullable(), to: time.nullable(), full: z.boolean() }),
  from: time.nullable(),
  to: time,
  since: time.nullable(),
  covered: time.nullable(),
  filters: z.record(z.string(), z.array(z.string())),
  entry: z.string().nullable(),
  limit: z.number(),
});

export interface AcquisitionRow {
  readonly id: number;
  readonly source: number | null;
  readonly system: string;
  readonly origin: string;
  /** A `StoredWish` as JSON. */
  readonly wish: string;
  readonly actor: string;
  readonly started: string;
  readonly ended: string | null;
  /** A `WalkState` as JSON; null once it is done. */
  readonly state: string | null;
  /** A `Layout` as JSON; null as long as no answer told it. */
  readonly layout: string | null;
  readonly complete: number | null;
  readonly reason: string | null;
  readonly reported: number | null;
  readonly clock_offset: number | null;
}

/** One request, and what came of it. */
export interface AnswerRow {
  readonly acquisition: number;
  readonly seq: number;
  readonly method: string;
  /** Without the key, which stands in no URL. */
  readonly url: string;
  readonly body: string | null;
  readonly sent: string;
  /** Null where there was no whole answer. */
  readonly received: string | null;
  readonly status: number | null;
  readonly fault: string | null;
  readonly date: string | null;
  readonly encoding: string | null;
  readonly bytes: number | null;
  readonly sha256: Buffer | null;
  readonly records: number | null;
  /** Where its body stands in the stream of the source; null where it is not kept. */
  readonly offset: number | null;
  /** The answer with the very same bytes, which are kept there. */
  readonly same_as: number | null;
  readonly peer: string | null;
}

export function acquisitionRows(db: ReadableDb): AcquisitionRow[] {
  return prepared<[], AcquisitionRow>(db, 'SELECT * FROM acquisition ORDER BY id').all();
}

/** @throws AppError INVALID_INPUT where the case has no such acquisition */
export function acquisitionRow(db: ReadableDb, id: number): AcquisitionRow {
  const row = prepared<[number], AcquisitionRow>(db, 'SELECT * FROM acquisition WHERE id = ?').get(id);
  if (row) return row;
  throw new AppError({
    code: 'INVALID_INPUT',
    message: `the case has no acquisition ${id}`,
    safe: 'nothing was changed',
    next: 'casebound sync CASE --list shows those that there are',
  });
}

/** The acquisition that a source came of, or null. */
export function acquisitionOf(db: ReadableDb, source: number): AcquisitionRow | null {
  return (
    prepared<[number], AcquisitionRow>(db, 'SELECT * FROM acquisition WHERE source = ?').get(source) ?? null
  );
}

/** @throws AppError CASE_CORRUPT where the case file states what is no wish */
export function wishOf({ id, wish }: Pick<AcquisitionRow, 'id' | 'wish'>): StoredWish {
  return statedJson(`the wish of acquisition ${id}`, wish, (value) => wishSchema.parse(value));
}

/** @throws AppError CASE_CORRUPT where the case file states what is no JSON */
export function stateOf({ id, state }: AcquisitionRow): WalkState | null {
  return state === null
    ? null
    : statedJson(`the state of acquisition ${id}`, state, (value) => value as WalkState);
}

/** @throws AppError CASE_CORRUPT where the case file states what is no layout */
export function statedLayout({ id, layout }: AcquisitionRow): Layout | null {
  return layout === null
    ? null
    : statedJson(`the layout of acquisition ${id}`, layout, (value) => layoutSchema.parse(value));
}

export function* answerRows(db: ReadableDb, acquisition: number): Generator<AnswerRow> {
  yield* db
    .prepare<[number], AnswerRow>('SELECT * FROM answer WHERE acquisition = ? ORDER BY seq')
    .iterate(acquisition);
}

/** Whether an API gave anything that was asked: a refusal is no answer. */
export function hasAnswer(db: ReadableDb, acquisition: number): boolean {
  const found = prepared<[number], { n: number }>(
    db,
    'SELECT count(*) AS n FROM answer WHERE acquisition = ? AND fault IS NULL AND status < 300',
  ).get(acquisition);
  return (found?.n ?? 0) > 0;
}

interface Sums {
  readonly requests: number;
  readonly records: number;
  readonly peer: string | null;
}

export function acquisitionInfo(db: ReadableDb, row: AcquisitionRow): Acquisition {
  const { from, to, since, covered, filters, entry, asked } = wishOf(row);
  const sums = prepared<[number], Sums>(
    db,
    'SELECT count(*) AS requests, coalesce(sum(records), 0) AS records, max(peer) AS peer FROM answer WHERE acquisition = ?',
  ).get(row.id);
  return {
    id: row.id,
    source: row.source,
    system: row.system as SyncSystem,
    origin: row.origin,
    from,
    to,
    since,
    covered: covered ?? to,
    filters,
    entry,
    asked,
    started: row.started,
    ended: row.ended,
    complete: row.complete === null ? null : row.complete === 1,
    reason: row.reason,
    requests: sums?.requests ?? 0,
    reported: row.reported,
    records: sums?.records ?? 0,
    clockOffset: row.clock_offset,
    peer: sums?.peer ?? null,
  };
}
