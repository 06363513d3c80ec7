export const caseTabs = ['overview', 'sources', 'quarantined', 'conflicts'] as const;
export type CaseTab = (typeof caseTabs)[number];

/** Where a person is on the case screen. */
export interface CasePlace {
  readonly tab: CaseTab;
  /** Only this one's; null for all. */
  readonly source: number | null;
}
