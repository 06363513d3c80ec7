import { useState } from 'react';
import type { VerifyReport } from '../../shared/domain/verification.ts';
import { Button } from '../design/button.tsx';
import { LongList } from '../design/long-list.tsx';
import { MarkShape } from '../design/state-mark.tsx';
import { strings } from '../strings.ts';
import { EvidenceLine, EvidenceText } from '../text/evidence.tsx';
import { AxisTable } from './axis-table.tsx';
import { ChainCard } from './chain-card.tsx';
import { countsText, type Subject, toneOf } from './subjects.ts';

interface Props {
  readonly report: VerifyReport;
  readonly subjects: readonly Subject[];
  readonly onFindings: (subject: string, what: 'findings' | 'observations') => void;
}

/** Every subject, and beside it each of its answers with the reason. */
export function Answers({ report, subjects, onFindings }: Props) {
  const [active, setActive] = useState(() => firstFailing(subjects));
  const index = Math.min(active, subjects.length - 1);
  const chosen = subjects[index];
  return (
    <div className="panes">
      <div className="panes-list">
        <LongList
          label={strings.integrity.subjects}
          count={subjects.length}
          rowHeight={44}
          active={index}
          onActive={setActive}
          row={(n) => <SubjectLine subject={subjects[n] as Subject} />}
        />
      </div>
      <section className="panes-card answers-card" tabIndex={0} aria-label={strings.integrity.tabs.answers}>
        {chosen && (
          <SubjectCard key={chosen.subject} report={report} subject={chosen} onFindings={onFindings} />
        )}
      </section>
    </div>
  );
}

function firstFailing(subjects: readonly Subject[]): number {
  return Math.max(
    0,
    subjects.findIndex(({ axes }) => toneOf(axes) === 'bad'),
  );
}

function SubjectLine({ subject: { subject, name, axes } }: { readonly subject: Subject }) {
  return (
    <>
      <MarkShape tone={toneOf(axes)} />
      <span className="two-lines">
        <EvidenceLine text={name} />
        <span className="quiet clip">
          {subject === name ? '' : `${subject} · `}
          {countsText(axes)}
        </span>
      </span>
    </>
  );
}

interface CardProps {
  readonly report: VerifyReport;
  readonly subject: Subject;
  readonly onFindings: Props['onFindings'];
}

function SubjectCard({
  report,
  subject: { subject, name, axes, findings, observations },
  onFindings,
}: CardProps) {
  const words = strings.integrity;
  const chain = report.chains?.find((each) => each.subject === subject);
  return (
    <article className="answers">
      <header className="comparison-head">
        <h2>
          <EvidenceText text={name} />
        </h2>
        {findings > 0 && (
          <Button onPress={() => onFindings(subject, 'findings')}>{words.toFindings(findings)}</Button>
        )}
        {observations > 0 && (
          <Button onPress={() => onFindings(subject, 'observations')}>
            {words.toObservations(observations)}
          </Button>
        )}
      </header>
      <AxisTable axes={axes} caption={name} />
      {chain && <ChainCard chain={chain} />}
    </article>
  );
}
