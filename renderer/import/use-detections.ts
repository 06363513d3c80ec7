import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useClient } from '../session/client-context.tsx';
import { Detections } from './detections.ts';
import type { Chosen } from './reading.ts';

/** A mapping that is being typed is tried after a pause. */
const pauseMs = 250;

/** What each chosen path holds, asked again whenever it is to be read differently. */
export function useDetections(chosen: readonly Chosen[]): Detections {
  const client = useClient();
  const detections = useMemo(
    () => new Detections((question, signal) => client.call('import.detect', question, { signal })),
    [client],
  );
  useEffect(() => {
    // Newly chosen files are looked at without a pause.
    const known = chosen.every(({ path }) => detections.knows(path));
    const timer = setTimeout(() => detections.want(chosen), known ? pauseMs : 0);
    return () => clearTimeout(timer);
  }, [detections, chosen]);
  useEffect(() => () => detections.dispose(), [detections]);
  useSyncExternalStore(detections.subscribe, () => detections.revision);
  return detections;
}
