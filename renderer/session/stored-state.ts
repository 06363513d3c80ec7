import { type Dispatch, type SetStateAction, useEffect, useState } from 'react';

/**
 * State that survives a reload: kept as JSON in this browser under `key`. What was stored is read back only through
 * `read`, which answers null for anything that it does not recognize.
 */
export function useStoredState<T>(
  key: string,
  initial: T,
  read: (stored: unknown) => T | null,
): [T, Dispatch<SetStateAction<T>>] {
  const [value, setValue] = useState<T>(() => load(key, read) ?? initial);
  useEffect(() => {
    store(key, value);
  }, [key, value]);
  return [value, setValue];
}

export function load<T>(key: string, read: (stored: unknown) => T | null): T | null {
  try {
    const text = localStorage.getItem(`casebound.${key}`);
    return text === null ? null : read(JSON.parse(text));
  } catch {
    return null;
  }
}

/** An empty text is not kept: nothing is the same as none. */
export function store(key: string, value: unknown): void {
  try {
    if (value === '') localStorage.removeItem(`casebound.${key}`);
    else localStorage.setItem(`casebound.${key}`, JSON.stringify(value));
  } catch {
    // A full or forbidden storage loses the place, never the work: that is in the case file.
  }
}

export const readString = (stored: unknown) => (typeof stored === 'string' ? stored : null);
export const readBoolean = (stored: unknown) => (typeof stored === 'boolean' ? stored : null);
/** One of a few known words. */
export const readOneOf =
  <T extends string>(known: readonly T[]) =>
  (stored: unknown) =>
    known.find((each) => each === stored) ?? null;
