import { type ReactNode, useEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { footLine, pageMargins } from './page-margins.ts';
import './printed.css';

interface Props {
  /** At the foot of every page: what was printed, in parts. Somebody's text. */
  readonly foot: readonly string[];
  readonly onDone: () => void;
  readonly children: ReactNode;
}

/** Prints its content at once, in place of the screen; visible only in print. */
export function Printed({ foot, onDone, children }: Props) {
  // Prints once while it is mounted: news about the case does not print it again.
  const given = useRef({ foot, onDone });
  useEffect(() => {
    const { foot: text, onDone: done } = given.current;
    const undo = pageMargins(footLine(text));
    window.addEventListener('afterprint', done, { once: true });
    window.print();
    return () => {
      undo();
      window.removeEventListener('afterprint', done);
    };
  }, []);
  return createPortal(<article className="printed">{children}</article>, document.body);
}
