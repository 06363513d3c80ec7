import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react';
import { load, readString, store, useStoredState } from './stored-state.ts';

/** Who annotates: named in every annotation and in custody. */
interface Reviewer {
  /** Empty until somebody said on this machine who they are. */
  readonly name: string;
  readonly setName: (name: string) => void;
  /** The name, or as long as there is none what the operating system calls them: searches are remembered under it. */
  readonly known: string;
  /** Who it is, asked of whoever has not said it yet; null where they will not say. Nothing is said of an entry before. */
  readonly identify: () => Promise<string | null>;
  /** Answers the question that `identify` has put; null while there is none. */
  readonly answer: ((name: string | null) => void) | null;
}

const key = 'author';

/** Who annotated last on this machine; empty where nobody has. */
export const lastReviewer = () => load(key, readString) ?? '';

/** For the case that is opened next: to be said before it is. */
export const keepReviewer = (name: string) => store(key, name);

const Context = createContext<Reviewer | null>(null);

interface Props {
  /** What the operating system calls whoever runs the engine. */
  readonly account: string;
  readonly children: ReactNode;
}

/** The name is kept across cases. A case is opened by others than its examiner too: nobody is taken for them. */
export function ReviewerProvider({ account, children }: Props) {
  const [stored, setName] = useStoredState(key, '', readString);
  const [answer, setAnswer] = useState<Reviewer['answer']>(null);
  const asked = useRef<Promise<string | null> | null>(null);
  const name = stored.trim();
  const identify = useCallback(() => {
    if (name !== '') return Promise.resolve(name);
    asked.current ??= new Promise((resolve) => {
      setAnswer(() => (given: string | null) => {
        asked.current = null;
        setAnswer(null);
        if (given !== null) setName(given);
        resolve(given);
      });
    });
    return asked.current;
  }, [name, setName]);
  const value = useMemo(
    () => ({ name: stored, setName, known: name || account, identify, answer }),
    [stored, name, setName, account, identify, answer],
  );
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useReviewer(): Reviewer {
  const reviewer = useContext(Context);
  if (reviewer === null) throw new Error('no reviewer around this component');
  return reviewer;
}
