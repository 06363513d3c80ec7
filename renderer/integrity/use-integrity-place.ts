import { useState } from 'react';
import type { FindingKind } from './finding-panes.tsx';

export type IntegrityTab = 'answers' | FindingKind | 'compare' | 'receipts';

export type IntegrityPlace = ReturnType<typeof useIntegrityPlace>;

/** Where a person is on the integrity screen: the tab, and the subject whose findings alone are listed. */
export function useIntegrityPlace() {
  const [tab, setTab] = useState<IntegrityTab>('answers');
  const [subject, setSubject] = useState<string | null>(null);
  const show = (next: IntegrityTab, of: string | null = null) => {
    setTab(next);
    setSubject(of);
  };
  return { tab, subject, setSubject, show };
}
