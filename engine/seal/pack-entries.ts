import type { RelatedOffer, RelatedWish, Scope } from '../../shared/contract/pack-operations.ts';
import { type PackScope, relatedWords } from '../../shared/pack/scope.ts';
import { momentText } from '../../shared/time/moment.ts';
import type { ReadableDb } from '../case/database.ts';
import { entryRows } from '../query/rows.ts';
import type { TaskContext } from '../task.ts';
import { findRelated, type RelatedGroup, withRelated } from './related.ts';
import { findScope, type KnownScope } from './scope.ts';

/** What a pack is asked to hold. Related entries are looked for only where they are spoken of. */
export interface PackWish {
  readonly scope: Scope;
  readonly found?: KnownScope | undefined;
  readonly related?: RelatedWish | undefined;
}

export interface PackEntries {
  readonly scope: PackScope;
  readonly related: readonly RelatedGroup[] | null;
  /** Those of the scope, by id, ascending. */
  readonly within: Float64Array;
  /** Those and the related ones that are in, likewise. */
  readonly all: Float64Array;
}

/** @throws AppError INVALID_INPUT for an empty scope, CANCELLED */
export function packEntries(
  db: ReadableDb,
  { scope: wish, found, related: relatedWish }: PackWish,
  context: TaskContext,
): PackEntries {
  const { stated: scope, entries: within } = findScope(db, wish, context, found);
  const related = relatedWish === undefined ? null : findRelated(db, within, relatedWish, context);
  return { scope, related, within, all: withRelated(within, related) };
}

/** Entries of a group that are shown. */
const sampled = 5;

/** What a person decides about: each group with its reason, how many entries it has, and the first of them. */
export function relatedOffers(db: ReadableDb, wish: PackWish, context: TaskContext): RelatedOffer[] {
  const { related } = packEntries(db, { related: { include: [] }, ...wish }, context);
  return (related ?? []).map((group) => offerOf(db, group, context));
}

export function offerOf(
  db: ReadableDb,
  { reason, entries, included, window }: RelatedGroup,
  context: TaskContext,
): RelatedOffer {
  return {
    reason,
    words: relatedWords[reason],
    entries: entries.length,
    included,
    window: window === null ? null : { from: momentText(window.from), to: momentText(window.to) },
    sample: entryRows(db, [...entries.subarray(0, sampled)], context),
  };
}
