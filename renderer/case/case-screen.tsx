import { Lock } from 'lucide-react';
import { useState } from 'react';
import { ConflictList } from '../conflicts/conflict-list.tsx';
import { Tabs } from '../design/tabs.tsx';
import { Ledger } from '../import/ledger.tsx';
import { QuarantineList } from '../quarantine/quarantine-list.tsx';
import { useCase } from '../session/case-context.tsx';
import type { CasePlace, CaseTab } from '../session/case-place.ts';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { countText } from '../text/numbers.ts';
import { useZone } from '../time/zone.ts';
import { zonedTimeAlone } from '../time/zoned-time.ts';
import { ClosingDialog } from './closing-dialog.tsx';
import { EmptyCase } from './empty-case.tsx';
import type { NextStep } from './next-steps.ts';
import { Overview } from './overview.tsx';
import './case.css';

interface Props {
  readonly place: CasePlace;
  readonly onPlace: (place: CasePlace) => void;
  readonly onImport: () => void;
  readonly onSeal: () => void;
  readonly onIntegrity: () => void;
  readonly onPacks: () => void;
  /** Shows what a query finds, on the review screen. */
  readonly onQuery: (query: string) => void;
}

/** What the case holds: every source with its ledger, what could not be read, and what contradicts itself. */
export function CaseScreen({ place, onPlace, onImport, onSeal, onIntegrity, onPacks, onQuery }: Props) {
  const { info } = useCase();
  const words = strings.case;
  const { counts } = info;
  const [reopening, setReopening] = useState(false);
  const { zone } = useZone();
  const take = (step: NextStep) => {
    const act: Record<NextStep, () => void> = {
      verify: onIntegrity,
      broken: () => onQuery('integrity:broken'),
      quarantined: () => onPlace({ tab: 'quarantined', source: null }),
      conflicts: () => onPlace({ tab: 'conflicts', source: null }),
      review: () => onQuery('-is:reviewed'),
      seal: onSeal,
      reopen: () => setReopening(true),
    };
    act[step]();
  };
  const tab = (key: CaseTab, count: number) => `${words.tabs[key]} ${countText(count)}`;
  if (info.sources.length === 0) return <EmptyCase onImport={onImport} />;
  return (
    <div className="case-screen">
      <header className="screen-head">
        <div>
          <h1>
            <EvidenceText text={info.title} />
          </h1>
          <p className="quiet">
            {words.made(zonedTimeAlone(info.created, zone))}
            {info.examiner !== null && (
              <>
                {' · '}
                <EvidenceText text={info.examiner} />
              </>
            )}
          </p>
          {info.closed && (
            <p className="case-closed">
              <Lock size={14} aria-hidden="true" />
              <span>
                {strings.frame.closing.closedBy(
                  info.closed.actor,
                  zonedTimeAlone(info.closed.time, zone),
                  info.closed.reason,
                )}
              </span>
            </p>
          )}
        </div>
      </header>
      <Tabs
        label={strings.frame.screens.case}
        selected={place.tab}
        onSelect={(next) => onPlace({ tab: next, source: null })}
        items={[
          {
            key: 'overview',
            title: words.tabs.overview,
            content: () => <Overview onQuery={onQuery} onStep={take} onPlace={onPlace} onPacks={onPacks} />,
          },
          {
            key: 'sources',
            title: tab('sources', info.sources.length),
            content: () => (
              <div className="case-sources">
                <Ledger
                  sources={info.sources}
                  containers={info.containers}
                  skipped={[]}
                  unchecked={[]}
                  unapplied={[]}
                  hashes={null}
                  onShow={onPlace}
                />
              </div>
            ),
          },
          {
            key: 'quarantined',
            title: tab('quarantined', counts.quarantined),
            content: () => (
              <QuarantineList
                source={place.source}
                onSource={(source) => onPlace({ tab: 'quarantined', source })}
              />
            ),
          },
          {
            key: 'conflicts',
            title: tab('conflicts', counts.conflicts),
            content: () => <ConflictList onQuery={onQuery} />,
          },
        ]}
      />
      {reopening && <ClosingDialog onClose={() => setReopening(false)} />}
    </div>
  );
}
