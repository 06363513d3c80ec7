import { useEffect, useRef } from 'react';
import type { CaseInfo } from '../../shared/domain/case.ts';
import { useClient } from './client-context.tsx';

/**
 * Reads the case anew once somebody else has changed it: another window, another program. What this session has changed is
 * known here before the engine tells of it.
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
    // Where it ends, the case is let go of, or the engine is gone, which every question tells.
    watch().catch(() => {});
    return () => watched.abort();
  }, [client, changed]);
}

/** What of a case can change. */
function said({ counts, closed, verification, packs, title }: CaseInfo): string {
  return JSON.stringify([counts, closed, verification, packs, title]);
}
