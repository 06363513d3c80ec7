import type { GuidedReport } from '../../../../shared/domain/guided-report.ts';

/** Places in the document are named by number: names in a report are untrusted. */
export const coverageAnchor = 'coverage';
export const checkingAnchor = 'checking';

export function sectionAnchor(section: number): string {
  return `s${section + 1}`;
}

export function listAnchor(section: number, list: number): string {
  return `${sectionAnchor(section)}-l${list + 1}`;
}

/** Where the document lists the entries that a query shows. */
export type ListPlaces = ReadonlyMap<string, string>;

export function listPlaces({ sections }: GuidedReport): ListPlaces {
  const places = new Map<string, string>();
  for (const [s, { lists }] of sections.entries())
    for (const [l, { query, entries }] of lists.entries())
      if (entries.length > 0 && !places.has(query)) places.set(query, listAnchor(s, l));
  return places;
}
