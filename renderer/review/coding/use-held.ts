import { useEffect, useState } from 'react';
import type { EntryRow } from '../../../shared/domain/case.ts';
import { useCase } from '../../session/case-context.tsx';
import { useClient } from '../../session/client-context.tsx';
import type { Selected } from '../selected-rows.ts';
import { askHeld, type Held, nothingHeld } from './held.ts';
import { useMarks } from './marks-context.tsx';
import type { About } from './recent-marks.ts';

/** While a key is held down, not every selection that it passes is asked about. */
const pauseMs = 100;

interface Answered {
  readonly held: Held;
  /** The version of the case that the answer is from. */
  readonly version: number;
}

/**
 * What holds for every selected entry: a key takes off what all of them have, and gives it to all where some do not have it.
 *
 * @param answered the version of the case in which the row was asked for
 */
export function useHeld(selected: Selected, row: EntryRow | null, answered: number) {
  const client = useClient();
  const { version } = useCase();
  const { recent } = useMarks().writer;
  const [known, setKnown] = useState<(Answered & { readonly of: Selected['rows'] }) | null>(null);
  const { rows, count } = selected;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew for other rows, and with every version of the case
  useEffect(() => {
    if (row === null || count < 2) return;
    let wanted = true;
    const ask = async () => {
      const held = await askHeld(client, selected, row);
      if (wanted) setKnown({ of: rows, held, version });
    };
    // If that fails, nothing is shown as being in effect.
    const timer = setTimeout(() => void ask().catch(() => {}), pauseMs);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [client, version, row, rows, selected.whole, count]);
  const answer: Answered | null =
    count < 2 ? row && { held: row, version: answered } : known?.of === rows ? known : null;
  const oldest = Math.min(answered, known?.version ?? answered);
  useEffect(() => recent.forget(oldest), [recent, oldest]);

  /** Several entries are the same while the question and the selection are. */
  const about: About = count < 2 ? (row?.id ?? 0) : rows;
  const now = () => answer && recent.since(about, answer.held, answer.version);
  return {
    about,
    shown: now() ?? answer?.held ?? nothingHeld,
    /** Including everything said until it is called; null if the case has to be asked. */
    now,
    ask: () => (row === null ? Promise.resolve(nothingHeld) : askHeld(client, selected, row)),
  };
}
