import {
  createContext,
  type ReactNode,
  type RefObject,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useReducer,
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
import { RecentMarks } from './recent-marks.ts';
import { forgetUnwritten, isWritten, keepUnwritten, keptMarks } from './unwritten-marks.ts';

interface Marks {
  /** Writes one event and shows a notice that offers to undo it. True if it was written, or waits to be. */
  readonly say: (given: GivenMark) => Promise<boolean>;
  /**
   * Reverses an event by another one, once earlier marks have been written. Without a number, the last event of this
   * reviewer, never what somebody else has said since.
   */
  readonly undo: (event?: number) => Promise<void>;
  /** What has been said since an answer. */
  readonly recent: RecentMarks<GivenMark>;
  /** Grows whenever `recent` may answer differently. */
  readonly said: number;
  /** Resolves once earlier marks have had their turn. */
  readonly settled: () => Promise<unknown>;
  /** How many could not be written yet. */
  readonly waiting: number;
  /** Tries again to write what is waiting. */
  readonly again: () => void;
}

const Context = createContext<Marks | null>(null);

/** What becomes of unwritten marks when their case is left. */
export interface Leaving {
  /** How many cannot be written, once everything has had its turn. */
  readonly unwritten: () => Promise<number>;
  /** Stops all writing, until the returned function is called: meanwhile the engine may open another case. */
  readonly hold: () => (left: boolean) => void;
}

interface Props {
  readonly leaving: RefObject<Leaving | null>;
  readonly children: ReactNode;
}

/**
 * Writes what is said about entries. Unwritten marks outlive the screen that they were made on, and a reload of the
 * page, but not the case.
 */
export function MarksProvider({ leaving, children }: Props) {
  const client = useClient();
  const { info, version, changed, canAnnotate } = useCase();
  const { identify } = useReviewer();
  const { tell, fail } = useNotices();
  const [waiting, setWaiting] = useState(0);
  // Entries are known by their numbers, which mean other entries in another case: once this case is left, nothing
  // more is written.
  const isHere = useRef(true);
  const held = useRef<Promise<void>>(Promise.resolve());
  /** The last annotation of the case that this window knows of. */
  const lastEvent = useRef(0);
  lastEvent.current = Math.max(lastEvent.current, info.counts.annotations);

  const queue = useRef<MarkQueue>(null);
  const [said, speak] = useReducer((times: number) => times + 1, 0);
  const [recent] = useState(() => new RecentMarks<GivenMark>(() => queue.current?.unwritten ?? []));
  const undo = useCallback(
    async (event?: number) => {
      const author = await identify();
      if (author === null) return;
      const taken = recent.takingBack();
      let written: number | null = null;
      await queue.current?.afterwards(async () => {
        try {
          const which = event === undefined ? { own: true } : { event };
          const undone = await client.call('annotation.undo', { author, ...which });
          written = latest.current.version;
          await changed();
          tell({ text: strings.coding.undone(Number(undone.event.details['reverses'])) });
        } catch (thrown) {
          fail(toAppError(thrown));
        }
      });
      taken(written);
    },
    [client, recent, identify, changed, tell, fail],
  );

  const work = { client, info, version, changed, tell, fail, undo };
  const latest = useRef(work);
  latest.current = work;
  const keep = useCallback(async () => {
    await keepUnwritten(latest.current.info, () =>
      isHere.current ? (queue.current?.unwritten ?? null) : null,
    );
  }, []);
  queue.current ??= new MarkQueue(
    async (given) => {
      const { mark, on, author } = given;
      const about = await on;
      await held.current;
      if (!isHere.current) throw cancelled('the case was left');
      const wrote = () => {
        recent.wrote(given, latest.current.version);
        speak();
      };
      if (await isWritten(latest.current.client, given)) {
        wrote();
        return latest.current.changed();
      }
      given.after = lastEvent.current;
      await keep();
      const { event, entries } = await latest.current.client.call('annotation.add', {
        ...{ on: 'set' in about ? { set: about.set } : { entries: [...about.entries] }, mark, author },
      });
      lastEvent.current = Math.max(lastEvent.current, event.seq);
      wrote();
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
  const after = useCallback(
    <T,>(done: Promise<T>): Promise<T> => {
      const count = () => {
        setWaiting(queue.current?.waiting ?? 0);
        speak();
        void keep();
      };
      speak();
      void keep();
      done.then(count, count);
      return done;
    },
    [keep],
  );
  const again = useCallback(() => {
    if (queue.current) void after(queue.current.again());
  }, [after]);
  const say = useCallback(
    (given: GivenMark) => (queue.current ? after(queue.current.give(given)) : Promise.resolve(false)),
    [after],
  );

  const settled = useCallback(() => queue.current?.settled() ?? Promise.resolve(), []);

  useEffect(() => {
    isHere.current = true;
    leaving.current = {
      unwritten: async () => {
        await queue.current?.settled();
        return queue.current?.waiting ?? 0;
      },
      hold: () => {
        const hold = Promise.withResolvers<void>();
        held.current = hold.promise;
        return (left) => {
          if (left) {
            isHere.current = false;
            forgetUnwritten(latest.current.info);
          }
          hold.resolve();
        };
      },
    };
    const warn = (event: BeforeUnloadEvent) => {
      if (queue.current?.unwritten.length) event.preventDefault();
    };
    addEventListener('beforeunload', warn);
    return () => {
      isHere.current = false;
      leaving.current = null;
      removeEventListener('beforeunload', warn);
    };
  }, [leaving]);
  const restored = useRef(false);
  useEffect(() => {
    if (!canAnnotate || restored.current) return;
    restored.current = true;
    const kept = keptMarks(latest.current.info);
    if (kept.length === 0) return;
    queue.current?.restore(kept);
    setWaiting(kept.length);
    latest.current.tell({
      text: strings.coding.restored(kept.length),
      action: { text: strings.coding.tryAgain, run: again },
    });
  }, [canAnnotate, again]);

  const value = useMemo(
    () => ({ say, undo, settled, recent, said, waiting, again }),
    [say, undo, settled, recent, said, waiting, again],
  );
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useMarks(): Marks {
  const marks = useContext(Context);
  if (marks === null) throw new Error('nothing around this component writes marks');
  return marks;
}
