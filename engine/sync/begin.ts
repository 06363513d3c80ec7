import { type ApiFacts, apiFacts, type SyncFilters, type SyncSystem } from '../../shared/domain/sync.ts';
import { AppError } from '../../shared/errors.ts';
import { canonicalize } from '../../shared/json/canonical.ts';
import type { ReadableDb, WritableDb } from '../case/database.ts';
import { sourceRow } from '../case/sources.ts';
import { spanOf } from '../compare/period.ts';
import { refuseWhenClosed } from '../custody/closing.ts';
import { type AcquisitionRow, acquisitionRows, type StoredWish, wishOf } from './acquisitions.ts';
import type { Wish } from './apis/api.ts';
import { apis } from './apis/registry.ts';
import { baseUrlOf, originText } from './http/origin.ts';
import { boundOf } from './period.ts';
import { selectionOf } from './selection.ts';

export interface SyncRequest {
  readonly system: SyncSystem;
  readonly baseUrl: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly filters: SyncFilters;
  readonly entry?: string | undefined;
  readonly full: boolean;
}

/** Entries may be listed a while after their own time: so much of what is there already is asked for again, in milliseconds. */
const overlapMs = 5 * 60_000;

/**
 * The acquisition that a request goes on with, or begins: one that asks for the same and is not done; else a new one that
 * leaves out what earlier ones hold completely, up to a few minutes before the newest entry that they have.
 *
 * @throws AppError INVALID_INPUT, where the case is closed too
 */
export function beginAcquisition(db: WritableDb, request: SyncRequest, actor: string, now: number): number {
  refuseWhenClosed(db);
  const { facts, origin, asked, filters, entry, from, to, limit } = resolved(request, now);
  const earlier = acquisitionRows(db).filter(
    (row) => row.system === request.system && row.origin === origin && wishOf(row).entry === entry,
  );
  const open = earlier.findLast((row) => {
    const wish = wishOf(row);
    return row.ended === null && same([wish.asked, wish.filters], [asked, filters]);
  });
  if (open !== undefined) return open.id;
  const alike = earlier.filter((row) =>
    same(selectionOf(wishOf(row), facts), selectionOf({ filters, entry }, facts)),
  );
  const held = request.full || entry !== null ? null : heldSince(alike, from, to);
  const newest = held === null ? null : newestTime(db, alike);
  const begin =
    held === null || newest === null ? from : Math.max(from ?? 0, Math.min(held.covered, newest) - overlapMs);
  const wish: StoredWish = {
    asked,
    from: begin === null ? null : iso(begin),
    to: iso(to),
    since: held === null ? (from === null ? null : iso(from)) : held.since,
    covered: null,
    filters,
    entry,
    limit,
  };
  const state = apis[request.system].begin(walkWish(wish));
  const { lastInsertRowid } = db
    .prepare(
      'INSERT INTO acquisition (system, origin, wish, actor, started, state) VALUES (?, ?, ?, ?, ?, ?)',
    )
    .run(request.system, origin, JSON.stringify(wish), actor, iso(now), JSON.stringify(state));
  return Number(lastInsertRowid);
}

interface Resolved {
  readonly facts: ApiFacts;
  readonly origin: string;
  readonly asked: StoredWish['asked'];
  readonly filters: SyncFilters;
  readonly entry: string | null;
  readonly from: number | null;
  readonly to: number;
  readonly limit: number;
}

/**
 * What a request asks for, whatever the case holds already; `now`: where a period without an end ends.
 *
 * @throws AppError INVALID_INPUT where it cannot be asked for
 */
export function resolved(request: SyncRequest, now: number): Resolved {
  const facts = apiFacts[request.system];
  checkFilters(facts, request);
  const asked = { from: request.from ?? null, to: request.to ?? null, full: request.full };
  const from = asked.from === null ? null : boundOf(asked.from, 'from');
  const to = asked.to === null ? now : boundOf(asked.to, 'to');
  if (from !== null && from >= to) throw wrongWayRound();
  const filters = wanted(facts, request.filters);
  return {
    facts,
    origin: originText(baseUrlOf(request.baseUrl)),
    asked,
    filters,
    entry: request.entry ?? null,
    from,
    to,
    limit: limitOf(facts, filters),
  };
}

/** What of a request its walk and its API need. */
export function walkWish({ from, to, filters, entry, limit }: StoredWish): Wish {
  return { from: from === null ? null : Date.parse(from), to: Date.parse(to), filters, entry, limit };
}

function same(a: unknown, b: unknown): boolean {
  return canonicalize(a) === canonicalize(b);
}

/**
 * The latest of complete acquisitions that hold the beginning of a period without a break; null where none does, or all
 * of the period is held: who asks for the same period again wants it compared.
 */
function heldSince(
  earlier: readonly AcquisitionRow[],
  from: number | null,
  to: number,
): { readonly since: string | null; readonly covered: number } | null {
  let found: { readonly since: string | null; readonly covered: number } | null = null;
  for (const row of earlier) {
    const { since, covered } = wishOf(row);
    if (row.complete !== 1 || row.source === null || covered === null) continue;
    const reaches = since === null || (from !== null && Date.parse(since) <= from);
    const until = Date.parse(covered);
    if (!reaches || (from !== null && until <= from) || (found !== null && found.covered >= until)) continue;
    found = { since, covered: until };
  }
  return found === null || found.covered >= to ? null : found;
}

/** Time of the newest entry that was acquired: what comes is behind it, and what is behind it is not there yet. */
function newestTime(db: ReadableDb, rows: readonly AcquisitionRow[]): number | null {
  for (const { complete, source } of rows.toReversed()) {
    if (complete !== 1 || source === null) continue;
    const { from, to } = spanOf(db, sourceRow(db, source), () => {});
    if (from <= to) return to;
  }
  return null;
}

function checkFilters({ system, filters, single }: ApiFacts, request: SyncRequest): void {
  if (request.entry !== undefined && !single)
    throw refused(`${system} gives no single entries`, 'leave --entry out, and narrow it by a period');
  for (const [name, values] of Object.entries(request.filters)) {
    const known = filters.find((filter) => filter.name === name);
    if (known === undefined)
      throw refused(
        `${system} has no filter ${JSON.stringify(name)}`,
        `use its own parameters: ${filters.map((filter) => filter.name).join(', ')}; the period is --from and --to`,
      );
    if (values.length > 1 && !known.list)
      throw refused(`${system} takes one value of ${name}`, 'give it once');
    const other = values.find((value) => known.values && !known.values.includes(value));
    if (other !== undefined)
      throw refused(`${name} is not ${JSON.stringify(other)}`, `use one of: ${known.values?.join(', ')}`);
  }
}

/** Those that are set, in one order. */
function wanted({ filters: known }: ApiFacts, filters: SyncFilters): SyncFilters {
  const isOfWords = (name: string) => known.some((filter) => filter.name === name && filter.words === true);
  return Object.fromEntries(
    Object.entries(filters)
      .map(([name, values]) => [name, isOfWords(name) ? values.flatMap(wordsOf) : values] as const)
      .filter(([, values]) => values.length > 0)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function wordsOf(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

function limitOf({ system, limit }: ApiFacts, filters: SyncFilters): number {
  const given = filters['limit']?.[0];
  if (given === undefined) return limit.usual;
  const most = limit.most ?? 100_000;
  if (/^[1-9]\d{0,5}$/.test(given) && Number(given) <= most) return Number(given);
  throw refused(
    `limit is a number from 1 to ${most}, as ${system} documents it`,
    'leave it out to use the usual one',
  );
}

function wrongWayRound(): AppError {
  return refused('the period ends before it begins', 'give --from an earlier time than --to');
}

function refused(message: string, next: string): AppError {
  return new AppError({ code: 'INVALID_INPUT', message, safe: 'nothing was sent', next });
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
