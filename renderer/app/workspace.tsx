import { useCallback, useMemo, useRef, useState } from 'react';
import type { SourceInfo } from '../../shared/domain/case.ts';
import type { Finding } from '../../shared/domain/verification.ts';
import { CaseScreen } from '../case/case-screen.tsx';
import { useCommand } from '../commands/commands-context.tsx';
import { Palette } from '../commands/palette.tsx';
import { ShortcutsDialog } from '../commands/shortcuts-dialog.tsx';
import { CustodyScreen } from '../custody/custody-screen.tsx';
import { AnnotationExchange } from '../exchange/annotation-exchange.tsx';
import { HistoryScreen } from '../history/history-screen.tsx';
import { firstPlace, readPlace, type Subject, type SubjectPlace } from '../history/subject.ts';
import { ImportDialog } from '../import/import-dialog.tsx';
import { IntegrityScreen } from '../integrity/integrity-screen.tsx';
import { useVerification } from '../integrity/use-verification.ts';
import { PacksScreen } from '../packs/packs-screen.tsx';
import { toggleValue } from '../review/query/term-edit.ts';
import { ReviewScreen } from '../review/review-screen.tsx';
import { useReview } from '../review/use-review.ts';
import { type ScopeChoices, scopesOfHistory } from '../seal/scopes.ts';
import { useScopeChoices } from '../seal/use-scope-choices.ts';
import { SealWizard } from '../seal/wizard.tsx';
import { useCase } from '../session/case-context.tsx';
import { type CasePlace, caseTabs } from '../session/case-place.ts';
import { useReviewer } from '../session/reviewer.tsx';
import { readOneOf, useStoredState } from '../session/stored-state.ts';
import { useCall } from '../session/use-call.ts';
import { usePreload } from '../session/use-preload.ts';
import { SyncDialog } from '../sync/sync-dialog.tsx';
import { useArrivals } from '../sync/use-arrivals.ts';
import { useSync } from '../sync/use-sync.ts';
import { PackBanner } from './pack-banner.tsx';
import { Rail, type Screen, screens } from './rail.tsx';
import { ReviewerDialog } from './reviewer-dialog.tsx';
import { StatusLine } from './status-line.tsx';
import { TopBar } from './top-bar.tsx';
import { type Overlay, useFrameCommands } from './use-frame-commands.ts';
import './frame.css';

interface Props {
  /** Paths to import, from a drop; null if there are none. */
  readonly importing: readonly string[] | null;
  readonly onImporting: (paths: readonly string[] | null) => void;
}

/** An open case: the rail, the bars and the selected screen. */
export function Workspace({ importing, onImporting }: Props) {
  const { info, canChange, canImport } = useCase();
  const [overlay, setOverlay] = useState<Overlay | null>(null);
  // A pack has the same identifier as its case, but does not continue from the case's stored state.
  const own = info.pack === null ? info.uuid : `${info.uuid}.pack`;
  const [screen, setScreen] = useStoredState<Screen>(`screen.${own}`, 'case', readOneOf(screens));
  const [casePlace, setCasePlace] = useState<CasePlace>({ tab: caseTabs[0], source: null });
  const [sealing, setSealing] = useState<ScopeChoices | null>(null);
  const review = useReview();
  const [images, setImages] = useStoredState<SubjectPlace>(`images.${own}`, firstPlace, readPlace);
  const [claims, setClaims] = useStoredState<SubjectPlace>(`claims.${own}`, firstPlace, readPlace);
  const { verification } = info;
  const last = useCall(
    'verify.last',
    verification === null ? null : {},
    verification === null ? 0 : Date.parse(verification.time),
  );
  const report = last.value?.report ?? null;
  const observations = useMemo(() => report?.findings.filter(({ axis }) => axis === 'time') ?? [], [report]);
  const { setQuery } = review;
  const choicesOf = useScopeChoices(review);
  const latest = useRef(choicesOf);
  const shownHere = screen === 'claims' ? claims.shown : screen === 'images' ? images.shown : null;
  latest.current =
    shownHere === null
      ? choicesOf
      : () => Promise.resolve(scopesOfHistory(screen === 'claims' ? 'claim' : 'image', shownHere));
  // Memoized, so that typing a query does not redraw the frame with every key.
  const seal = useCallback(() => void latest.current().then(setSealing), []);
  const showIntegrity = useCallback(() => setScreen('integrity'), [setScreen]);
  const verifying = useVerification(screen === 'integrity', showIntegrity);
  const showPalette = useCallback(() => setOverlay('palette'), []);
  const openImport = useCallback(() => onImporting([]), [onImporting]);
  const openQuery = (query: string) => {
    setQuery(query);
    setScreen('review');
  };
  const showHistory = (subject: Subject, shown: string) => {
    const show = subject === 'image' ? setImages : setClaims;
    show((before) => ({ ...before, shown }));
    setScreen(subject === 'image' ? 'images' : 'claims');
  };
  const showInCase = (wanted: CasePlace) => {
    setCasePlace(wanted);
    setScreen('case');
  };
  const openEntry = (finding: Finding) => {
    if (finding.entryId === undefined) return;
    const byId = toggleValue('', 'entry_id', finding.entryId);
    const source = sourceOf(finding, info.sources);
    openQuery(source === null ? byId : toggleValue(byId, 'source', source));
  };
  const openable = info.counts.entries > 0;
  usePreload();
  const { answer } = useReviewer();
  useFrameCommands({ onScreen: setScreen, onOverlay: setOverlay });
  const sync = useSync();
  useArrivals();
  useCommand('case.import', canImport ? openImport : null);
  useCommand('case.sync', canImport ? sync.open : null);
  useCommand('case.seal', canChange && openable ? seal : null);
  return (
    <div className="frame">
      <TopBar
        report={report}
        onPalette={showPalette}
        onImport={openImport}
        onSync={sync.open}
        onSeal={seal}
        onIntegrity={showIntegrity}
      />
      <PackBanner />
      <div className="frame-middle">
        <Rail current={screen} onGo={setScreen} />
        <main className="frame-screen">
          {screen === 'case' && (
            <CaseScreen
              place={casePlace}
              onPlace={setCasePlace}
              onImport={openImport}
              onSeal={seal}
              onIntegrity={showIntegrity}
              onPacks={() => setScreen('packs')}
              onQuery={openQuery}
            />
          )}
          {screen === 'review' && (
            <ReviewScreen
              review={review}
              observations={observations}
              onImport={openImport}
              onHistory={showHistory}
            />
          )}
          {(screen === 'images' || screen === 'claims') && (
            <HistoryScreen
              key={screen}
              subject={screen === 'images' ? 'image' : 'claim'}
              place={screen === 'images' ? images : claims}
              onPlace={screen === 'images' ? setImages : setClaims}
              onQuery={openQuery}
              onShow={showHistory}
              onImport={openImport}
            />
          )}
          {screen === 'integrity' && (
            <IntegrityScreen verification={verifying} last={last} onOpenEntry={openEntry} />
          )}
          {screen === 'packs' && <PacksScreen onSeal={seal} />}
          {screen === 'custody' && <CustodyScreen />}
        </main>
      </div>
      <StatusLine review={review} listed={screen === 'review'} />
      <AnnotationExchange />
      {importing && (
        <ImportDialog
          paths={importing}
          onClose={() => onImporting(null)}
          onReview={() => setScreen('review')}
          onShow={showInCase}
        />
      )}
      {answer && <ReviewerDialog onAnswer={answer} />}
      {sync.shown && <SyncDialog sync={sync} onReview={() => setScreen('review')} />}
      {overlay === 'palette' && (
        <Palette onClose={() => setOverlay(null)} onQuery={openable ? openQuery : null} />
      )}
      {overlay === 'shortcuts' && <ShortcutsDialog onClose={() => setOverlay(null)} />}
      {sealing && <SealWizard choices={sealing} onClose={() => setSealing(null)} />}
    </div>
  );
}

/** How a query names the source of a finding: by its name, or by its number if two sources share the name. */
function sourceOf({ subject }: Finding, sources: readonly SourceInfo[]): string | null {
  const source = sources.find(({ id }) => subject === `source ${id}`);
  if (source === undefined) return null;
  const alone = sources.filter(({ name }) => name === source.name).length === 1;
  return alone ? source.name : String(source.id);
}
