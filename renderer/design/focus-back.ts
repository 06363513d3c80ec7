import { useEffect } from 'react';

const takesFocus = 'button:not([disabled]), a[href], input:not([disabled]), textarea, [tabindex="0"]';

/** What had the focus last outside of every dialog and menu, and what it stood in, from the inside outwards. */
let outside: readonly HTMLElement[] = [];
let open = 0;

/** @param root what dialogs and menus stand beside, not in */
export function followFocus(root: HTMLElement): void {
  root.addEventListener('focusin', ({ target }) => {
    const chain: HTMLElement[] = [];
    for (let at = target; at instanceof HTMLElement && at !== root; at = at.parentElement) {
      // Elsewhere on the screen it would be out of place.
      if (at.tagName === 'MAIN') break;
      chain.push(at);
    }
    outside = chain;
  });
}

/**
 * When the last dialog closes, the focus goes back to where it came from. The library does that by itself, but not where one dialog
 * followed another, whose buttons are gone, nor where the dialog did away with the button that opened it: then the nearest to it is next.
 */
export function useFocusBack(): void {
  useEffect(() => {
    open += 1;
    return () => {
      open -= 1;
      // The library moves the focus with the next frame.
      requestAnimationFrame(() => requestAnimationFrame(focusNearest));
    };
  }, []);
}

function focusNearest(): void {
  const isNowhere = () => document.activeElement === null || document.activeElement === document.body;
  if (open > 0 || !isNowhere()) return;
  for (const element of outside) {
    if (!element.isConnected) continue;
    if (element === outside[0]) element.focus();
    for (const inside of element.querySelectorAll<HTMLElement>(takesFocus)) {
      if (!isNowhere()) return;
      inside.focus();
    }
    if (!isNowhere()) return;
  }
}
