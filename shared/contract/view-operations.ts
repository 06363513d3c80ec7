import { z } from 'zod';
import { type ColumnName, columns } from '../domain/columns.ts';
import { isTimeZone } from '../time/zone.ts';
import { call } from './operation.ts';

const columnName = z.enum(columns.map((column) => column.name));
const name = z.string().min(1).max(200);
const examiner = z.string().min(1).max(200);

/** A named way of looking at the entries: which ones, in which columns and order, and in which time zone. */
export const viewSchema = z.strictObject({
  name,
  query: z.string().max(100_000).default(''),
  /** Columns of the grid, in their order. */
  columns: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(200),
        width: z.number().int().min(1).max(10_000).optional(),
        pinned: z.boolean().optional(),
      }),
    )
    .max(200)
    .default([]),
  sort: z
    .strictObject({ column: columnName, descending: z.boolean().default(false) })
    .nullable()
    .default(null),
  /** `UTC`, `local`, or a name of the IANA time zone database. */
  zone: z
    .string()
    .max(100)
    .refine((zone) => zone === 'local' || isTimeZone(zone), 'no time zone of this name is known')
    .default('UTC'),
});
export type View = z.output<typeof viewSchema>;

export interface SavedView extends Omit<View, 'sort'> {
  readonly sort: { readonly column: ColumnName; readonly descending: boolean } | null;
  readonly author: string;
  /** ISO 8601 in UTC. */
  readonly saved: string;
}

/** One search by an examiner; searches that developed from it name it as their parent. */
export interface PastSearch {
  readonly id: number;
  /** The search from which this one developed; null for a first one, or if that one was dropped. */
  readonly parent: number | null;
  readonly query: string;
  /** How many entries matched then; null where that was not known. */
  readonly matched: number | null;
  /** ISO 8601 in UTC: when it was last run. */
  readonly time: string;
}

/** Named views and past searches: kept in the case file for convenience, not as evidence. */
export const viewOperations = {
  /** In the order of their names. */
  'view.list': call<readonly SavedView[]>()(z.object({})),
  /** Saves a view under its name. An existing one is replaced only if asked to. */
  'view.save': call<SavedView>()(
    z.object({ view: viewSchema, author: examiner, replace: z.boolean().default(false) }),
  ),
  'view.rename': call<SavedView>()(z.object({ name, to: name })),
  'view.remove': call<null>()(z.object({ name })),

  /**
   * Remembers a search. The same query from the same parent is the same search. Answers null for a case that is open
   * read-only: nothing is stored in it.
   */
  'search.add': call<PastSearch | null>()(
    z.object({
      examiner,
      query: z.string().max(100_000),
      parent: z.number().int().positive().nullable().default(null),
      matched: z.number().int().min(0).nullable().default(null),
    }),
  ),
  /** The latest first. */
  'search.list': call<readonly PastSearch[]>()(
    z.object({ examiner, limit: z.number().int().min(1).max(1000).default(200) }),
  ),
  /** Forgets this examiner's searches. */
  'search.clear': call<null>()(z.object({ examiner })),
} as const;
