import type { ApiFacts } from '../../shared/domain/sync.ts';
import type { StoredWish } from './acquisitions.ts';

/** What of a wish narrows it beside its period, in the API's own names. */
export function selectionOf(
  { filters, entry }: Pick<StoredWish, 'filters' | 'entry'>,
  facts: ApiFacts,
): Readonly<Record<string, unknown>> {
  const narrowing = facts.filters.filter(({ form, name }) => !form && filters[name] !== undefined);
  return {
    ...Object.fromEntries(narrowing.map(({ name }) => [name, filters[name]])),
    ...(entry === null ? {} : { entry }),
  };
}
