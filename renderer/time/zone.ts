import { useSyncExternalStore } from 'react';
import { isTimeZone } from '../../shared/time/zone.ts';
import { load, readString, store } from '../session/stored-state.ts';

/** `UTC`, `local` for the zone of this machine, or the name of a zone. It governs every time that is shown or exported. */
type ZoneChoice = string;

export const localZone = new Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

const storageKey = 'zone';
const listeners = new Set<() => void>();
let chosen: ZoneChoice | null = null;

function choice(): ZoneChoice {
  chosen ??= load(storageKey, readChoice) ?? 'UTC';
  return chosen;
}

function readChoice(stored: unknown): ZoneChoice | null {
  const text = readString(stored);
  return text !== null && (text === 'local' || isTimeZone(text)) ? text : null;
}

export function setZone(next: ZoneChoice): void {
  chosen = next;
  store(storageKey, next);
  for (const listener of listeners) listener();
}

/** The zone by its name, and whether it was chosen as that of this machine. */
export function useZone(): { readonly zone: string; readonly choice: ZoneChoice } {
  const now = useSyncExternalStore(subscribe, choice);
  return { zone: now === 'local' ? localZone : now, choice: now };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
