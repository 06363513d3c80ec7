import { type Dispatch, type SetStateAction, useEffect, useState } from 'react';
import type { KeptState } from '../../shared/contract/state-operations.ts';

/**
 * State that survives a reload, a crash and a restart: kept as JSON under `key`, in this tab, in this browser and, a
 * moment later, by the engine. What was stored is read back only through `read`, which answers null for anything that
 * it does not recognize.
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

const prefix = 'casebound.';
const pauseMs = 400;

/** Two windows each keep their own place; a new one begins with the last place of either. */
export function load<T>(key: string, read: (stored: unknown) => T | null): T | null {
  try {
    const own = sessionStorage.getItem(prefix + key);
    const text = own ?? keptIn(localStorage, key)?.text;
    return text === undefined ? null : read(JSON.parse(text));
  } catch {
    return null;
  }
}

/** The same, for this tab only. */
export function loadOwn<T>(key: string, read: (stored: unknown) => T | null): T | null {
  try {
    return read(JSON.parse(sessionStorage.getItem(prefix + key) ?? 'null'));
  } catch {
    return null;
  }
}

/** Kept in this tab only, and gone with it. */
export function storeOwn(key: string, value: unknown): void {
  try {
    if (value === '') sessionStorage.removeItem(prefix + key);
    else sessionStorage.setItem(prefix + key, JSON.stringify(value));
  } catch {
    // As below.
  }
}

/** An empty text is not stored: it means the same as none. */
export function store(key: string, value: unknown): void {
  const text = value === '' ? null : JSON.stringify(value);
  try {
    if (sessionStorage.getItem(prefix + key) === text) return;
    const time = Date.now();
    if (text === null) {
      sessionStorage.removeItem(prefix + key);
      localStorage.removeItem(prefix + key);
    } else {
      sessionStorage.setItem(prefix + key, text);
      localStorage.setItem(prefix + key, JSON.stringify({ text, time } satisfies KeptState));
    }
    changed.set(key, { text, time });
    if (timer === undefined) timer = setTimeout(sendChanges, pauseMs);
  } catch {
    // If storage is full or forbidden, the place is lost, but never the work: that is in the case file.
  }
}

type Send = (name: string, text: string | null, time: number) => void;
const changed = new Map<string, { readonly text: string | null; readonly time: number }>();
let timer: ReturnType<typeof setTimeout> | undefined;
let send: Send | null = null;

function sendChanges(): void {
  timer = undefined;
  if (send === null) return;
  for (const [name, { text, time }] of changed) send(name, text, time);
  changed.clear();
}

/**
 * Adopts what the engine stored, if it is newer than what this browser has; from now on, changes are sent there too.
 */
export function keepWith(state: Readonly<Record<string, KeptState>>, sendTo: Send): void {
  send = sendTo;
  try {
    for (const [key, kept] of Object.entries(state)) {
      if ((keptIn(localStorage, key)?.time ?? 0) < kept.time)
        localStorage.setItem(prefix + key, JSON.stringify(kept));
    }
  } catch {
    // As above.
  }
}

// A page that is being closed sends its last state; whether that still arrives is up to the browser.
globalThis.window?.addEventListener('pagehide', sendChanges);

function keptIn(storage: Storage, key: string): KeptState | null {
  try {
    const kept: unknown = JSON.parse(storage.getItem(prefix + key) ?? 'null');
    const { text, time } = (kept ?? {}) as Partial<Record<keyof KeptState, unknown>>;
    return typeof text === 'string' && typeof time === 'number' ? { text, time } : null;
  } catch {
    return null;
  }
}

export const readString = (stored: unknown) => (typeof stored === 'string' ? stored : null);
export const readBoolean = (stored: unknown) => (typeof stored === 'boolean' ? stored : null);
/** One of a few known words. */
export const readOneOf =
  <T extends string>(known: readonly T[]) =>
  (stored: unknown) =>
    known.find((each) => each === stored) ?? null;
