import { type ReactNode, useEffect, useRef } from 'react';
import { Sheets } from './sheets.tsx';

interface Props {
  /** At the foot of every page: what was printed, in parts. Somebody's text. */
  readonly foot: readonly string[];
  readonly onDone: () => void;
  readonly children: ReactNode;
}

/** Prints its content at once, in place of the screen; visible only in print. */
export function Printed({ foot, onDone, children }: Props) {
  // Prints once while it is mounted: news about the case does not print it again.
  const done = useRef(onDone);
  useEffect(() => {
    const { current } = done;
    window.addEventListener('afterprint', current, { once: true });
    window.print();
    return () => window.removeEventListener('afterprint', current);
  }, []);
  return <Sheets foot={foot}>{children}</Sheets>;
}
