import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { footLine, pageMargins } from './page-margins.ts';
import './printed.css';

interface Props {
  /** At the foot of every page: what was printed, in parts. Somebody's text. */
  readonly foot: readonly string[];
  readonly children: ReactNode;
}

/** What is printed in place of the screen while it is mounted; visible only in print. */
export function Sheets({ foot, children }: Props) {
  const given = useRef(foot);
  useLayoutEffect(() => pageMargins(footLine(given.current)), []);
  return createPortal(<article className="printed">{children}</article>, document.body);
}
