import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import type { GuidedReport } from '../../shared/domain/guided-report.ts';
import { Sheets } from '../printed/sheets.tsx';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { CoverageStatement } from './coverage.tsx';
import { ReportFacts } from './report-facts.tsx';
import { SectionView } from './section-view.tsx';

/** What the browser prints while a report is on the screen, whoever asks for it: all of it, whichever step is shown. */
export function PaperReport({ report }: { readonly report: GuidedReport }) {
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    // The browser lays the page out as soon as this has run.
    const begin = () => flushSync(() => setPrinting(true));
    const end = () => setPrinting(false);
    window.addEventListener('beforeprint', begin);
    window.addEventListener('afterprint', end);
    return () => {
      window.removeEventListener('beforeprint', begin);
      window.removeEventListener('afterprint', end);
    };
  }, []);
  if (!isPrinting) return null;
  const words = strings.reports;
  const { title, state, coverage, sections } = report;
  return (
    <Sheets foot={[title, report.case.title, report.case.uuid, words.printed.foot(state.seq), state.hash]}>
      <h1>
        <EvidenceText text={title} />
      </h1>
      <dl className="finding-facts">
        <dt>{strings.integrity.printed.of}</dt>
        <dd>
          <EvidenceText text={report.case.title} /> · <span className="mono">{report.case.uuid}</span>
        </dd>
        <dt>{strings.integrity.printed.by}</dt>
        <dd>{strings.integrity.printed.program(report.version)}</dd>
      </dl>
      <p>{report.question}</p>
      <ReportFacts report={report} onPaper />
      {sections.map((section) => (
        <SectionView key={section.id} section={section} onQuery={null} />
      ))}
      <h2>{words.coverage.heading}</h2>
      <CoverageStatement coverage={coverage} onQuery={null} />
    </Sheets>
  );
}
