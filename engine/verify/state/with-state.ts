import { isStateFault } from './state-file.ts';

/** What is kept in a state, and where. */
export interface NamedState<S> {
  readonly open: () => S;
  /** Whether the session made it for itself: nobody relies on it, and all that stands in it can be derived. */
  readonly isOwn: boolean;
}

/**
 * Does `work` with a state that was named, or without one. Where the session's own cannot be had, or fails on the way, as where the folder
 * for temporary files is full, `work` is done without it, from the beginning. Of one that a person named, the fault is told.
 */
export async function withState<S extends { close(): void }, T>(
  state: NamedState<S> | null,
  work: (state: S | null) => Promise<T>,
): Promise<T> {
  if (state === null) return work(null);
  try {
    return await closing(state.open(), work);
  } catch (error) {
    if (!state.isOwn || !isStateFault(error)) throw error;
  }
  return work(null);
}

async function closing<S extends { close(): void }, T>(state: S, work: (state: S) => Promise<T>): Promise<T> {
  try {
    return await work(state);
  } finally {
    state.close();
  }
}
