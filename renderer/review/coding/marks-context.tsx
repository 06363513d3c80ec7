import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { type AppError, cancelled, toAppError } from '../../../shared/errors.ts';
import { useNotices } from '../../notices/notices.tsx';
import { useCase } from '../../session/case-context.tsx';
import { useClient } from '../../session/client-context.tsx';
import { useReviewer } from '../../session/reviewer.tsx';
import { strings } from '../../strings.ts';
import { type GivenMark, MarkQueue } from './mark-queue.ts';
import { markText } from './mark-text.ts';

interface Marks {
  /** One event, told with a way back. True where it was written, or waits to be. */
  readonly say: (given: GivenMark) => Promise<boolean>;
  /** Takes an event back, by another one. */
  readonly undo: (event: number) => Promise<void>;
  /** How many could not be written yet. */
  readonly waiting: number;
  /** Tries once more what waits. */
  readonly again: () => void;
}

const Context = createContext<Marks | null>(null);

interface Props {
  /** Told how many wait to be written: with the case, they are left. */
  readonly onWaiting: (count: number) => void;
  readonly children: ReactNode;
}

/** Writes what is said of entries. What waits outlasts the screen that it was said on, but not the case. */
export function MarksProvider({ onWaiting, children }: Props) {
  const client = useClient();
  const { changed } = useCase();
  const { identify } = useReviewer();
  const { tell, fail } = useNotices();
  const [waiting, setWaiting] = useState(0);
  // Entries are known by their numbers, which mean others in another case: once this one is left, nothing more is written.
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  useEffect(() => {
    onWaiting(waiting);
    return () => onWaiting(0);
  }, [onWaiting, waiting]);

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

  const work = { client, changed, tell, fail, undo };
  const latest = useRef(work);
  latest.current = work;
  const queue = useRef<MarkQueue>(null);
  queue.current ??= new MarkQueue(
    async ({ mark, on, author }) => {
      const about = await on;
      if (!isHere.current) throw cancelled('the case was left');
      const { event, entries } = await latest.current.client.call('annotation.add', {
        ...{ on: about, mark, author },
      });
      await latest.current.changed();
      latest.current.tell({
        text: markText(mark, entries),
        action: { text: strings.coding.undo, run: () => void latest.current.undo(event.seq) },
      });
    },
    (error: AppError, left) => {
      if (!isHere.current) return;
      setWaiting(left);
      latest.current.fail(error, left === 0 ? undefined : { text: strings.coding.again(left), run: again });
    },
  );
  const after = useCallback(<T,>(done: Promise<T>): Promise<T> => {
    const count = () => setWaiting(queue.current?.waiting ?? 0);
    done.then(count, count);
    return done;
  }, []);
  const again = useCallback(() => {
    if (queue.current) void after(queue.current.again());
  }, [after]);
  const say = useCallback(
    (given: GivenMark) => (queue.current ? after(queue.current.give(given)) : Promise.resolve(false)),
    [after],
  );
  useEffect(() => {
    if (waiting === 0) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [waiting]);
  const value = useMemo(() => ({ say, undo, waiting, again }), [say, undo, waiting, again]);
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useMarks(): Marks {
  const marks = useContext(Context);
  if (marks === null) throw new Error('nothing around this component writes marks');
  return marks;
}
