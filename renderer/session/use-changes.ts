import { useEffect, useRef } from 'react';
import type { CaseInfo } from '../../shared/domain/case.ts';
import { useClient } from './client-context.tsx';

/**
 * Reads the case again once somebody else has changed it: another window or another program. Changes by this session
 * are known here before the engine reports them.
 */
export function useChanges(info: CaseInfo, changed: () => Promise<void>): void {
  const client = useClient();
  const known = useRef('');
  known.current = said(info);
  useEffect(() => {
    const watched = new AbortController();
    const { signal } = watched;
    const watch = async () => {
      for await (const _ of client.stream('case.changes', {}, { signal })) {
        if (said(await client.call('case.info', {}, { signal })) !== known.current) await changed();
      }
    };
    // The stream ends when the case is closed, or the engine is gone, which every question reports.
    watch().catch(() => {});
    return () => watched.abort();
  }, [client, changed]);
}

/** What can change about a case. */
function said({ counts, closed, verification, packs, title }: CaseInfo): string {
  return JSON.stringify([counts, closed, verification, packs, title]);
}
