import { Printer } from 'lucide-react';
import type { GuidedReport } from '../../shared/domain/guided-report.ts';
import { Button } from '../design/button.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { strings } from '../strings.ts';
import { ReportFacts } from './report-facts.tsx';
import { SectionView } from './section-view.tsx';
import { StaleNotice } from './stale-notice.tsx';
import type { ChangesSince } from './use-changes-since.ts';

interface Props {
  readonly report: GuidedReport;
  readonly changes: ChangesSince | null;
  readonly onAgain: () => void;
  readonly onQuery: (query: string) => void;
}

/** The answer: every section with its figures, each of which leads to its entries. */
export function Answer({ report, changes, onAgain, onQuery }: Props) {
  return (
    <>
      {changes && <StaleNotice changes={changes} onAgain={onAgain} />}
      <div className="report-facts">
        <ReportFacts report={report} />
        <Button onPress={() => window.print()}>
          <Printer size={14} aria-hidden="true" /> {strings.integrity.print}
        </Button>
      </div>
      {report.sections.length === 0 && <EmptyState title={strings.reports.answer.nothing} />}
      {report.sections.map((section) => (
        <SectionView key={section.id} section={section} onQuery={onQuery} />
      ))}
    </>
  );
}
