import { useEffect, useRef, useSyncExternalStore } from 'react';

/** Who takes files that are dropped on the page in place of the application: a screen that is there for them. */
export interface DropTaker {
  /** What dropping does, in words. */
  readonly invitation: string;
  readonly onFiles: (files: readonly File[]) => void;
}

let takers: readonly DropTaker[] = [];
const listeners = new Set<() => void>();

function change(next: readonly DropTaker[]): void {
  takers = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The one that came last; null if there is none. */
export function useDropTaker(): DropTaker | null {
  return useSyncExternalStore(subscribe, () => takers.at(-1) ?? null);
}

/** Takes dropped files as long as the component is mounted. */
export function useDropped(invitation: string, onFiles: DropTaker['onFiles']): void {
  const latest = useRef(onFiles);
  latest.current = onFiles;
  useEffect(() => {
    const taker: DropTaker = { invitation, onFiles: (files) => latest.current(files) };
    change([...takers, taker]);
    return () => change(takers.filter((each) => each !== taker));
  }, [invitation]);
}
