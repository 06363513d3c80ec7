import { useCallback, useRef, useState } from 'react';
import type { Mark } from '../../../shared/annotation/mark.ts';
import type { EntryRow } from '../../../shared/domain/case.ts';
import { toAppError } from '../../../shared/errors.ts';
import { useNotices } from '../../notices/notices.tsx';
import { useCase } from '../../session/case-context.tsx';
import { useClient } from '../../session/client-context.tsx';
import { useReviewer } from '../../session/reviewer.tsx';
import { strings } from '../../strings.ts';
import type { Selected } from '../selected-rows.ts';
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
  const { name, setAsking } = useReviewer();
  const { tell, fail } = useNotices();
  const [busy, setBusy] = useState(false);
  const [pending, setPending] = useState<Pending | null>(null);
  const last = useRef<Mark | null>(null);
  const author = name.trim();
  const { count, targets } = selected;

  const undo = useCallback(
    async (event: number) => {
      try {
        await client.call('annotation.undo', { author, event });
        await changed();
        tell({ text: strings.coding.undone(event) });
      } catch (thrown) {
        fail(toAppError(thrown));
      }
    },
    [client, author, changed, tell, fail],
  );

  /** True where it was said. */
  const put = useCallback(
    async (mark: Mark): Promise<boolean> => {
      setBusy(true);
      try {
        // One entry is the one that is shown, even where the keys have moved on meanwhile.
        const on = count > 1 || row === null ? await targets() : { entries: [row.id] };
        const { event, entries } = await client.call('annotation.add', { on, mark, author });
        last.current = mark;
        await changed();
        tell({
          text: markText(mark, entries),
          action: { text: strings.coding.undo, run: () => void undo(event.seq) },
        });
        return true;
      } catch (thrown) {
        fail(toAppError(thrown));
        return false;
      } finally {
        setBusy(false);
      }
    },
    [client, author, row, count, targets, changed, tell, fail, undo],
  );

  const give = useCallback(
    async (mark: Mark): Promise<boolean> => {
      if (!canAnnotate || busy || row === null) return false;
      if (author === '') {
        tell({ text: strings.frame.reviewer.needed });
        setAsking(true);
        return false;
      }
      if (count < manyEntries) return put(mark);
      return new Promise((resolve) => {
        const decide = (yes: boolean) => () => {
          setPending(null);
          resolve(yes ? put(mark) : false);
        };
        setPending({ mark, count, confirm: decide(true), leave: decide(false) });
      });
    },
    [canAnnotate, busy, row, author, count, put, tell, setAsking],
  );
  const repeat = useCallback(() => {
    if (last.current === null) tell({ text: strings.coding.nothingToRepeat });
    else void give(last.current);
  }, [give, tell]);
  return { give, repeat, undo, busy, pending, count, enabled: canAnnotate && row !== null };
}
