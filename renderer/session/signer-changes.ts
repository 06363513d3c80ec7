import { useSyncExternalStore } from 'react';

let version = 0;
const listeners = new Set<() => void>();

/** To be called once a signer was added to those that are known, or removed. */
export function signersChanged(): void {
  version += 1;
  for (const listener of listeners) listener();
}

/** Grows with every change of the known signers in this window: what was said of a signer before may no longer be so. */
export function useSignersVersion(): number {
  return useSyncExternalStore(subscribe, () => version);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
