import { type ReactNode, useEffect } from 'react';
import { createPortal } from 'react-dom';
import { visibleLine } from '../text/visible-text.ts';
import { pageMargins } from './page-margins.ts';
import './printed.css';

interface Props {
  /** Stands at the foot of every page: whose or what it is. Somebody's text. */
  readonly foot: string;
  readonly onDone: () => void;
  readonly children: ReactNode;
}

/** What is printed at once, in place of the screen; shown to the printer alone. */
export function Printed({ foot, onDone, children }: Props) {
  useEffect(() => {
    const undo = pageMargins(visibleLine(foot));
    window.addEventListener('afterprint', onDone, { once: true });
    window.print();
    return () => {
      undo();
      window.removeEventListener('afterprint', onDone);
    };
  }, [foot, onDone]);
  return createPortal(<article className="printed">{children}</article>, document.body);
}
