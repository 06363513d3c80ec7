import { useEffect, useRef } from 'react';

/** Open dialogs, the topmost last: what Escape does to each. */
const open: { readonly close: () => void }[] = [];

function onKeyDown(event: KeyboardEvent): void {
  if (event.key !== 'Escape' || event.defaultPrevented || event.target !== document.body) return;
  open.at(-1)?.close();
}

/**
 * Escape closes the topmost dialog also while nothing has the focus. The library listens where the focus is; between a dialog that
 * closes and the one under it, which has the focus back only with the next frame, and where a button that had it is gone, that is nowhere.
 *
 * @param close null where Escape is not to close it
 */
export function useEscapeFromNowhere(close: (() => void) | null): void {
  const latest = useRef(close);
  latest.current = close;
  useEffect(() => {
    const dialog = { close: () => latest.current?.() };
    if (open.length === 0) document.addEventListener('keydown', onKeyDown);
    open.push(dialog);
    return () => {
      open.splice(open.indexOf(dialog), 1);
      if (open.length === 0) document.removeEventListener('keydown', onKeyDown);
    };
  }, []);
}
