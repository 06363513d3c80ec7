import { useCallback, useState } from 'react';
import { useCommand } from '../commands/commands-context.tsx';
import { Palette } from '../commands/palette.tsx';
import { ShortcutsDialog } from '../commands/shortcuts-dialog.tsx';
import { AnnotationExchange } from '../exchange/annotation-exchange.tsx';
import { ImportDialog } from '../import/import-dialog.tsx';
import { useVerification } from '../integrity/use-verification.ts';
import { useCheck } from '../reports/use-check.ts';
import { useReports } from '../reports/use-reports.ts';
import { useReview } from '../review/use-review.ts';
import { SealWizard } from '../seal/wizard.tsx';
import { useCase } from '../session/case-context.tsx';
import { useReviewer } from '../session/reviewer.tsx';
import { usePreload } from '../session/use-preload.ts';
import { SyncDialog } from '../sync/sync-dialog.tsx';
import { useArrivals } from '../sync/use-arrivals.ts';
import { useSync } from '../sync/use-sync.ts';
import { CurrentScreen } from './current-screen.tsx';
import { PackBanner } from './pack-banner.tsx';
import { Rail } from './rail.tsx';
import { ReviewerDialog } from './reviewer-dialog.tsx';
import { StatusLine } from './status-line.tsx';
import { TopBar } from './top-bar.tsx';
import { type Overlay, useFrameCommands } from './use-frame-commands.ts';
import { useLastVerification } from './use-last-verification.ts';
import { usePlaces } from './use-places.ts';
import { useSealingChoices } from './use-sealing-choices.ts';
import './frame.css';

interface Props {
  /** Paths to import, from a drop; null if there are none. */
  readonly importing: readonly string[] | null;
  readonly onImporting: (paths: readonly string[] | null) => void;
}

/** An open case: the rail, the bars, the selected screen, and whatever dialog is open over it. */
export function Workspace({ importing, onImporting }: Props) {
  const { info, canChange, canImport } = useCase();
  const places = usePlaces();
  const { screen, setScreen } = places;
  const review = useReview();
  const verified = useLastVerification();
  const showIntegrity = useCallback(() => setScreen('integrity'), [setScreen]);
  const verifying = useVerification(screen === 'integrity', showIntegrity);
  const showReports = useCallback(() => setScreen('reports'), [setScreen]);
  const reports = useReports(screen === 'reports', showReports);
  const checking = useCheck();
  const sealing = useSealingChoices(review, places);
  const sync = useSync();
  const { answer } = useReviewer();
  const [overlay, setOverlay] = useState<Overlay | null>(null);
  const showPalette = useCallback(() => setOverlay('palette'), []);
  const openImport = useCallback(() => onImporting([]), [onImporting]);
  const showReview = () => setScreen('review');
  const openQuery = (query: string) => {
    review.setQuery(query);
    showReview();
  };
  const isAny = info.counts.entries > 0;
  usePreload();
  useArrivals();
  useFrameCommands({ onScreen: setScreen, onOverlay: setOverlay });
  useCommand('case.import', canImport ? openImport : null);
  useCommand('case.sync', canImport ? sync.open : null);
  useCommand('case.seal', canChange && isAny ? sealing.open : null);
  return (
    <div className="frame">
      <TopBar
        report={verified.report}
        onPalette={showPalette}
        onImport={openImport}
        onSync={sync.open}
        onSeal={sealing.open}
        onIntegrity={showIntegrity}
      />
      <PackBanner />
      <div className="frame-middle">
        <Rail current={screen} onGo={setScreen} />
        <main className="frame-screen">
          <CurrentScreen
            places={places}
            review={review}
            verifying={verifying}
            verified={verified}
            reports={reports}
            checking={checking}
            onImport={openImport}
            onSeal={sealing.open}
            onIntegrity={showIntegrity}
            onQuery={openQuery}
          />
        </main>
      </div>
      <StatusLine review={review} listed={screen === 'review'} />
      <AnnotationExchange />
      {importing && (
        <ImportDialog
          paths={importing}
          onClose={() => onImporting(null)}
          onReview={showReview}
          onShow={places.showInCase}
        />
      )}
      {answer && <ReviewerDialog onAnswer={answer} />}
      {sync.shown && <SyncDialog sync={sync} onReview={showReview} />}
      {overlay === 'palette' && (
        <Palette onClose={() => setOverlay(null)} onQuery={isAny ? openQuery : null} />
      )}
      {overlay === 'shortcuts' && <ShortcutsDialog onClose={() => setOverlay(null)} />}
      {sealing.choices && <SealWizard choices={sealing.choices} onClose={sealing.close} />}
    </div>
  );
}
