import { apiFacts, type SyncSystem } from '../../shared/domain/sync.ts';
import { canonicalize } from '../../shared/json/canonical.ts';
import type { ReadableDb } from '../case/database.ts';
import type { SourceRow } from '../case/sources.ts';
import { acquisitionOf, wishOf } from '../sync/acquisitions.ts';
import { selectionOf } from '../sync/selection.ts';
import type { Span } from './period.ts';

/** What a source that was acquired from an API asked for, where it is proven to hold all of it. */
export interface Coverage {
  /** Whatever its time lies in must be in the source, both ends included. */
  readonly span: Span;
  /** The base URL. */
  readonly origin: string;
  /** What else narrows it, as canonical JSON: `{}` where nothing does. */
  readonly selection: string;
}

/** Null for files, and for what was not acquired completely. */
export function coverageOf(db: ReadableDb, { id }: Pick<SourceRow, 'id'>): Coverage | null {
  const row = acquisitionOf(db, id);
  if (row === null || row.complete !== 1) return null;
  const wish = wishOf(row);
  const selection = canonicalize(selectionOf(wish, apiFacts[row.system as SyncSystem]));
  // Whether an API takes the bounds themselves in is often not documented: what stands on them says nothing.
  const from = wish.from === null ? 0 : Date.parse(wish.from) + 1;
  const to = Date.parse(wish.covered ?? wish.to) - 1;
  return { span: { from, to }, origin: row.origin, selection };
}
