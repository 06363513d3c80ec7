import { Tabs } from '../design/tabs.tsx';
import { strings } from '../strings.ts';
import { CheckReport } from './check-report.tsx';
import { MakeReport } from './make-report.tsx';
import type { ReportPlace } from './place.ts';
import type { Checking } from './use-check.ts';
import type { Reports } from './use-reports.ts';
import './reports.css';

interface Props {
  readonly reports: Reports;
  readonly checking: Checking;
  readonly place: ReportPlace;
  readonly onPlace: (change: (before: ReportPlace) => ReportPlace) => void;
  /** Shows what a query finds, on the review screen. */
  readonly onQuery: (query: string) => void;
  readonly onIntegrity: () => void;
  readonly onImport: () => void;
  /** Under which the place in a page is kept. */
  readonly scrollKey: string;
}

/** Reports on the case: made step by step, and checked. */
export function ReportsScreen({ checking, ...making }: Props) {
  const words = strings.reports;
  const { place, onPlace, onQuery } = making;
  return (
    <div className="case-screen reports-screen">
      <header className="screen-head">
        <div>
          <h1>{words.title}</h1>
          <p className="quiet">{words.help}</p>
        </div>
      </header>
      <Tabs
        label={words.title}
        selected={place.tab}
        onSelect={(tab) => onPlace((before) => ({ ...before, tab }))}
        items={[
          { key: 'make', title: words.tabs.make, content: () => <MakeReport {...making} /> },
          {
            key: 'check',
            title: words.tabs.check,
            content: () => <CheckReport checking={checking} onQuery={onQuery} />,
          },
        ]}
      />
    </div>
  );
}
