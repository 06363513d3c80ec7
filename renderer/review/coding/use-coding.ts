import { useRef, useState } from 'react';
import type { Mark } from '../../../shared/annotation/mark.ts';
import type { EntryRow } from '../../../shared/domain/case.ts';
import { toAppError } from '../../../shared/errors.ts';
import { useNotices } from '../../notices/notices.tsx';
import { useCase } from '../../session/case-context.tsx';
import { useReviewer } from '../../session/reviewer.tsx';
import { strings } from '../../strings.ts';
import type { Selected } from '../selected-rows.ts';
import type { Held } from './held.ts';
import type { Marked } from './mark-queue.ts';
import { useMarks } from './marks-context.tsx';
import { useHeld } from './use-held.ts';

/** From this many entries on, a person is asked before all of them are annotated. */
const manyEntries = 100;

/** A mark that waits for confirmation, because it is about many entries. */
export interface Pending {
  readonly mark: Mark;
  readonly count: number;
  readonly confirm: () => void;
  readonly leave: () => void;
}

export type Coding = ReturnType<typeof useCoding>;

/** The mark, if it depends on what is in effect: a key adds what is missing, and removes what is there. */
export type Toggle = (held: Held) => Mark | null;

/**
 * Says things of the selected entries: one event each, told with a way back.
 *
 * @param answered the version of the case in which the row was asked for
 */
export function useCoding(selected: Selected, row: EntryRow | null, answered: number) {
  const { canAnnotate } = useCase();
  const { identify } = useReviewer();
  const { tell, fail } = useNotices();
  const { writer } = useMarks();
  const [pending, setPending] = useState<Pending | null>(null);
  const last = useRef<Mark | null>(null);
  /** Each key is decided on once the one before it has been: only then is it known what is in effect. */
  const turn = useRef<Promise<unknown>>(Promise.resolve());
  const { count, found } = selected;
  const held = useHeld(selected, row, answered);

  const give = async (wanted: Mark | Toggle): Promise<boolean> => {
    if (!canAnnotate || row === null) return false;
    const { about, now, ask } = held;
    // The mark is about what was selected when it was made, even if the selection has moved since.
    const on: Promise<Marked> = count > 1 ? found() : Promise.resolve({ entries: [row.id] });
    on.catch(() => {});
    const asked = async () => {
      await writer.settled();
      return ask();
    };
    const decide = async () => {
      const author = await identify();
      if (author === null) return null;
      const mark = typeof wanted === 'function' ? wanted(now() ?? (await asked())) : wanted;
      if (mark === null) return null;
      const say = () => {
        last.current = mark;
        return writer.say({ mark, about, on, author });
      };
      return { done: count < manyEntries ? say() : confirmed(mark, say) };
    };
    const decided = turn.current.then(decide).catch((thrown: unknown) => fail(toAppError(thrown)));
    turn.current = decided;
    const given = await decided;
    return given ? given.done : false;
  };
  const confirmed = (mark: Mark, say: () => Promise<boolean>): Promise<boolean> =>
    new Promise((resolve) => {
      const answer = (yes: boolean) => () => {
        setPending(null);
        resolve(yes ? say() : false);
      };
      setPending({ mark, count, confirm: answer(true), leave: answer(false) });
    });
  const repeat = () => {
    if (last.current === null) tell({ text: strings.coding.nothingToRepeat });
    else void give(last.current);
  };
  const undo = (event: number) => writer.undo(event);
  return { give, held: held.shown, repeat, undo, pending, count, enabled: canAnnotate && row !== null };
}
