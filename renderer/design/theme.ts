import { useSyncExternalStore } from 'react';
import { load, store } from '../session/stored-state.ts';

export const themes = ['system', 'light', 'dark', 'contrast'] as const;
export type Theme = (typeof themes)[number];
export const densities = ['compact', 'normal', 'roomy'] as const;
export type Density = (typeof densities)[number];

/** Row heights in pixels, as in tokens.css: the grid computes positions with them. */
export const rowHeights: Readonly<Record<Density, number>> = { compact: 22, normal: 28, roomy: 36 };

export interface Appearance {
  readonly theme: Theme;
  readonly density: Density;
}

const storageKey = 'appearance';
const asItComes: Appearance = { theme: 'system', density: 'normal' };
const listeners = new Set<() => void>();
let current = load(storageKey, readAppearance) ?? asItComes;

function readAppearance(stored: unknown): Appearance | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const { theme, density } = stored as Partial<Record<keyof Appearance, unknown>>;
  return {
    theme: themes.find((each) => each === theme) ?? asItComes.theme,
    density: densities.find((each) => each === density) ?? asItComes.density,
  };
}

/** Applies the chosen appearance to the document. "system" also follows the system's contrast setting. */
export function applyAppearance(): void {
  const { theme, density } = current;
  const wantsContrast = theme === 'system' && matchMedia('(prefers-contrast: more)').matches;
  document.documentElement.dataset['theme'] = wantsContrast ? 'contrast' : theme;
  document.documentElement.dataset['density'] = density;
}

export function setAppearance(change: Partial<Appearance>): void {
  show({ ...current, ...change });
  store(storageKey, current);
}

/** Adopts what was stored elsewhere in the meantime. */
export function reloadAppearance(): void {
  show(load(storageKey, readAppearance) ?? current);
}

function show(next: Appearance): void {
  current = next;
  applyAppearance();
  for (const listener of listeners) listener();
}

export function useAppearance(): Appearance {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}
