import { useCallback, useRef, useState } from 'react';
import type { Mark } from '../../../shared/annotation/mark.ts';
import type { EntryRow } from '../../../shared/domain/case.ts';
import { useNotices } from '../../notices/notices.tsx';
import { useCase } from '../../session/case-context.tsx';
import { useReviewer } from '../../session/reviewer.tsx';
import { strings } from '../../strings.ts';
import type { Selected } from '../selected-rows.ts';
import type { Marked } from './mark-queue.ts';
import { useMarks } from './marks-context.tsx';
import { useHeld } from './use-held.ts';

/** From this many on, a person is asked before all of them are annotated. */
const manyEntries = 100;

/** A mark that waits for a person's word, because it is on many entries. */
export interface Pending {
  readonly mark: Mark;
  readonly count: number;
  readonly confirm: () => void;
  readonly leave: () => void;
}

export type Coding = ReturnType<typeof useCoding>;

/** Says things of the selected entries: one event each, told with a way back. */
export function useCoding(selected: Selected, row: EntryRow | null) {
  const { canAnnotate } = useCase();
  const { identify } = useReviewer();
  const { tell } = useNotices();
  const { say: put, undo } = useMarks();
  const [pending, setPending] = useState<Pending | null>(null);
  const last = useRef<Mark | null>(null);
  const { count, found } = selected;
  const held = useHeld(selected, row);

  const give = useCallback(
    async (mark: Mark): Promise<boolean> => {
      if (!canAnnotate || row === null) return false;
      // What is meant is what was selected when it was said, wherever the keys have moved meanwhile.
      const on: Promise<Marked> = count > 1 ? found() : Promise.resolve({ entries: [row.id] });
      on.catch(() => {});
      const author = await identify();
      if (author === null) return false;
      const say = () => {
        last.current = mark;
        return put({ mark, on, author });
      };
      if (count < manyEntries) return say();
      return new Promise((resolve) => {
        const decide = (yes: boolean) => () => {
          setPending(null);
          resolve(yes ? say() : false);
        };
        setPending({ mark, count, confirm: decide(true), leave: decide(false) });
      });
    },
    [canAnnotate, row, identify, count, found, put],
  );
  const repeat = useCallback(() => {
    if (last.current === null) tell({ text: strings.coding.nothingToRepeat });
    else void give(last.current);
  }, [give, tell]);
  return { give, held, repeat, undo, pending, count, enabled: canAnnotate && row !== null };
}
