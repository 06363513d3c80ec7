import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react';
import { load, readString, store, useStoredState } from './stored-state.ts';

/** Who annotates: named in every annotation and in custody. */
interface Reviewer {
  /** Empty until somebody has entered their name on this machine. */
  readonly name: string;
  readonly setName: (name: string) => void;
  /** The name or, if there is none yet, the system's name for the user: searches are remembered under it. */
  readonly known: string;
  /**
   * Asks for the name if it has not been given yet; null if the person declines. No entry is annotated before that.
   */
  readonly identify: () => Promise<string | null>;
  /** Answers the question that `identify` asked; null while there is none. */
  readonly answer: ((name: string | null) => void) | null;
}

const key = 'author';

/** Who annotated last on this machine; empty if nobody has. */
export const lastReviewer = () => load(key, readString) ?? '';

/** For the case that is opened next: must be set before it is opened. */
export const keepReviewer = (name: string) => store(key, name);

const Context = createContext<Reviewer | null>(null);

interface Props {
  /** The system's name for the user who runs the engine. */
  readonly account: string;
  readonly children: ReactNode;
}

/** The name is kept across cases. A case is not only opened by its examiner, so nobody is taken for them. */
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
