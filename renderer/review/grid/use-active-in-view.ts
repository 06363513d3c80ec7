import { useCallback, useEffect, useRef } from 'react';

/**
 * Keys, commands and links all move the active row; wherever it goes, it is scrolled into view. Call the returned
 * function for a row that is about to be active and stands in view already, such as one that was clicked.
 *
 * @param of names what the rows are of: other rows have a place of their own
 */
export function useActiveInView(of: string, active: number, rows: number, show: (row: number) => void) {
  const shown = useRef({ of, active });
  useEffect(() => {
    const before = shown.current;
    shown.current = { of, active };
    if (before.of === of && before.active !== active) show(Math.min(active, rows - 1));
  }, [of, active, rows, show]);
  return useCallback(
    (row: number) => {
      shown.current = { of, active: row };
    },
    [of],
  );
}
