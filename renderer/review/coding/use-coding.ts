import { useCallback, useRef, useState } from 'react';
import type { Mark } from '../../../shared/annotation/mark.ts';
import type { EntryRow } from '../../../shared/domain/case.ts';
import { toAppError } from '../../../shared/errors.ts';
import { useNotices } from '../../notices/notices.tsx';
import { useCase } from '../../session/case-context.tsx';
import { useClient } from '../../session/client-context.tsx';
import { useReviewer } from '../../session/reviewer.tsx';
import { strings } from '../../strings.ts';
import type { Selected, Targets } from '../selected-rows.ts';
import { markText } from './mark-text.ts';

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
  const client = useClient();
  const { changed, canAnnotate } = useCase();
  const { identify } = useReviewer();
  const { tell, fail } = useNotices();
  const [pending, setPending] = useState<Pending | null>(null);
  const last = useRef<Mark | null>(null);
  /** Keys come faster than they are written: each waits its turn, none is lost. */
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const { count, targets } = selected;

  const undo = useCallback(
    async (event: number) => {
      const author = await identify();
      if (author === null) return;
      try {
        await client.call('annotation.undo', { author, event });
        await changed();
        tell({ text: strings.coding.undone(event) });
      } catch (thrown) {
        fail(toAppError(thrown));
      }
    },
    [client, identify, changed, tell, fail],
  );

  /** True where it was said. */
  const put = useCallback(
    async (mark: Mark, on: Promise<Targets>, author: string): Promise<boolean> => {
      try {
        const { event, entries } = await client.call('annotation.add', { on: await on, mark, author });
        await changed();
        tell({
          text: markText(mark, entries),
          action: { text: strings.coding.undo, run: () => void undo(event.seq) },
        });
        return true;
      } catch (thrown) {
        fail(toAppError(thrown));
        return false;
      }
    },
    [client, changed, tell, fail, undo],
  );

  const give = useCallback(
    async (mark: Mark): Promise<boolean> => {
      if (!canAnnotate || row === null) return false;
      // What is meant is what was selected when it was said, wherever the keys have moved meanwhile.
      const on = count > 1 ? targets() : Promise.resolve({ entries: [row.id] });
      on.catch(() => {});
      const author = await identify();
      if (author === null) return false;
      const say = () => {
        last.current = mark;
        const said = queue.current.then(() => put(mark, on, author));
        queue.current = said;
        return said;
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
    [canAnnotate, row, identify, count, targets, put],
  );
  const repeat = useCallback(() => {
    if (last.current === null) tell({ text: strings.coding.nothingToRepeat });
    else void give(last.current);
  }, [give, tell]);
  return { give, repeat, undo, pending, count, enabled: canAnnotate && row !== null };
}
