import { type RefObject, useLayoutEffect } from 'react';
import { load, store } from '../session/stored-state.ts';

const pauseMs = 200;

/** Keeps how far an element is scrolled, under `key`: whoever comes back to the same finds it where it was. */
export function useKeptScroll(scroller: RefObject<HTMLElement | null>, key: string): void {
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    element.scrollTop = load(key, readTop) ?? 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let top = element.scrollTop;
    const keep = () => store(key, top === 0 ? '' : top);
    const onScroll = () => {
      top = element.scrollTop;
      clearTimeout(timer);
      timer = setTimeout(keep, pauseMs);
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      element.removeEventListener('scroll', onScroll);
      clearTimeout(timer);
      keep();
    };
  }, [scroller, key]);
}

const readTop = (stored: unknown) =>
  typeof stored === 'number' && Number.isFinite(stored) && stored >= 0 ? stored : null;
