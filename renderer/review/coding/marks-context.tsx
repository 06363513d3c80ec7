import {
  createContext,
  type ReactNode,
  type RefObject,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import { useNotices } from '../../notices/notices.tsx';
import { useCase } from '../../session/case-context.tsx';
import { useClient } from '../../session/client-context.tsx';
import { useReviewer } from '../../session/reviewer.tsx';
import { type MarksState, MarkWriter } from './mark-writer.ts';

interface Marks extends MarksState {
  readonly writer: MarkWriter;
}

/** What becomes of unwritten marks when their case is left. */
export type Leaving = Pick<MarkWriter, 'unwritten' | 'hold'>;

interface Props {
  readonly leaving: RefObject<Leaving | null>;
  readonly children: ReactNode;
}

const Context = createContext<Marks | null>(null);

/** Annotates the open case: whatever is said on a screen, one writer writes. */
export function MarksProvider({ leaving, children }: Props) {
  const writer = useMarkWriter();
  useLeaving(writer, leaving);
  const { canAnnotate } = useCase();
  useEffect(() => {
    if (canAnnotate) writer.restore();
  }, [writer, canAnnotate]);
  const state = useSyncExternalStore(writer.watch, writer.state);
  const value = useMemo(() => ({ writer, ...state }), [writer, state]);
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useMarks(): Marks {
  const marks = useContext(Context);
  if (marks === null) throw new Error('nothing around this component writes marks');
  return marks;
}

/** One writer for as long as the case is open, which always knows what surrounds it. */
function useMarkWriter(): MarkWriter {
  const client = useClient();
  const { info, version, changed } = useCase();
  const { identify } = useReviewer();
  const { tell, fail } = useNotices();
  const around = { client, info, version, changed, identify, tell, fail };
  const [writer] = useState(() => new MarkWriter(around));
  writer.surround(around);
  return writer;
}

/** Nobody leaves unwritten marks behind unasked, and nothing is written once the case has been left. */
function useLeaving(writer: MarkWriter, leaving: RefObject<Leaving | null>): void {
  useEffect(() => {
    writer.enter();
    leaving.current = writer;
    const warn = (event: BeforeUnloadEvent) => {
      if (writer.isUnwritten) event.preventDefault();
    };
    addEventListener('beforeunload', warn);
    return () => {
      writer.leave();
      leaving.current = null;
      removeEventListener('beforeunload', warn);
    };
  }, [writer, leaving]);
}
