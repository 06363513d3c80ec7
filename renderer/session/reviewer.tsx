import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { useCase } from './case-context.tsx';
import { load, readString, store, useStoredState } from './stored-state.ts';

/** Who annotates: named in every annotation and in custody. */
interface Reviewer {
  /** Empty until somebody said who they are. */
  readonly name: string;
  readonly setName: (name: string) => void;
  /** Whether the name is being asked for. */
  readonly asking: boolean;
  readonly setAsking: (asking: boolean) => void;
}

const key = 'author';

/** Who annotated last on this machine; empty where nobody has. */
export const lastReviewer = () => load(key, readString) ?? '';

/** For the case that is opened next: to be said before it is. */
export const keepReviewer = (name: string) => store(key, name);

const Context = createContext<Reviewer | null>(null);

/** The name is kept across cases, and begins as that of the case's examiner. */
export function ReviewerProvider({ children }: { readonly children: ReactNode }) {
  const { info } = useCase();
  const [name, setName] = useStoredState(key, info.examiner ?? '', readString);
  const [asking, setAsking] = useState(false);
  const value = useMemo(() => ({ name, setName, asking, setAsking }), [name, setName, asking]);
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useReviewer(): Reviewer {
  const reviewer = useContext(Context);
  if (reviewer === null) throw new Error('no reviewer around this component');
  return reviewer;
}
