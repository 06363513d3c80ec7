import { type ReactNode, useEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { footLine, pageMargins } from './page-margins.ts';
import './printed.css';

interface Props {
  /** Stands at the foot of every page: whose or what it is, in parts. Somebody's text. */
  readonly foot: readonly string[];
  readonly onDone: () => void;
  readonly children: ReactNode;
}

/** What is printed at once, in place of the screen; shown to the printer alone. */
export function Printed({ foot, onDone, children }: Props) {
  // Once for as long as it stands: what is told of the case meanwhile prints nothing anew.
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
