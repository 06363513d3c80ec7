import { type ReactNode, useEffect, useRef } from 'react';
import { strings } from '../strings.ts';
import { type ReportStep, reportSteps } from './place.ts';
import { useKeptScroll } from './use-kept-scroll.ts';

interface Props {
  readonly step: ReportStep;
  readonly heading: ReactNode;
  readonly help?: ReactNode;
  /** Under which the place in the page is kept; a page of its own for what is asked. */
  readonly scrollKey: string;
  /** Ways on, at the foot. */
  readonly foot: ReactNode;
  readonly children: ReactNode;
}

/** The page of a step. Its heading takes the focus, so that a screen reader announces it. */
export function ReportPage({ step, heading, help, scrollKey, foot, children }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  useKeptScroll(scroller, scrollKey);
  useEffect(() => title.current?.focus({ preventScroll: true }), []);
  return (
    <section className="report-step" aria-labelledby={`report-${step}`}>
      <div ref={scroller} className="report-page">
        <header>
          <p className="label">{strings.reports.stepOf(reportSteps.indexOf(step) + 1, reportSteps.length)}</p>
          <h2 ref={title} id={`report-${step}`} tabIndex={-1} className="report-heading">
            {heading}
          </h2>
          {help && <p className="quiet report-words">{help}</p>}
        </header>
        {children}
      </div>
      <footer className="report-foot">{foot}</footer>
    </section>
  );
}
