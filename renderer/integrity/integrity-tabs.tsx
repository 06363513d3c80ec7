import type { ReactNode } from 'react';
import type { Finding, VerifyReport } from '../../shared/domain/verification.ts';
import { Tabs } from '../design/tabs.tsx';
import { strings } from '../strings.ts';
import { Answers } from './answers.tsx';
import { CompareTab } from './compare-tab.tsx';
import { type FindingKind, FindingPanes, listedOf } from './finding-panes.tsx';
import { ReceiptsTab } from './receipts-tab.tsx';
import type { Subject } from './subjects.ts';
import type { IntegrityPlace, IntegrityTab } from './use-integrity-place.ts';
import type { VerifyChoices } from './verify-choices.ts';

interface Props {
  readonly place: IntegrityPlace;
  readonly report: VerifyReport | null;
  /** When it was made; null if there is none. */
  readonly time: string | null;
  readonly subjects: readonly Subject[];
  /** What stands in place of a report while there is none. */
  readonly notVerified: ReactNode;
  readonly choices: VerifyChoices;
  readonly onChoices: (choices: VerifyChoices) => void;
  readonly isRunning: boolean;
  /** Holds the case against the receipt that was chosen. */
  readonly onHold: () => void;
  readonly onOpenEntry: (finding: Finding) => void;
}

/** What was found out about the case, and what it can be compared with. */
export function IntegrityTabs(props: Props) {
  const { place, report, time, subjects, notVerified, choices, onChoices, isRunning, onHold } = props;
  const words = strings.integrity;
  const known = (content: (report: VerifyReport) => ReactNode) => () =>
    report === null ? notVerified : content(report);
  const findings = (what: FindingKind) => ({
    key: what,
    // Before any verification nothing is known, not even that there are no findings.
    title: words.tabs[what](report && listedOf(report, what).length),
    content: known((verified) => (
      <FindingPanes
        report={verified}
        what={what}
        subjects={subjects}
        subject={place.subject}
        onSubject={place.setSubject}
        onOpen={props.onOpenEntry}
      />
    )),
  });
  return (
    <Tabs<IntegrityTab>
      label={words.title}
      selected={place.tab}
      onSelect={(tab) => place.show(tab)}
      items={[
        {
          key: 'answers',
          title: words.tabs.answers,
          content: known((verified) => (
            <Answers
              key={time}
              report={verified}
              subjects={subjects}
              onFindings={(of, what) => place.show(what, of)}
            />
          )),
        },
        findings('findings'),
        findings('observations'),
        { key: 'compare', title: words.tabs.compare, content: () => <CompareTab /> },
        {
          key: 'receipts',
          title: words.tabs.receipts,
          content: () => (
            <ReceiptsTab choices={choices} onChoices={onChoices} isBusy={isRunning} onHold={onHold} />
          ),
        },
      ]}
    />
  );
}
