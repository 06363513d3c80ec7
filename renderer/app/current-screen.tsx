import type { Finding } from '../../shared/domain/verification.ts';
import { CaseScreen } from '../case/case-screen.tsx';
import { CustodyScreen } from '../custody/custody-screen.tsx';
import { HistoryScreen } from '../history/history-screen.tsx';
import { IntegrityScreen } from '../integrity/integrity-screen.tsx';
import type { Verification } from '../integrity/use-verification.ts';
import { PacksScreen } from '../packs/packs-screen.tsx';
import { ReportsScreen } from '../reports/reports-screen.tsx';
import type { Checking } from '../reports/use-check.ts';
import type { Reports } from '../reports/use-reports.ts';
import { ReviewScreen } from '../review/review-screen.tsx';
import type { Review } from '../review/use-review.ts';
import { useCase } from '../session/case-context.tsx';
import { findingQuery } from './finding-query.ts';
import type { useLastVerification } from './use-last-verification.ts';
import type { Places } from './use-places.ts';

interface Props {
  readonly places: Places;
  readonly review: Review;
  readonly verifying: Verification;
  readonly verified: ReturnType<typeof useLastVerification>;
  readonly reports: Reports;
  readonly checking: Checking;
  readonly onImport: () => void;
  readonly onSeal: () => void;
  readonly onIntegrity: () => void;
  /** Shows what a query finds, on the review screen. */
  readonly onQuery: (query: string) => void;
}

/** The screen that a person is on, with the ways from there to others. */
export function CurrentScreen(props: Props) {
  const { places, review, verifying, verified, reports, checking } = props;
  const { onImport, onSeal, onIntegrity, onQuery } = props;
  const { info } = useCase();
  const { screen, history, showHistory } = places;
  const openEntry = (finding: Finding) => {
    const query = findingQuery(finding, info.sources);
    if (query !== null) onQuery(query);
  };
  switch (screen) {
    case 'case':
      return (
        <CaseScreen
          place={places.casePlace}
          onPlace={places.setCasePlace}
          onImport={onImport}
          onSeal={onSeal}
          onIntegrity={onIntegrity}
          onPacks={() => places.setScreen('packs')}
          onQuery={onQuery}
        />
      );
    case 'review':
      return (
        <ReviewScreen
          review={review}
          observations={verified.observations}
          onImport={onImport}
          onHistory={showHistory}
        />
      );
    case 'images':
    case 'claims':
      return (
        history && (
          <HistoryScreen
            key={screen}
            {...history}
            onQuery={onQuery}
            onShow={showHistory}
            onReport={places.showReport}
            onImport={onImport}
          />
        )
      );
    case 'reports':
      return (
        <ReportsScreen
          {...places.report}
          reports={reports}
          checking={checking}
          onQuery={onQuery}
          onIntegrity={onIntegrity}
          onImport={onImport}
        />
      );
    case 'integrity':
      return <IntegrityScreen verification={verifying} last={verified.last} onOpenEntry={openEntry} />;
    case 'packs':
      return <PacksScreen onSeal={onSeal} />;
    case 'custody':
      return <CustodyScreen />;
  }
}
