import { useCallback, useMemo, useState } from 'react';
import type { Finding, VerifyReport } from '../../shared/domain/verification.ts';
import { Tabs } from '../design/tabs.tsx';
import { useCase } from '../session/case-context.tsx';
import { type Answer, useCall } from '../session/use-call.ts';
import { strings } from '../strings.ts';
import { Answers } from './answers.tsx';
import { CompareTab } from './compare-tab.tsx';
import { type FindingKind, FindingPanes, listedOf } from './finding-panes.tsx';
import { IntegrityHead } from './integrity-head.tsx';
import { NotVerified } from './not-verified.tsx';
import { PrintedReport } from './printed-report.tsx';
import { ReceiptsTab } from './receipts-tab.tsx';
import { subjectsOf } from './subjects.ts';
import type { Verification } from './use-verification.ts';
import { noChoices, type VerifyWish } from './verify-choices.ts';
import { VerifyDialog } from './verify-dialog.tsx';
import './integrity.css';
import './screen.css';

interface Props {
  readonly verification: Verification;
  /** The last recorded verification. */
  readonly last: Answer<{ readonly time: string; readonly report: VerifyReport } | null>;
  readonly onOpenEntry: (finding: Finding) => void;
}

type Tab = 'answers' | 'findings' | 'observations' | 'compare' | 'receipts';

/** What holds, what is broken and where, and what cannot be known. */
export function IntegrityScreen({ verification, last, onOpenEntry }: Props) {
  const { info } = useCase();
  const app = useCall('app.info', {});
  const [tab, setTab] = useState<Tab>('answers');
  const [subject, setSubject] = useState<string | null>(null);
  const [choices, setChoices] = useState(noChoices);
  const [asking, setAsking] = useState(false);
  const [printing, setPrinting] = useState(false);
  const isRunning = verification.job !== undefined;
  const { report, time } = verification.unrecorded ?? last.value ?? { report: null, time: null };
  const names = useMemo(
    () => Object.fromEntries(info.sources.map(({ id, name }) => [`source ${id}`, name])),
    [info.sources],
  );
  const subjects = useMemo(() => (report === null ? [] : subjectsOf(report, names)), [report, names]);
  const printed = useCallback(() => setPrinting(false), []);
  const start = (wish: VerifyWish) => {
    setSubject(null);
    setTab('answers');
    void verification.verify(wish);
  };
  const notYet = () => (
    <NotVerified error={last.error} loading={last.loading} isRunning={isRunning} onVerify={() => start({})} />
  );
  const panes = (what: FindingKind) => ({
    key: what,
    // Before any verification nothing is known, not even that there are no findings.
    title: said.tabs[what](report && listedOf(report, what).length),
    content: () =>
      report === null ? (
        notYet()
      ) : (
        <FindingPanes {...{ report, what, subjects, subject }} onSubject={setSubject} onOpen={onOpenEntry} />
      ),
  });
  const answers = () =>
    report === null ? (
      notYet()
    ) : (
      <Answers
        key={time}
        report={report}
        subjects={subjects}
        onFindings={(of, what) => {
          setSubject(of);
          setTab(what);
        }}
      />
    );
  const receipts = () => (
    <ReceiptsTab
      choices={choices}
      onChoices={setChoices}
      isBusy={isRunning}
      onHold={() => start(receiptOf(choices))}
    />
  );
  const titles = said.tabs;
  return (
    <div className="case-screen integrity-screen">
      <IntegrityHead
        verification={verification}
        report={report}
        time={time}
        onVerify={start}
        onAsk={() => setAsking(true)}
        onPrint={() => setPrinting(true)}
      />
      <Tabs<Tab>
        label={said.title}
        selected={tab}
        onSelect={(next) => {
          setTab(next);
          setSubject(null);
        }}
        items={[
          { key: 'answers', title: titles.answers, content: answers },
          panes('findings'),
          panes('observations'),
          { key: 'compare', title: titles.compare, content: () => <CompareTab /> },
          { key: 'receipts', title: titles.receipts, content: receipts },
        ]}
      />
      {asking && (
        <VerifyDialog
          choices={choices}
          onChoices={setChoices}
          canReuse={verification.hasRun}
          profile={report?.chains?.find(({ definition }) => definition)?.definition ?? null}
          onVerify={start}
          onClose={() => setAsking(false)}
        />
      )}
      {printing && report && time !== null && (
        <PrintedReport
          report={report}
          subjects={subjects}
          info={info}
          time={time}
          version={app.value?.version ?? ''}
          onDone={printed}
        />
      )}
    </div>
  );
}

const { integrity: said } = strings;

function receiptOf({ checkpoint, trust }: typeof noChoices): VerifyWish {
  return { checkpoint: checkpoint.trim(), ...(trust.trim() === '' ? {} : { trust: trust.trim() }) };
}
