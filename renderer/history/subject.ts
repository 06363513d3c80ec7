import type { ColumnName } from '../../shared/domain/columns.ts';

/** What a history is of. */
export type Subject = 'image' | 'claim';

export const columnOf = { image: 'image_id', claim: 'case_id' } as const satisfies Record<
  Subject,
  ColumnName
>;

/** Where a person is among images, or among claims. */
export interface SubjectPlace {
  /** The image or claim that is shown; null before one was. */
  readonly shown: string | null;
  readonly search: string;
}

export const firstPlace: SubjectPlace = { shown: null, search: '' };

export function readPlace(stored: unknown): SubjectPlace | null {
  const { shown, search } = (stored ?? {}) as Partial<Record<keyof SubjectPlace, unknown>>;
  if (typeof search !== 'string' || (shown !== null && typeof shown !== 'string')) return null;
  return { shown, search };
}
