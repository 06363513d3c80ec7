import { useMemo } from 'react';
import { useCommand } from '../commands/commands-context.tsx';
import { readBoolean, useStoredState } from '../session/stored-state.ts';

interface Panel {
  readonly shown: boolean;
  readonly onShow: (shown: boolean) => void;
}

export interface Panels {
  readonly facets: Panel;
  readonly histogram: Panel;
  readonly detail: Panel;
}

/** The panels shown around the entries. */
export function usePanels(): Panels {
  const facets = usePanel('review.facets', roomFor(1100));
  const histogram = usePanel('review.histogram', true);
  const detail = usePanel('review.detail', roomFor(860));
  useCommand('facets.toggle', () => facets.onShow(!facets.shown));
  useCommand('histogram.toggle', () => histogram.onShow(!histogram.shown));
  useCommand('detail.toggle', () => detail.onShow(!detail.shown));
  useCommand('detail.open', () => detail.onShow(true));
  return useMemo(() => ({ facets, histogram, detail }), [facets, histogram, detail]);
}

function usePanel(key: string, initially: boolean): Panel {
  const [shown, onShow] = useStoredState(key, initially, readBoolean);
  return useMemo(() => ({ shown, onShow }), [shown, onShow]);
}

/** Whether the window is wider than that: in a narrow one, showing everything at once would hide the entries. */
function roomFor(pixels: number): boolean {
  return !matchMedia(`(max-width: ${pixels}px)`).matches;
}
